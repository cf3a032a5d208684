"""Several people on one machine: each with a file and a key of their own, and no way across."""

import asyncio
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest
from memory.bytes_of import everything_under
from memory.conftest import DAWN, Hashed, said

from voice_os.errors import Problem
from voice_os.memory import connection, schema
from voice_os.memory import key as keys
from voice_os.memory.people import (
    Person,
    Place,
    erase,
    everyone,
    kept_key,
    move_key,
    open_memory,
    person,
    place_of_key,
)
from voice_os.memory.store import Store
from voice_os.settings import MemorySettings

PHRASES = {"alice": "the first of them", "bob": "and the other one"}


def passphrase(words: str) -> str:
    return next(phrase for name, phrase in PHRASES.items() if name in words)


def nobody(_: str) -> str:
    raise AssertionError("no passphrase is needed")


@pytest.fixture
def settings(tmp_path: Path) -> MemorySettings:
    return MemorySettings(folder=tmp_path / "memories", keys=tmp_path / "keys", key="file")


async def tell(settings: MemorySettings, name: str, *words: str) -> None:
    ask = passphrase if settings.key == "passphrase" else nobody
    store = await open_memory(person(settings, name), settings, ask=ask)
    await store.remember(said(*words))
    await store.close()


async def told(settings: MemorySettings, name: str) -> list[str]:
    store = await open_memory(person(settings, name), settings, ask=passphrase, make=False)
    turns = await store.turns()
    await store.close()
    return [turn.text for turn in turns]


async def test_everyone_has_a_file_and_a_key_of_their_own(settings: MemorySettings) -> None:
    await tell(settings, "alice", "I am Alice.")
    await tell(settings, "bob", "I am Bob.")
    assert everyone(settings) == ["alice", "bob"]
    assert await told(settings, "alice") == ["I am Alice."]
    assert await told(settings, "bob") == ["I am Bob."]
    alice, bob = (person(settings, name) for name in ("alice", "bob"))
    keys_of = [keys.in_file(one.key_file) for one in (alice, bob)]
    assert None not in keys_of
    assert keys_of[0] != keys_of[1]
    for other in (bob, alice):
        with pytest.raises(Problem, match="nothing was changed"):
            await Store.open(other.memory, keys_of[other is alice] or keys.new())


async def test_nothing_of_one_is_recalled_by_another_or_lies_in_their_files(
    settings: MemorySettings,
) -> None:
    names = [f"person {n}" for n in range(12)]
    stores = [
        await open_memory(person(settings, name), settings, ask=nobody, embedder=Hashed())
        for name in names
    ]
    words = [f"My word is canary{n}zq and I like tea." for n in range(12)]
    await asyncio.gather(
        *(store.remember(said(one)) for store, one in zip(stores, words, strict=True))
    )
    for own, store in zip(words, stores, strict=True):
        for cue in (*words, "what is the word of the others", "tea"):
            found = await store.recall(cue, now=DAWN, k=50)
            assert {one.turn.text for one in found} <= {own}
        await store.close()
    for n, name in enumerate(names):
        one = person(settings, name)
        content = everything_under(one.folder, keys.in_file(one.key_file) or keys.new())
        present = {m for m in range(12) if f"canary{m}zq".encode() in content}
        assert present == {n}


async def test_a_keyring_keeps_the_first_key_and_the_next_person_needs_a_passphrase(
    settings: MemorySettings, secrets: dict[tuple[str, str], str]
) -> None:
    settings = settings.model_copy(update={"key": "auto"})
    first = await open_memory(person(settings, "me"), settings, ask=nobody)
    await first.close()
    assert len(secrets) == 1
    second = await open_memory(person(settings, "bob"), settings, ask=passphrase)
    await second.close()
    assert len(secrets) == 1
    with pytest.raises(Problem, match="does not open"):
        await open_memory(person(settings, "bob"), settings, ask=lambda _: "something else")
    assert await told(settings, "bob") == []


async def test_without_a_keyring_the_key_is_a_file_away_from_the_memory(
    settings: MemorySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "keyring_works", lambda: False)
    await tell(settings.model_copy(update={"key": "auto"}), "me", "hello")
    assert person(settings, "me").key_file.exists()
    assert settings.keys not in person(settings, "me").memory.parents
    assert await told(settings, "me") == ["hello"]


async def test_a_key_that_is_gone_is_a_sentence_and_no_new_memory(
    settings: MemorySettings,
) -> None:
    await tell(settings, "me", "hello")
    me = person(settings, "me")
    key = keys.in_file(me.key_file) or keys.new()
    me.key_file.unlink()
    with pytest.raises(Problem, match="its key is not"):
        await open_memory(me, settings, ask=nobody)
    assert not me.key_file.exists()
    keys.keep_in_file(me.key_file, key)
    assert await told(settings, "me") == ["hello"]


async def test_a_note_of_the_key_that_is_lost_is_a_sentence(settings: MemorySettings) -> None:
    await tell(settings, "me", "hello")
    note = person(settings, "me").folder / "key.json"
    for content in ("", "[]", '{"key": "cloud"}'):
        note.write_text(content)
        with pytest.raises(Problem, match=r"key\.json"):
            await told(settings, "me")
    note.write_text(json.dumps({"key": "file"}))
    assert await told(settings, "me") == ["hello"]


async def test_who_has_no_memory_here_is_said(settings: MemorySettings) -> None:
    with pytest.raises(Problem, match="no memory of 'bob'"):
        await told(settings, "bob")
    with pytest.raises(Problem, match="no memory of 'bob'"):
        erase(person(settings, "bob"))
    assert everyone(settings) == []


async def test_a_name_is_the_same_in_any_case(settings: MemorySettings) -> None:
    assert person(settings, " Zoë ") == person(settings, "ZOE\u0308")


@pytest.mark.parametrize("name", ["..", "../alice", "a/b", "", " ", ".hidden", "x" * 41, "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(settings: MemorySettings, name: str) -> None:
    with pytest.raises(Problem, match="profile"):
        person(settings.model_copy(update={"profile": name}))


async def test_erasing_takes_the_files_and_the_key(
    settings: MemorySettings, secrets: dict[tuple[str, str], str]
) -> None:
    for place in ("file", "keyring"):
        own = settings.model_copy(update={"key": place})
        await tell(own, "me", "hello")
        erase(person(own, "me"))
        assert [file for file in settings.folder.parent.rglob("*") if file.is_file()] == []
    assert secrets == {}


async def test_what_nobody_can_open_can_be_erased(settings: MemorySettings) -> None:
    await tell(settings, "me", "hello")
    me = person(settings, "me")
    me.memory.write_bytes(b"damage")
    me.key_file.write_text("no key")
    erase(me)
    assert everyone(settings) == []


async def open_elsewhere(me: Person) -> asyncio.subprocess.Process:
    """Another program that has somebody's memory open."""
    key = keys.in_file(me.key_file) or keys.new()
    code = (
        "import sys; from pathlib import Path; from voice_os.memory.connection import connect;"
        "from voice_os.memory.key import Key;"
        "opened = connect(Path(sys.argv[1]), Key(sys.argv[2]));"
        "opened.execute('SELECT count(*) FROM turns').fetchone();"
        "print('open', flush=True); sys.stdin.read()"
    )
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code, str(me.memory), key.secret),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def test_a_memory_that_is_in_use_is_not_erased(settings: MemorySettings) -> None:
    await tell(settings, "me", "hello")
    me = person(settings, "me")
    other = await open_elsewhere(me)
    assert other.stdout is not None
    assert await other.stdout.readline() == b"open\n"
    with pytest.raises(Problem, match="in use"):
        erase(me)
    await other.communicate(b"")
    assert await told(settings, "me") == ["hello"]
    erase(me)


async def test_a_key_is_moved_and_the_old_one_opens_nothing_any_more(
    settings: MemorySettings, secrets: dict[tuple[str, str], str]
) -> None:
    who = person(settings, "alice")
    await tell(settings, "alice", "I am Alice.")
    places: tuple[Place, ...] = ("passphrase", "keyring", "file", "keyring", "passphrase")
    for place in places:
        old = kept_key(who, passphrase)
        move_key(who, place, ask=passphrase, ask_new=passphrase)
        assert place_of_key(who) == place
        assert await told(settings, "alice") == ["I am Alice."]
        with pytest.raises(Problem, match="nothing was changed"):
            await Store.open(who.memory, old)
        assert bool(secrets) == (place == "keyring")
        assert who.key_file.exists() == (place == "file")
    assert sorted(file.name for file in who.folder.iterdir()) == ["key.json", "memory.db"]


@pytest.mark.parametrize("before", [True, False])
async def test_a_move_that_is_killed_leaves_a_memory_that_opens(
    settings: MemorySettings, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    who = person(settings, "alice")
    await tell(settings, "alice", "I am Alice.")
    rekey = schema.rekey

    def killed(path: Path, old: keys.Key, new: keys.Key) -> None:
        if not before:
            rekey(path, old, new)
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "rekey", killed)
    with pytest.raises(KeyboardInterrupt):
        move_key(who, "passphrase", ask=passphrase, ask_new=passphrase)
    assert await told(settings, "alice") == ["I am Alice."]
    monkeypatch.setattr(schema, "rekey", rekey)
    if before:
        move_key(who, "passphrase", ask=passphrase, ask_new=passphrase)
    assert place_of_key(who) == "passphrase"
    assert await told(settings, "alice") == ["I am Alice."]


async def test_a_key_is_not_moved_while_another_program_has_the_memory_open(
    settings: MemorySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 20)
    await tell(settings, "alice", "I am Alice.")
    who = person(settings, "alice")
    old = kept_key(who, nobody)
    with closing(connection.connect(who.memory, old)), pytest.raises(Problem, match="in use"):
        move_key(who, "passphrase", ask=passphrase, ask_new=passphrase)
    assert place_of_key(who) == "file"
    assert await told(settings, "alice") == ["I am Alice."]
