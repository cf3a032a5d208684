"""Following the folders that the person has watched: what is added or changed there is learnt.

Quietly, and only while nobody speaks. What changed while she was away is made up for at the
beginning.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from pathlib import Path

from voice_os.documents.reader import Reader
from voice_os.errors import Problem
from voice_os.memory.library import Library, files_in, is_readable

_LOG = logging.getLogger(__name__)

PAUSE = 20.0
"""Seconds that she lets pass where somebody speaks."""

LOOK = 60.0
"""Seconds after which she looks what is there, and then which folders are watched: `voice-os learn`
may have changed it."""


class Watching:
    """Learns what changes in watched folders, in a task of its own (`run`)."""

    def __init__(
        self,
        library: Callable[[], Awaitable[Library | None]],
        busy: Callable[[], bool],
        *,
        pause: float = PAUSE,
        look: float = LOOK,
    ) -> None:
        """`library` waits until what was read is open; None: there is none. `busy`: she may not.

        `pause` and `look` are in seconds.
        """
        self._library = library
        self._busy = busy
        self._pause = pause
        self._look = look

    async def run(self) -> None:
        """Follow the folders, until cancelled."""
        library = await self._library()
        if library is None:
            return
        while True:
            if folders := await _there(library):
                await self._follow(library, folders)
            else:
                await asyncio.sleep(self._look)

    async def _follow(self, library: Library, folders: list[Path]) -> None:
        """Learn what is there and what changes, as long as the same folders are watched."""
        from watchfiles import Change, awatch  # only who has a folder watched needs it

        look = round(1000 * self._look)
        watcher = awatch(
            *folders, stop_event=asyncio.Event(), rust_timeout=look, yield_on_timeout=True
        )
        everything = True
        async with aclosing(watcher) as changes:
            async for changed in changes:
                there = {Path(path) for change, path in changed if change is not Change.deleted}
                files = await _files(folders) if everything else filter(is_readable, there)
                everything = False
                await self._learn(library, sorted(files))
                if await _there(library) != folders:
                    return

    async def _learn(self, library: Library, files: Iterable[Path]) -> None:
        """Learn files, one after another, each while nobody speaks."""
        async with Reader() as reader:
            for file in files:
                await self._quiet()
                try:
                    await library.learn(file, reader, named=False)
                except Problem as problem:
                    _LOG.info("%s", problem)

    async def _quiet(self) -> None:
        while self._busy():  # noqa: ASYNC110 - nothing tells when it ends
            await asyncio.sleep(self._pause)


async def _there(library: Library) -> list[Path]:
    """The watched folders that there are; one on a drive that is out may be back later."""
    watched = await library.watched()
    return await asyncio.to_thread(lambda: [folder for folder in watched if folder.is_dir()])


async def _files(folders: list[Path]) -> list[Path]:
    return await asyncio.to_thread(lambda: [file for one in folders for file in files_in(one)])
