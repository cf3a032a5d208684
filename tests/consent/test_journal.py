"""The log lies in the encrypted memory, survives, and forgets with it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from memory.bytes_of import everything_under

from voice_os.consent import Deed, Effect
from voice_os.consent.journal import Logbook
from voice_os.memory.forgetting import Words
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def deed(words: str) -> Deed:
    return Deed(NOON, words, "lists.add", Effect.CHANGES, "Done.", undo={"item": words})


@pytest.fixture
def key() -> Key:
    return new()


@pytest.fixture
async def store(tmp_path: Path, key: Key) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "memory.db", key)
    yield opened
    await opened.close()


async def test_what_was_written_down_is_there_in_its_order_and_can_be_marked(store: Store) -> None:
    async def opened() -> Store:
        return store

    async with asyncio.TaskGroup() as tasks:
        journal = Logbook(opened, tasks, print)
        for words in ("milk", "bread", "eggs"):
            await journal.add(deed(words))
        await journal.settle()
        await journal.mark_undone(2)
        found = await journal.deeds()
    assert [(one.number, one.words, one.undone) for one in found] == [
        (1, "milk", False),
        (2, "bread", True),
        (3, "eggs", False),
    ]
    assert found[0] == Deed(
        NOON, "milk", "lists.add", Effect.CHANGES, "Done.", undo={"item": "milk"}, number=1
    )


async def test_where_there_is_no_memory_it_lasts_as_long_as_the_conversation() -> None:
    async def none() -> None:
        return None

    async with asyncio.TaskGroup() as tasks:
        journal = Logbook(none, tasks, print)
        await journal.add(deed("milk"))
        await journal.settle()
        await journal.mark_undone(1)
        (found,) = await journal.deeds()
    assert (found.words, found.undone) == ("milk", True)


async def test_what_is_forgotten_is_in_no_byte_of_the_log(
    store: Store, key: Key, tmp_path: Path
) -> None:
    async def opened() -> Store:
        return store

    async with asyncio.TaskGroup() as tasks:
        journal = Logbook(opened, tasks, print)
        await journal.add(deed("zqxjwvkpty and milk"))
        await journal.add(deed("bread"))
        await journal.settle()
        assert b"zqxjwvkpty" in everything_under(tmp_path, key)
        await store.forget(Words("zqxjwvkpty"))
        assert [one.words for one in await journal.deeds()] == ["bread"]
    assert b"zqxjwvkpty" not in everything_under(tmp_path, key)
