"""She at rest: how soon she can be spoken to, and what waiting costs.

The real command is started as a process of its own and read from outside.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from dataclasses import dataclass

from voice_os.bench.command import Options, running
from voice_os.bench.model_memory import LIBRARIES
from voice_os.errors import Problem

STARTS = 5
"""Starts whose median counts, behind one that fills the system's file cache."""

SETTLING = 3.0
"""Seconds between the last engine's loading and the beginning of idleness."""


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
        async with running(options) as she:
            ready.append(await she.ready())
    async with running(options) as she:
        ready.append(await she.ready())
        await she.loaded()
        await asyncio.sleep(settling)
        busy = await she.cpu_percent(idle)
        memory = sum(process.memory_info().rss for process in she.processes())
    return AtRest(ready[1:], busy, memory / 1e6, models)


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
