"""Export, erase and import give back the same; what is no export is a sentence."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory.conftest import DAWN, Hashed, put_facts, said, write_diary

from voice_os.errors import Problem
from voice_os.memory import Fact, Turn, export
from voice_os.memory.export import Contents, from_json, to_json, to_markdown
from voice_os.memory.forgetting import Words
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry

times = st.datetimes(
    min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.timezones()
)
turns = st.builds(
    Turn, st.just(0), st.integers(0, 9), times, st.text(max_size=8), st.text(max_size=80)
)


@st.composite
def memories(draw: st.DrawFn) -> tuple[list[Turn], list[Fact], list[Entry]]:
    """Turns without ids; facts and entries that rest on their places in the list, from 1 on."""
    said = draw(st.lists(turns, max_size=12, unique_by=lambda turn: (turn.at, turn.text)))
    sources = st.lists(st.integers(1, max(1, len(said))), unique=True, max_size=3).map(tuple)
    if not said:
        sources = st.just(())
    words, ends = st.text(max_size=20), st.none() | times
    fact = st.builds(Fact, words, words, words, ends, ends, sources, st.booleans(), ends)
    entry = st.builds(Entry, st.just(0), times, st.text(max_size=80), sources)
    return (
        said,
        draw(st.lists(fact, max_size=6, unique=True)),
        draw(st.lists(entry, max_size=4, unique=True)),
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memory=memories())
async def test_export_erase_and_import_give_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    memory: tuple[list[Turn], list[Fact], list[Entry]],
) -> None:
    path, file = (tmp_path_factory.mktemp("home") / name for name in ("memory.db", "export.json"))
    store = await Store.open(path, new(), embedder=Hashed())
    said, facts, diary = memory
    kept = await store.remember(said)
    assert [turn.id for turn in kept] == list(range(1, len(said) + 1))
    await put_facts(store, facts)
    await write_diary(store, diary)
    before = await store.export()
    assert len(before.facts) == len(facts)
    assert len(before.diary) == len(diary)
    export.write(file, before)
    await store.erase()
    again = await Store.open(path, new(), embedder=Hashed())
    await again.import_(export.read(file))
    assert await again.export() == before
    assert await again.import_(before) == 0
    assert await again.export() == before
    await again.close()


async def test_what_was_imported_is_recalled_and_has_vectors(store: Store) -> None:
    turn = Turn(7, 2, DAWN, "you", "My sister Anna lives in Oslo.")
    await store.import_(Contents([turn], [], []))
    assert [found.turn for found in await store.recall("sister", now=DAWN)] == [turn]
    assert await store.read(lambda c: c.execute("SELECT id FROM turn_vectors").fetchall()) == [(7,)]


async def test_an_import_adds_to_what_is_there_as_conversations_of_their_own(store: Store) -> None:
    (own,) = await store.remember(said("I am here.", session=4))
    other = Turn(own.id, 4, DAWN - timedelta(days=9), "you", "I was there.")
    fact = Fact("you", "home", "there", None, DAWN, (other.id,))
    entry = Entry(1, DAWN, "They were there.", (other.id,))
    assert await store.import_(Contents([other], [fact], [entry])) == 1
    first, second = await store.turns()
    assert first == own
    assert (second.session, second.text) == (8, "I was there.")
    assert [known.sources for known in await store.facts()] == [(second.id,)]
    assert [written.sources for written in await store.diary()] == [(second.id,)]


async def test_an_older_export_does_not_bring_back_what_was_forgotten(store: Store) -> None:
    secret, rain = await store.remember(said("I met Anna.", "It rains."))
    await put_facts(store, [Fact("you", "friend", "Anna", None, None, (secret.id,))])
    await write_diary(store, [Entry(0, DAWN, "They met.", (secret.id, rain.id))])
    before = await store.export()
    await store.forget(Words("Anna"))
    assert await store.import_(before) == 0
    after = await store.export()
    assert (after.turns, after.facts, after.diary) == ([rain], [], [])


def test_a_markdown_export_reads_like_a_letter() -> None:
    everything = Contents(
        [Turn(1, 1, DAWN, "you", "I moved\nto Rome."), Turn(2, 1, DAWN, "her", "Lovely!")],
        [Fact("you", "home", "Rome", DAWN, None, (1,))],
        [Entry(1, DAWN, "They moved.", (1,))],
    )
    text = to_markdown(everything)
    assert "- you, home: Rome (since 2025-03-01)" in text
    assert "- 2025-03-01: They moved." in text
    assert "## 2025-03-01, conversation 1" in text
    assert "- 09:00 **you**: I moved to Rome." in text


def plain(**changed: object) -> bytes:
    turn = {"id": 1, "session": 1, "at": "2025-03-01T09:00:00Z", "speaker": "you", "text": "x"}
    return json.dumps({"turns": [turn | changed], "facts": [], "diary": []}).encode()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "the file"),
        (b"[]", "the file"),
        (b"\xff\xfe", "the file"),
        (b'{"turns": [], "facts": []}', "diary"),
        (b'{"format": "other", "turns": [], "facts": [], "diary": []}', "format"),
        (plain(at="yesterday"), r"turns\.0\.at"),
        (plain(text=None), r"turns\.0\.text"),
        (plain(id=0), "ids"),
        (plain(id=2**70), "turns"),
        (plain(session=2**70), "turns"),
    ],
)
def test_what_is_no_export_is_a_sentence_that_says_where(data: bytes, named: str) -> None:
    with pytest.raises(Problem, match=named):
        from_json(data)


async def test_an_import_of_times_without_a_zone_changes_nothing(store: Store) -> None:
    with pytest.raises(Problem, match="time zone"):
        await store.import_(from_json(plain(at="2025-03-01T09:00:00")))
    assert await store.turns() == []


async def test_an_export_is_written_whole_and_for_the_person_alone(
    tmp_path: Path, store: Store, key: Key
) -> None:
    await store.remember(said("hello"))
    everything = await store.export()
    file = tmp_path / "export.json"
    export.write(file, everything)
    assert file.stat().st_mode & 0o077 == 0
    assert export.read(file) == everything
    assert [name.name for name in tmp_path.glob("export*")] == [file.name]  # noqa: ASYNC240
    with pytest.raises(Problem, match="cannot be written"):
        export.write(tmp_path / "nowhere" / "export.json", everything)
    with pytest.raises(Problem, match="cannot be read"):
        export.read(tmp_path / "nothing.json")


def test_json_is_plain_and_comes_back() -> None:
    everything = Contents([Turn(1, 1, DAWN.astimezone(UTC), "you", "Où est Zoë?")], [], [])
    assert from_json(to_json(everything)) == everything
    assert json.loads(to_json(everything))["turns"][0]["text"] == "Où est Zoë?"
