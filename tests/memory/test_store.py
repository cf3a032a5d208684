"""What is acknowledged stays; a wrong key, a full disk and a broken file are sentences."""

import asyncio
import hashlib
import multiprocessing
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing.connection import Connection as PipeConnection
from pathlib import Path
from sqlite3 import Connection

import pytest
from memory.bytes_of import everything_under
from memory.conftest import DAWN, Hashed, put_facts, said, write_diary
from memory.killed import forget_until_killed, open_until_killed, write_until_killed

from voice_os.errors import Problem
from voice_os.memory import Fact, Turn, connection, forgetting, schema, tables
from voice_os.memory.connection import transaction
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry

KILLS = int(os.environ.get("VOICE_OS_KILLS", "20"))


def state_of(folder: Path) -> dict[str, tuple[int, str]]:
    """Each file's time of change and content."""
    return {
        file.name: (file.stat().st_mtime_ns, hashlib.sha256(file.read_bytes()).hexdigest())
        for file in folder.iterdir()
    }


async def remembered(path: Path, key: Key, *words: str) -> None:
    store = await Store.open(path, key)
    await store.remember(said(*words))
    await store.close()


async def words_in(path: Path, key: Key) -> list[str]:
    store = await Store.open(path, key)
    try:
        return [turn.text for turn in await store.turns()]
    finally:
        await store.close()


async def test_what_was_remembered_is_there_when_it_is_opened_again(path: Path, key: Key) -> None:
    store = await Store.open(path, key)
    there = timezone(timedelta(hours=-5))
    told = [
        Turn(0, 3, datetime(2025, 6, 1, 23, 59, 59, 123456, there), "you", "I’m off to 東京.\n\0"),
        Turn(0, 3, datetime(2025, 6, 2, tzinfo=UTC), "her", ""),
    ]
    kept = await store.remember(told)
    await store.close()
    assert [replace(turn, id=0) for turn in kept] == told
    reopened = await Store.open(path, key)
    assert await reopened.turns() == kept
    assert await reopened.new_session() == 4
    await reopened.close()


async def test_ids_are_never_given_twice(store: Store) -> None:
    from voice_os.memory.forgetting import Turns

    (first,) = await store.remember(said("one"))
    await store.forget(Turns((first.id,)))
    (second,) = await store.remember(said("two"))
    assert second.id > first.id


async def test_a_time_without_a_zone_is_refused_and_nothing_is_kept(store: Store) -> None:
    naive = replace(said("when was that")[0], at=datetime(2025, 1, 1))
    with pytest.raises(Problem, match="no time zone"):
        await store.remember([*said("before it"), naive])
    assert await store.turns() == []


async def test_what_fits_a_cue_is_recalled(store: Store) -> None:
    await store.remember(said("My sister Anna lives in Oslo.", "It rains.", "I like tea."))
    found = await store.recall("where does my sister live", now=DAWN, k=2)
    assert found[0].turn.text == "My sister Anna lives in Oslo."


async def test_what_was_remembered_without_vectors_gets_them_later(path: Path, key: Key) -> None:
    await remembered(path, key, "one", "two")
    store = await Store.open(path, key, embedder=Hashed())
    assert await store.catch_up() == 2
    assert await store.catch_up() == 0
    await store.remember(said("three"))
    assert await store.catch_up() == 0
    other = Hashed()
    other.name = "another model"
    await store.close()
    store = await Store.open(path, key, embedder=other)
    assert await store.catch_up() == 3
    assert await store.read(lambda c: c.execute("SELECT id FROM turn_vectors").fetchall()) == [
        (1,),
        (2,),
        (3,),
    ]
    await store.close()


async def test_facts_and_the_diary_come_back_as_they_were_put(store: Store) -> None:
    (turn,) = await store.remember(said("I live in Rome since May, and like tea."))
    facts = [
        Fact("you", "home", "Rome", DAWN, None, (turn.id,), told=DAWN),
        Fact("you", "likes", "tea", None, DAWN, (turn.id,), several=True),
    ]
    await put_facts(store, facts)
    assert facts == await store.facts()
    numbers = list(await store.numbered_facts())
    moved = replace(facts[0], until=DAWN)
    await put_facts(store, [moved, facts[1]])
    assert (await store.numbered_facts())[numbers[1]] == facts[1]
    assert moved in await store.facts()
    await write_diary(store, [Entry(0, DAWN, "They moved.", (turn.id,))])
    assert await store.diary() == [Entry(1, DAWN, "They moved.", (turn.id,))]


async def test_no_word_lies_in_the_files_as_it_is(path: Path, key: Key, store: Store) -> None:
    await store.remember(said("my word is zqxjwvkpty"))
    assert not any(b"zqxjwvkpty" in file.read_bytes() for file in path.parent.iterdir())
    assert not any(file.stat().st_mode & 0o077 for file in path.parent.iterdir())


async def test_a_wrong_key_is_refused_and_touches_nothing(path: Path, key: Key) -> None:
    await remembered(path, key, "hello")
    before = state_of(path.parent)
    for wrong in (new(), Key("a passphrase", is_passphrase=True)):
        with pytest.raises(Problem, match="nothing was changed"):
            await Store.open(path, wrong)
    assert state_of(path.parent) == before
    assert await words_in(path, key) == ["hello"]


async def test_a_wrong_key_touches_nothing_that_a_kill_left_behind(path: Path, key: Key) -> None:
    kill_while_writing(path, key, after=0.05)
    assert path.with_name(path.name + "-wal").stat().st_size
    before = state_of(path.parent)
    with pytest.raises(Problem, match="nothing was changed"):
        await Store.open(path, new())
    assert state_of(path.parent) == before


async def test_a_passphrase_opens_what_it_closed(path: Path) -> None:
    phrase = Key('it\'s a "long" one; DROP', is_passphrase=True)
    await remembered(path, phrase, "hello")
    assert await words_in(path, phrase) == ["hello"]
    with pytest.raises(Problem):
        await Store.open(path, Key("it's a", is_passphrase=True))


@pytest.mark.parametrize("size", [0, 100, 4096, 4097, 5 * 4096])
async def test_a_file_that_was_cut_short_is_a_sentence(path: Path, key: Key, size: int) -> None:
    await remembered(path, key, "hello")
    with path.open("r+b") as file:
        file.truncate(size)
    before = state_of(path.parent)
    with pytest.raises(Problem, match="damaged"):
        await Store.open(path, key)
    assert state_of(path.parent)[path.name] == before[path.name]


async def test_a_damaged_page_is_a_sentence_when_it_is_met(path: Path, key: Key) -> None:
    await remembered(path, key, *(f"turn {n} " + "words " * 300 for n in range(50)))
    with path.open("r+b") as file:
        for page in range(4, 12):
            file.seek(page * 4096 + 100)
            file.write(b"damage")
    with pytest.raises(Problem, match="damaged"):
        await words_in(path, key)


async def test_a_file_that_another_program_writes_to_is_a_sentence(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 20)
    store = await Store.open(path, key)
    with (
        closing(connection.connect(path, key)) as other,
        transaction(other),
        pytest.raises(Problem, match="in use"),
    ):
        await store.remember(said("hello"))
    await store.remember(said("hello again"))
    assert [turn.text for turn in await store.turns()] == ["hello again"]
    await store.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small disk can be made by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


async def fill(store: Store) -> list[str]:
    """Remember until the disk is full; return what was acknowledged."""
    kept: list[str] = []
    said_so = ""
    for count in range(5000):
        words = f"turn {count} " + "and so on " * 100
        try:
            await store.remember(said(words))
        except Problem as problem:
            said_so = str(problem)
            break
        kept.append(words)
    assert "disk is full" in said_so
    return kept


async def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path, key: Key) -> None:
    with small_disk(tmp_path / "disk") as disk:
        store = await Store.open(disk / "memory.db", key)
        filler = disk / "filler"
        filler.write_bytes(bytes(500_000))
        kept = await fill(store)
        assert kept
        assert [turn.text for turn in await store.turns()] == kept
        filler.unlink()
        await store.remember(said("there is room again"))
        await store.close()
        assert await words_in(disk / "memory.db", key) == [*kept, "there is room again"]


async def test_a_memory_that_cannot_grow_says_so_and_keeps_all(path: Path, key: Key) -> None:
    store = await Store.open(path, key)
    await store.read(lambda c: c.execute("PRAGMA max_page_count=100"))
    kept = await fill(store)
    await store.read(lambda c: c.execute("PRAGMA max_page_count=1000000"))
    await store.remember(said("more"))
    assert [turn.text for turn in await store.turns()] == [*kept, "more"]
    await store.close()


async def test_what_was_erased_meanwhile_is_said(path: Path, key: Key) -> None:
    store = await Store.open(path, key)
    await store.remember(said("hello"))
    schema.delete(path)
    with pytest.raises(Problem, match="erased meanwhile"):
        await store.recall("hello", now=DAWN)
    await store.close()


async def test_erasing_leaves_no_file_and_is_refused_while_another_program_reads(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 20)
    store = await Store.open(path, key)
    await store.remember(said("hello"))
    with closing(connection.connect(path, key)), pytest.raises(Problem, match="in use"):
        await store.erase()
    assert len(await store.turns()) == 1
    await store.erase()
    assert list(path.parent.iterdir()) == []


async def test_an_older_file_is_brought_up_to_date(path: Path, key: Key) -> None:
    schema.make(path, key, schema.STEPS[:1])
    with closing(connection.connect(path, key)) as older:
        tables.add_turn(older, said("from long ago")[0])
    store = await Store.open(path, key)
    assert [turn.text for turn in await store.turns()] == ["from long ago"]
    assert await store.read(schema.version_of) == len(schema.STEPS)
    assert await store.diary() == []
    assert not schema.copy_of(path).exists()
    await store.close()


async def test_a_step_that_fails_leaves_the_file_as_it_was_and_a_copy(path: Path, key: Key) -> None:
    def fail(connection: Connection) -> None:
        connection.execute("DROP TABLE turns")
        raise RuntimeError("no")

    await remembered(path, key, "hello")
    with closing(connection.connect(path, key)) as opened, pytest.raises(Problem, match="a copy"):
        schema.bring_up_to_date(opened, path, key, (*schema.STEPS, fail))
    assert await words_in(schema.copy_of(path), key) == ["hello"]
    assert await words_in(path, key) == ["hello"]
    assert not schema.copy_of(path).exists()


async def test_a_newer_file_is_refused_as_it_is(path: Path, key: Key) -> None:
    schema.make(path, key, (*schema.STEPS, lambda _: None))
    before = state_of(path.parent)
    with pytest.raises(Problem, match="newer Voice OS"):
        await Store.open(path, key)
    assert state_of(path.parent)[path.name][1] == before[path.name][1]


def kill_while_writing(
    path: Path,
    key: Key,
    *,
    after: float,
    run: int = 1,
    doing: Callable[[Path, Key, PipeConnection, int], None] = write_until_killed,
) -> list[str]:
    """Work in another process, kill it some seconds after it began; return what it told."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["memory.killed", "sqlcipher3"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=doing, args=(path, key, there, run))
    process.start()
    there.close()
    assert here.recv() == "open"
    time.sleep(after)
    process.kill()
    process.join()
    told: list[str] = []
    try:
        while True:
            told += here.recv()
    except EOFError:
        return told
    finally:
        here.close()
        process.close()


async def test_killed_at_any_moment_nothing_acknowledged_is_lost(path: Path, key: Key) -> None:
    chance = random.Random(7)  # noqa: S311
    acknowledged: list[str] = []
    for run in range(KILLS):
        wait = chance.uniform(0, 0.15)
        acknowledged += await asyncio.to_thread(kill_while_writing, path, key, after=wait, run=run)
        store = await Store.open(path, key, embedder=Hashed())
        kept = [turn.text for turn in await store.turns()]
        assert await store.read(lambda c: c.execute("PRAGMA quick_check").fetchall()) == [("ok",)]
        await store.close()
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept)), "a turn is there twice"
        assert len(kept) <= len(acknowledged) + 2 * (run + 1), "more than what was under way"
    assert acknowledged


async def test_killed_while_forgetting_what_was_acknowledged_is_in_no_byte(
    path: Path, key: Key
) -> None:
    chance = random.Random(8)  # noqa: S311
    forgotten: list[str] = []
    for run in range(min(KILLS // 4, 10)):
        forgotten += await asyncio.to_thread(
            kill_while_writing,
            path,
            key,
            after=chance.uniform(0.02, 0.3),
            run=run,
            doing=forget_until_killed,
        )
        content = everything_under(path.parent, key)
        assert [word for word in forgotten if word.encode() in content] == []
        store = await Store.open(path, key)
        assert not await store.read(forgetting.scrub_is_due)
        await store.close()
    assert forgotten


async def test_killed_while_it_is_brought_up_to_date_an_older_file_loses_nothing(
    path: Path, key: Key
) -> None:
    words = [f"turn {n} " + "and so on " * 200 for n in range(300)]
    schema.make(path, key, schema.STEPS[:1])
    with closing(connection.connect(path, key)) as older, transaction(older):
        for turn in said(*words):
            tables.add_turn(older, turn)
    original = path.read_bytes()  # noqa: ASYNC240
    chance = random.Random(9)  # noqa: S311
    for _ in range(KILLS // 4):
        schema.delete(path)
        path.write_bytes(original)  # noqa: ASYNC240
        wait = chance.uniform(0, 0.1)
        await asyncio.to_thread(kill_while_writing, path, key, after=wait, doing=open_until_killed)
        assert await words_in(path, key) == words
        assert [file.name for file in path.parent.iterdir()] == [path.name]
