"""She at rest: how soon she can be spoken to, and what waiting costs.

The real command is started as a process of its own and read from outside.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import perf_counter

import psutil

from voice_os.bench.model_memory import LIBRARIES
from voice_os.errors import Problem
from voice_os.events import Part

STARTS = 5
"""Starts whose median counts, behind one that fills the system's file cache."""

SETTLING = 3.0
"""Seconds between the last engine's loading and the beginning of idleness."""

# What she prints when she can be spoken to, and for every engine.
_READY = "Ctrl+C"
_LOADED = ", loaded in "
_PATIENCE = 120.0

Options = Mapping[str, str]
"""Settings as dotted keys."""


@dataclass(frozen=True, slots=True)
class AtRest:
    """What was measured at rest.

    `ready`: seconds of each start until she can be spoken to. `memory_mb`: resident memory of the
    process and its children, everything loaded; `models_mb`: how much loading each engine adds to
    a fresh process that has imported its library.
    """

    ready: list[float]
    idle_cpu_percent: float
    memory_mb: float
    models_mb: Mapping[str, float]

    @property
    def memory_beside_models_mb(self) -> float:
        """What she takes herself."""
        return self.memory_mb - sum(self.models_mb.values())


async def measure_at_rest(
    options: Options, *, starts: int = STARTS, idle: float = 20.0, settling: float = SETTLING
) -> AtRest:
    """Start her `starts` times, and watch her doing nothing for `idle` seconds.

    `options` name the models. Raises `Problem` where she does not get ready.
    """
    models = {model: await _growth(model, options) for model in LIBRARIES}
    ready: list[float] = []
    for _ in range(starts):
        async with _running(options) as she:
            ready.append(await she.ready())
    async with _running(options) as she:
        ready.append(await she.ready())
        await she.loaded()
        await asyncio.sleep(settling)
        processes = she.processes()
        before = _processor_seconds(processes)
        await asyncio.sleep(idle)
        spent = _processor_seconds(processes) - before
        memory = sum(process.memory_info().rss for process in processes)
    return AtRest(ready[1:], 100 * spent / idle, memory / 1e6, models)


class _Running:
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
        """Wait until every engine is loaded."""
        while self._loading:
            await self._line_with(_LOADED)

    def processes(self) -> list[psutil.Process]:
        """Hers, and those that she started."""
        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

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
        raise Problem(f"She could not be measured at rest. The last that she said: {said}")


@asynccontextmanager
async def _running(options: Options) -> AsyncGenerator[_Running, None]:
    chosen = [word for key, value in options.items() for word in ("--set", f"{key}={value}")]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "500", "NO_COLOR": "1"}
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voice_os", "--verbose", *chosen),
        env=environment,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield _Running(process, began)
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.communicate(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


def _processor_seconds(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes if process.is_running()]
    return sum(time.user + time.system for time in times)


async def _growth(model: str, options: Options) -> float:
    """Megabytes that the loading of an engine adds, measured in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voice_os.bench.model_memory", model, json.dumps({**options})),
        stdout=PIPE,
        stderr=PIPE,
    )
    output, errors = await process.communicate()
    if process.returncode:
        last = errors.decode().strip().splitlines()[-1:] or ["no reason given"]
        raise Problem(f"The memory of the {model} model could not be measured: {last[0]}")
    return float(output)
