"""What it costs that she listens all the time: in silence, and beside a television."""

import asyncio
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from voice_os.audio import Samples
from voice_os.audio.files import write_wav
from voice_os.bench.at_rest import SETTLING
from voice_os.bench.command import Options, Running, running
from voice_os.bench.television import television
from voice_os.mode import Mode

FAR, NEARER = -45.0, -35.0
"""dBFS (RMS) of a television across the room, and of a loud one."""

WATCHED = 30.0
"""Seconds for which each is measured."""

GETTING_USED = 150.0
"""Seconds from a television's start to when it is measured what it costs for good."""


@dataclass(frozen=True, slots=True)
class OpenMicrophone:
    """Processor time of the process and of those it started, in percent of one core.

    `television` by its level in dBFS; `switched_on`: the same in the first half minute of it.
    """

    silence: float
    television: Mapping[float, float]
    switched_on: Mapping[float, float]


async def measure_open_microphone(
    options: Options,
    talk: Sequence[Samples],
    *,
    levels: Sequence[float] = (FAR, NEARER),
    watched: float = WATCHED,
    getting_used: float = GETTING_USED,
) -> OpenMicrophone:
    """Start her on the virtual sound card with an open microphone, and watch what she spends.

    `options` name the models; `talk` is what is said on television. Raises `Problem` where she
    does not get ready.
    """
    first: dict[float, float] = {}
    steady: dict[float, float] = {}
    async with _listening(options) as she:
        silence = await she.cpu_percent(watched)
    for level in levels:
        sound = television(talk, getting_used + 2 * watched, level)
        async with _listening(options) as she, _playing(sound):
            first[level] = await she.cpu_percent(watched)
            await she.cpu_percent(max(0.0, getting_used - watched))
            steady[level] = await she.cpu_percent(watched)
    return OpenMicrophone(silence, steady, first)


@asynccontextmanager
async def _listening(options: Options) -> AsyncGenerator[Running, None]:
    """Her, with nothing to do but listen."""
    async with running({**options, "listening.mode": str(Mode.OPEN)}) as she:
        await she.ready()
        await she.loaded()
        await she.cpu_percent(SETTLING)
        yield she


@asynccontextmanager
async def _playing(sound: Samples, pipe: str = "mic_pipe") -> AsyncGenerator[None, None]:
    """Let the virtual microphone hear a sound while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "television.wav"
        write_wav(path, sound)
        player = await asyncio.create_subprocess_exec(
            "paplay", f"--device={pipe}", path, stdout=DEVNULL, stderr=DEVNULL
        )
        try:
            yield
        finally:
            if player.returncode is None:
                player.terminate()
            await player.wait()
