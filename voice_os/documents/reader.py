"""Reads files in a process of its own, so that whatever a file does to it, the rest goes on.

The process is told a path a line and answers in lines of JSON. One that falls silent, takes too
much memory or dies is replaced; that file is a `Problem`.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from voice_os.documents import Document, Passage
from voice_os.errors import Problem

PATIENCE = 60.0
"""Seconds in which the next passage must come."""

_LINE = 1_000_000  # bytes of an answer


class Reader:
    """Reads documents while its block runs: `async with Reader() as reader`."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def read(self, path: Path) -> Document:
        """Read a file. Raises `Problem` that names it and says what is wrong with it."""
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "voice_os.documents"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=_LINE,
            )
        try:
            return await self._ask(self._process, path)
        except (TimeoutError, OSError, ValueError, KeyError) as error:
            await self._end()
            why = "it takes too long" if isinstance(error, TimeoutError) else "it cannot be read"
            raise Problem(f"{path} cannot be read: {why}.") from None
        except asyncio.CancelledError:
            await self._end()
            raise

    async def _ask(self, process: Process, path: Path) -> Document:
        assert process.stdin is not None  # noqa: S101 - they are pipes
        process.stdin.write(json.dumps(str(path)).encode() + b"\n")
        await process.stdin.drain()
        title, passages = path.stem, []
        while "end" not in (said := await self._answer(process)):
            if "problem" in said:
                raise Problem(f"{path} cannot be read: {said['problem']}.")
            if "text" in said:
                passages.append(Passage(said["place"], said["text"]))
            title = said.get("title", title)
        return Document(title, tuple(passages))

    async def _answer(self, process: Process) -> dict[str, Any]:
        assert process.stdout is not None  # noqa: S101
        async with asyncio.timeout(self._patience):
            line = await process.stdout.readline()
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
