"""A dialogue's own side of documents: what she is told to read, and what she has read."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from voice_os.consent.folders import Folders
from voice_os.dialogue.remembrance import Remembrance
from voice_os.documents.reader import Reader
from voice_os.errors import Problem
from voice_os.memory.consulting import Quotation
from voice_os.memory.documents import Learnt
from voice_os.memory.library import Library, is_readable
from voice_os.memory.telling import day
from voice_os.skills.clock import say_time
from voice_os.skills.learning import Lesson
from voice_os.skills.services import Clock
from voice_os.understanding.names import closest

PROMPT = 3.0
"""Seconds after which she says that reading takes longer."""

_MOST_FILES = 50_000
_LONGEST_PATH = 1000


class Reading:
    """Reads what the person names, one thing after another (`run`). The skills' `Documents`."""

    def __init__(
        self,
        memory: Remembrance,
        clock: Clock,
        folders: Folders,
        copied: Callable[[], Awaitable[str]],
        announce: Callable[[str], None],
    ) -> None:
        """`folders`: where she may look for files; `copied`: what lies in the clipboard.

        `announce` is told, as a sentence to be said, what came of reading that took long.
        """
        self._memory = memory
        self._clock = clock
        self._folders = folders
        self._copied = copied
        self._announce = announce
        self._tasks: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Read what is to be read, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await asyncio.Event().wait()

    async def learn(self, name: str) -> Lesson:
        """Learn the file of this name in the person's documents. Raises `Problem`."""
        return await self._learn_file(await asyncio.to_thread(self._find, name))

    async def learn_copied(self) -> Lesson:
        """Learn what the person copied: a file, or words. Raises `Problem`."""
        text = await self._copied()
        if not text.strip():
            raise Problem("Nothing is copied. Copy a text or a file, then say it again.")
        if path := await asyncio.to_thread(_file_of, text):
            return await self._learn_file(self._folders.inside(path))
        now = self._clock.now()
        title = f"what you copied on {day(now, now)} at {say_time(now.time())}"
        await (await self._memory.library()).learn_text(title, text)
        return Lesson(title, done=True)

    async def known(self) -> list[Learnt]:
        """All documents that were learnt."""
        return await (await self._memory.library()).documents()

    async def consult(self, cue: str, document: Learnt) -> list[Quotation]:
        """The passages of a document that fit a cue, the best first."""
        return await (await self._memory.library()).consult(cue, 3, document)

    async def forget(self, document: Learnt) -> None:
        """Forget a document."""
        await (await self._memory.library()).forget(document)

    async def _learn_file(self, path: Path) -> Lesson:
        if self._tasks is None:
            raise Problem("I can't read anything here.")
        library = await self._memory.library()
        work = self._tasks.create_task(_read(library, path))
        done, _ = await asyncio.wait([work], timeout=PROMPT)
        if not done:
            self._tasks.create_task(self._tell(work, path))
        elif problem := work.result():
            raise problem
        return Lesson(_name(path), done=bool(done))

    async def _tell(self, work: asyncio.Task[Problem | None], path: Path) -> None:
        """Say what came of reading that took long."""
        problem = await work
        self._announce(str(problem) if problem else f"I've read {_name(path)}. Ask me about it.")

    def _find(self, name: str) -> Path:
        files = [file for file in islice(self._folders.files(), _MOST_FILES) if is_readable(file)]
        meant = closest(name, map(_name, files))
        found = [file for file in files if _name(file) == meant]
        if len(found) != 1:
            raise Problem(f"I find no one file called {name} that I can read.")
        return found[0]


async def _read(library: Library, path: Path) -> Problem | None:
    """Read a file; return what is wrong with it, if something is."""
    try:
        async with Reader() as reader:
            await library.learn(path, reader)
    except Problem as problem:
        return problem
    return None


def _name(path: Path) -> str:
    return path.stem.replace("_", " ")


def _file_of(text: str) -> Path | None:
    """The file whose path, or address, was copied; None where it is something else."""
    line = text.strip().partition("\n")[0].strip()
    if len(line) > _LONGEST_PATH:
        return None
    path = Path(unquote(urlsplit(line).path) if line.startswith("file://") else line)
    with suppress(OSError, ValueError):
        if path.is_absolute() and path.is_file() and is_readable(path):
            return path
    return None
