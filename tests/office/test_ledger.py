"""The ledger: in the encrypted file, whole or not at all, taken back, and not lost by a kill."""

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voice_os.memory import export
from voice_os.memory import key as keys
from voice_os.memory.key import Key
from voice_os.memory.store import Store
from voice_os.office.due import Alarm, Reminder, Timer
from voice_os.office.ledger import Fleeting, Ledger
from voice_os.office.papers import Item, NamedList, Note

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = keys.new()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "memory.db", KEY)
    yield store
    await store.close()


async def test_every_kind_of_entry_comes_back_as_it_was(store: Store) -> None:
    ledger = Ledger(store)
    entries = [
        Timer(timedelta(minutes=5), "boot", 300.5, 1_700_000_000.25, "egg"),
        Reminder("call Anna", datetime(2026, 3, 3, 17), "FREQ=DAILY"),
        Item("shopping", "Milch & Käse"),
        Note("the code is 4711", NOON),
    ]
    await ledger.change(add=entries)
    for entry in entries:
        assert list((await ledger.all(type(entry))).values()) == [entry]


async def test_what_is_kept_is_in_no_byte_that_can_be_read(store: Store, tmp_path: Path) -> None:
    await Ledger(store).change(add=[Note("the code is 4711", NOON)])
    assert not _holding(tmp_path, b"4711")


async def test_a_change_is_taken_back_and_that_too() -> None:
    ledger = Ledger(Fleeting())
    (milk,) = (await ledger.change(add=[Item("shopping", "milk")])).added
    change = await ledger.change(
        add=[NamedList("party")], put={milk: Item("party", "milk")}, drop=[]
    )
    back = await ledger.restore(change.before)
    assert await ledger.all(Item) == {milk: Item("shopping", "milk")}
    assert await ledger.all(NamedList) == {}
    await ledger.restore(back.before)
    assert await ledger.all(Item) == {milk: Item("party", "milk")}


async def test_a_number_is_never_given_twice(store: Store) -> None:
    ledger = Ledger(store)
    (first,) = (await ledger.change(add=[NamedList("a")])).added
    await ledger.change(drop=[first])
    (second,) = (await ledger.change(add=[NamedList("b")])).added
    assert second > first


async def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path, key = tmp_path / "memory.db", keys.new()
    for wanted in (1, 7, 40):
        told = _set_until_killed(path, key, wanted)
        store = await Store.open(path, key)
        kept = {alarm.name for alarm in (await Ledger(store).all(Alarm)).values()}
        await store.close()
        assert told <= kept


def _holding(folder: Path, content: bytes) -> list[Path]:
    return [file for file in folder.glob("memory.db*") if content in file.read_bytes()]


def _set_until_killed(path: Path, key: Key, wanted: int) -> set[str]:
    """The names of the alarms that were acknowledged, at least so many."""
    program = Path(__file__).with_name("killed.py")
    with subprocess.Popen(
        [sys.executable, program, path, key.secret], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = {process.stdout.readline().strip() for _ in range(wanted)}
        process.kill()
        told |= {line.strip() for line in process.stdout if line.endswith("\n")}
    return told


async def test_an_export_holds_it_and_brings_it_into_another_memory_once(
    store: Store, tmp_path: Path
) -> None:
    reminder = Reminder("call Anna", datetime(2026, 3, 3, 17))
    await Ledger(store).change(add=[reminder, Note("the code is 4711", NOON)])
    contents = export.from_json(export.to_json(await store.export()))
    assert "call Anna" in export.to_markdown(contents)
    other = await Store.open(tmp_path / "other.db", KEY)
    await other.import_(contents)
    await other.import_(contents)
    assert list((await Ledger(other).all(Reminder)).values()) == [reminder]
    assert len(await Ledger(other).all(Note)) == 1
    await other.close()


async def test_an_entry_that_cannot_be_read_spoils_no_other(store: Store) -> None:
    strange = export.Contents([], [], [], ledger=[export.Kept("Note", {"text": 5})])
    await store.import_(strange)
    await Ledger(store).change(add=[Note("plain", NOON)])
    assert [note.text for note in (await Ledger(store).all(Note)).values()] == ["plain"]
