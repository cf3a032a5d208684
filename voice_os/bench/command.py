"""The real command, running as a process of its own and watched from outside."""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from time import perf_counter

import psutil

from voice_os.errors import Problem
from voice_os.events import Part

# What she prints when she can be spoken to, and for every engine.
_READY = "Ctrl+C"
_LOADED = ", loaded in "
_PATIENCE = 120.0

Options = Mapping[str, str]
"""Settings as dotted keys."""


class Running:
    """The command, running. What it prints is how it tells."""

    def __init__(self, process: asyncio.subprocess.Process, began: float) -> None:
        self._process = process
        self._began = began
        self._loading = len(Part)

    async def ready(self) -> float:
        """Wait until she can be spoken to; return the seconds since her start."""
        await self._line_with(_READY)
        return perf_counter() - self._began

    async def loaded(self) -> None:
        """Wait until every engine is loaded. She goes on printing, and is read on."""
        while self._loading:
            await self._line_with(_LOADED)

    def processes(self) -> list[psutil.Process]:
        """Hers, and those that she started."""
        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

    async def cpu_percent(self, seconds: float) -> float:
        """The processor time of her processes in the coming seconds, as a share of one core."""
        processes = self.processes()
        before, began = _processor_seconds(processes), perf_counter()
        await asyncio.gather(asyncio.sleep(seconds), self._read_on(seconds))
        spent = _processor_seconds(processes) - before
        return 100 * spent / (perf_counter() - began)

    async def _read_on(self, seconds: float) -> None:
        """Take what she prints, so that she never waits for a full pipe."""
        assert self._process.stdout is not None  # noqa: S101 - it is piped
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async for _ in self._process.stdout:
                    pass

    async def _line_with(self, words: str) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is piped
        printed = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                async for printed in self._process.stdout:
                    self._loading -= _LOADED in printed.decode()
                    if words in printed.decode():
                        return
        said = printed.decode().strip() or "nothing"
        raise Problem(f"She could not be measured from outside. The last that she said: {said}")


@asynccontextmanager
async def running(options: Options) -> AsyncGenerator[Running, None]:
    """Start her with these settings, and an empty memory; end her with the block."""
    with tempfile.TemporaryDirectory(prefix="voice-os-bench-") as folder:
        memory = {"memory.folder": folder, "memory.keys": folder, "memory.key": "file"}
        async with _started({**options, **memory}) as she:
            yield she


@asynccontextmanager
async def _started(options: Options) -> AsyncGenerator[Running, None]:
    chosen = [word for key, value in options.items() for word in ("--set", f"{key}={value}")]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "500", "NO_COLOR": "1"}
    # Or Python would compile her anew at every start, as it does on nobody's machine.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voice_os", "--verbose", *chosen),
        env=environment,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield Running(process, began)
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.communicate(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


def _processor_seconds(processes: Sequence[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes if process.is_running()]
    return sum(time.user + time.system for time in times)
