"""Waiting for what happens on a sound card, however slow the machine is."""

import asyncio
from collections.abc import Callable

import numpy as np

from voice_os.audio import PLAYBACK_RATE
from voice_os.bench.virtual_sound_card import AUDIBLE, Recording


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is true; where it is not within 15 s, that is an error."""
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def silence(recording: Recording) -> None:
    """Wait until a sound was recorded, and 0.1 s of silence behind it."""

    def is_over() -> bool:
        samples = recording.samples
        loud = np.flatnonzero(np.abs(samples) > AUDIBLE)
        return len(loud) > 0 and len(samples) - loud[-1] > PLAYBACK_RATE // 10

    await until(is_over)
