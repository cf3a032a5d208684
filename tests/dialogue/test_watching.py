"""A folder that is watched is followed while she runs; what changed before is made up for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from documents import files

from voice_os.dialogue.watching import Watching
from voice_os.memory.key import new
from voice_os.memory.library import Library
from voice_os.memory.store import Store

LOOK = 0.1
PATIENCE = 60.0


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    store = await Store.open(tmp_path / "home" / "memory.db", new())
    yield Library(store)
    await store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    return made


async def following(
    library: Library, *, busy: Callable[[], bool], until: Callable[[set[str]], bool]
) -> set[str]:
    """Follow until the titles that are known are as wanted; return them."""

    async def opened() -> Library:
        return library

    watching = Watching(opened, busy, pause=LOOK, look=LOOK)
    titles: set[str] = set()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(watching.run())
        while not until(titles):
            await asyncio.sleep(LOOK)
            titles = {one.title for one in await library.documents()}
        running.cancel()
    return titles


async def test_what_was_added_while_she_was_away_is_learnt(library: Library, folder: Path) -> None:
    files.text(folder / "pumps.txt", "The pump is blue.")
    await library.watch(folder)
    assert await following(library, busy=lambda: False, until=bool) == {"pumps"}


async def test_what_is_added_while_she_runs_is_learnt(library: Library, folder: Path) -> None:
    files.text(folder / "pumps.txt", "The pump is blue.")
    await library.watch(folder)

    def added(titles: set[str]) -> bool:
        if titles == {"pumps"}:
            files.text(folder / "valves.txt", "The valve is red.")
        return len(titles) == 2

    found = await following(library, busy=lambda: False, until=added)
    assert found == {"pumps", "valves"}


async def test_nothing_is_read_while_somebody_speaks(library: Library, folder: Path) -> None:
    files.text(folder / "pumps.txt", "The pump is blue.")
    await library.watch(folder)
    asked = 0

    def busy() -> bool:
        nonlocal asked
        asked += 1
        return asked <= 3

    await following(library, busy=busy, until=bool)
    assert asked == 4


async def test_a_folder_is_followed_until_it_is_watched_no_more(
    library: Library, folder: Path
) -> None:
    await library.watch(folder)
    await library.watch(folder)
    assert await library.watched() == [folder]
    assert await library.unwatch(folder)
    assert not await library.unwatch(folder)
    assert await library.watched() == []


async def test_where_there_is_no_memory_nothing_is_followed() -> None:
    async def none() -> None:
        return None

    await Watching(none, lambda: False).run()
