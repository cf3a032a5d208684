"""What is forgotten is in no byte under the data directory, and nothing brings it back."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory.bytes_of import everything_under
from memory.conftest import DAWN, Hashed, put_facts, said, write_diary

from voice_os.errors import Problem
from voice_os.memory import Fact, export, forgetting
from voice_os.memory.connection import connect, transaction
from voice_os.memory.forgetting import Known, Turns, Words
from voice_os.memory.key import Key
from voice_os.memory.reflection import Reflection, admit, keep
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry

SECRET = "zqxjwvkpty"  # noqa: S105
PIECES = (b"zqxjwvkpty", b"zqxjwvk", b"qxjwv", b"jwvkpty", b"wvkpt")


def pieces_in(path: Path, key: Key) -> int:
    """How often (parts of) the secret word lie under the data directory, decrypted."""
    found = everything_under(path.parent, key).lower()
    return sum(found.count(piece) for piece in PIECES)


async def much(store: Store) -> None:
    """A memory in which the secret word has been spread by the index's merging and splitting."""
    for session in range(1, 40):
        words = [f"Word {session * 7 + n} of a long talk about {n * session}" for n in range(6)]
        words[session % 6] = f"I told {SECRET} about the {session}th plan, and {SECRET}s agreed."
        await store.remember(said(*words, session=session, at=DAWN + timedelta(hours=session)))


async def test_the_scan_finds_what_is_there(path: Path, key: Key, store: Store) -> None:
    await much(store)
    assert pieces_in(path, key) > 39
    await store.close()
    assert pieces_in(path, key) > 39
    await reopen(store, path, key)


async def reopen(store: Store, path: Path, key: Key) -> None:
    store.__dict__.update((await Store.open(path, key, embedder=Hashed())).__dict__)


async def test_forgotten_words_are_in_no_byte_under_the_data_directory(
    path: Path, key: Key, store: Store
) -> None:
    await much(store)
    told = [turn for turn in await store.turns() if SECRET in turn.text]
    facts = [
        Fact("you", "friend", SECRET.title(), DAWN, None, (told[0].id,), several=True),
        Fact("you", "plan", "a plan", DAWN, None, (told[1].id,)),
    ]
    await put_facts(store, facts)
    await write_diary(store, [Entry(0, DAWN, f"A day with {SECRET}.", (told[2].id,))])
    done = await store.forget(Words(f"what I said about {SECRET}"))
    assert (done.turns, done.facts, done.entries) == (39, 2, 1)
    assert pieces_in(path, key) == 0
    await store.close()
    assert pieces_in(path, key) == 0
    await reopen(store, path, key)
    assert len(await store.turns()) == 5 * 39
    assert all(SECRET not in t.turn.text for t in await store.recall(SECRET, now=DAWN, k=50))
    everything = await store.export()
    assert SECRET not in export.to_json(everything).decode() + export.to_markdown(everything)


async def test_its_vector_goes_too(path: Path, key: Key, store: Store) -> None:
    turns = await store.remember(said("I hate my job.", "Why is that?"))
    vectors = await store.read(lambda c: c.execute("SELECT vector FROM turn_vectors").fetchall())
    rows = [vector[:64] for (vector,) in vectors]
    present = everything_under(path.parent, key)
    assert [row in present for row in rows] == [True, True]
    await store.forget(Turns((turns[0].id,)))
    left = everything_under(path.parent, key)
    assert [row in left for row in rows] == [False, True]


async def test_other_forms_of_the_words_go_and_other_words_stay(store: Store) -> None:
    await store.remember(said("We agreed late.", "My greed is small.", "She agrees, Anna."))
    await store.forget(Words("agreed"))
    assert [turn.text for turn in await store.turns()] == ["My greed is small."]


async def test_a_topic_of_several_words_is_what_has_them_all(store: Store) -> None:
    await store.remember(said("My sister's wedding is in May.", "My sister is ill.", "A wedding!"))
    assert [t.text for t in await store.turns_with("my sister’s wedding")] == [
        "My sister's wedding is in May."
    ]


@pytest.mark.parametrize("nothing", ["", "...", "\0", "\"' OR 1"])
async def test_what_is_no_topic_forgets_nothing(store: Store, nothing: str) -> None:
    await store.remember(said("hello"))
    if any(c.isalnum() for c in nothing):
        await store.forget(Words(nothing))
    else:
        with pytest.raises(Problem, match="which words"):
            await store.forget(Words(nothing))
    assert len(await store.turns()) == 1


async def test_replaying_the_transcript_does_not_bring_it_back(
    path: Path, key: Key, store: Store
) -> None:
    transcript = said(f"Call {SECRET}.", "I met the doctor on Monday.", "It rains.")
    kept = await store.remember(transcript)
    await store.forget(Words(SECRET))
    await store.forget(Turns((kept[1].id,)))
    again = await store.remember(transcript)
    assert [bool(turn.id) for turn in again] == [False, False, True]
    (other_words,) = await store.remember(said(f"Did you call {SECRET}?"))
    assert other_words.id == 0
    await store.remember(said("i met the DOCTOR on monday", speaker="somebody"))
    assert all("doctor" not in turn.text.lower() for turn in await store.turns())
    assert pieces_in(path, key) == 0


async def test_the_wish_to_forget_is_not_remembered_itself(store: Store) -> None:
    wish = said(f"Forget what I said about {SECRET}.", at=datetime.now(UTC))
    await store.forget(Words(SECRET))
    (kept,) = await store.remember(wish)
    assert kept.id == 0


async def test_what_is_told_anew_afterwards_is_remembered(store: Store) -> None:
    (turn,) = await store.remember(said("I have a dog."))
    await store.forget(Words("dog"))
    later = datetime.now(UTC) + timedelta(seconds=1)
    (anew,) = await store.remember(said("I have a dog.", at=later))
    assert anew.id > turn.id
    fact = Fact("you", "pet", "a dog", later, None, (anew.id,), told=later)
    assert await store.write(lambda c: admit(c, [fact])) == [fact]


async def test_a_reflection_does_not_bring_it_back(store: Store) -> None:
    job, rain = await store.remember(said("I work at the bakery.", "It rains."))
    fact = Fact("you", "job", "the bakery", DAWN, None, (job.id,), told=DAWN)
    await put_facts(store, [fact])
    await store.forget(Turns((job.id,)))
    assert await store.facts() == []
    late = [Entry(0, DAWN, "They bake.", (job.id, rain.id)), Entry(0, DAWN, "Rain.", (rain.id,))]
    assert await store.write(lambda c: admit(c, [fact])) == []
    for entry in late:
        await store.write(lambda c, entry=entry: keep(c, Reflection(0, 0, entry)))  # type: ignore[misc]
    assert [entry.text for entry in await store.diary()] == ["Rain."]


async def test_a_forgotten_fact_takes_the_words_it_rests_on_and_is_not_learnt_from_others(
    store: Store,
) -> None:
    one, two = await store.remember(said("I live in Lyon.", "Lyon is my home."))
    fact = Fact("you", "home", "Lyon", DAWN, None, (one.id,), told=DAWN)
    await put_facts(store, [fact])
    done = await store.forget(Known(fact))
    assert (done.turns, done.facts) == (1, 1)
    from_the_other = Fact("you", "home", "lyon", None, None, (two.id,), told=DAWN)
    assert await store.write(lambda c: admit(c, [from_the_other])) == []


async def test_a_fact_that_rests_on_other_words_too_stays(store: Store) -> None:
    one, two = await store.remember(said("I live in Lyon.", "Home to Lyon!"))
    fact = Fact("you", "home", "Lyon", DAWN, None, (one.id, two.id), told=DAWN)
    await put_facts(store, [fact])
    await store.forget(Turns((one.id,)))
    assert [known.sources for known in await store.facts()] == [(two.id,)]


async def test_an_edited_turn_leaves_nothing_of_its_old_words(
    path: Path, key: Key, store: Store
) -> None:
    turn, _ = await store.remember(said(f"Meet me with {SECRET} on Monday.", "Fine."))
    await put_facts(store, [Fact("you", "plan", SECRET, None, None, (turn.id,))])
    before = await store.export()
    await store.edit_turn(turn.id, "Meet me on Tuesday.")
    assert pieces_in(path, key) == 0
    assert await store.facts() == []
    assert [turn.text for turn in await store.turns_with("Tuesday")] == ["Meet me on Tuesday."]
    await store.import_(before)
    assert len(await store.turns()) == 2
    with pytest.raises(Problem, match="no turn 99"):
        await store.edit_turn(99, "x")


async def test_a_corrected_fact_is_not_learnt_as_it_was(store: Store) -> None:
    (turn,) = await store.remember(said("The concert is on Monday."))
    wrong = Fact("concert", "day", "Monday", None, None, (turn.id,), told=DAWN)
    await put_facts(store, [wrong])
    ((number, _),) = (await store.numbered_facts()).items()
    right = await store.edit_fact(number, "Tuesday")
    assert await store.numbered_facts() == {number: right}
    assert await store.write(lambda c: admit(c, [wrong])) == [right]
    with pytest.raises(Problem, match="no fact 99"):
        await store.edit_fact(99, "x")


async def test_what_was_forgotten_when_the_power_failed_is_scrubbed_at_the_next_opening(
    path: Path, key: Key, store: Store
) -> None:
    await much(store)

    def halfway(connection: Connection) -> None:
        with transaction(connection):
            forgetting.forget(connection, Words(SECRET), datetime.now(UTC))

    await store.read(halfway)
    await store.close()
    await reopen(store, path, key)
    assert pieces_in(path, key) == 0
    assert not await store.read(forgetting.scrub_is_due)


async def test_words_are_forgotten_while_another_program_has_the_memory_open(
    path: Path, key: Key, store: Store
) -> None:
    await much(store)
    with closing(connect(path, key)) as other:
        assert other.execute("SELECT count(*) FROM turns").fetchone() == (6 * 39,)
        await store.forget(Words(SECRET))
        assert pieces_in(path, key) == 0
        assert other.execute("SELECT count(*) FROM turns").fetchone() == (5 * 39,)


async def test_while_another_program_reads_the_bytes_are_said_to_be_erased_later(
    path: Path, key: Key, store: Store
) -> None:
    await much(store)
    await store.read(lambda c: c.execute("PRAGMA busy_timeout=20"))
    with closing(connect(path, key)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM turns").fetchone()
        with pytest.raises(Problem, match="It is forgotten, but"):
            await store.forget(Words(SECRET))
        assert await store.turns_with(SECRET) == []
    await store.close()
    await reopen(store, path, key)
    assert pieces_in(path, key) == 0


async def test_a_tombstone_holds_no_content(path: Path, key: Key, store: Store) -> None:
    await much(store)
    await store.forget(Words(SECRET))
    rows = await store.read(lambda c: c.execute("SELECT kind, marks FROM tombstones").fetchall())
    assert {kind for kind, _ in rows} == {"words", "turn"}
    assert {len(marks) for _, marks in rows} == {16}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    others=st.lists(st.text(max_size=300), max_size=40),
    places=st.sets(st.integers(0, 39), min_size=1),
)
async def test_whatever_else_was_said_the_forgotten_is_gone_and_the_rest_is_not(
    path: Path, key: Key, store: Store, others: list[str], places: set[int]
) -> None:
    words = [f"{SECRET} {text}" if n in places else text for n, text in enumerate(others)]
    await store.remember(said(*words, at=datetime.now(UTC)))
    before = [turn.text for turn in await store.turns()]
    await store.forget(Words(SECRET))
    assert pieces_in(path, key) == 0
    kept = [turn.text for turn in await store.turns()]
    assert kept == [text for text in before if not text.startswith(SECRET)]
