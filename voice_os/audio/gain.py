"""Bringing quiet and loud people to one level."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import numpy as np

from voice_os.audio import AudioSource, Frame, Samples
from voice_os.audio.levels import dbfs

TARGET = -26.0
"""Where speech is brought to, in dBFS."""

MOST = 24.0
"""Decibels by which it is raised or lowered at most."""

_SPEECH_OVER_NOISE = 9.0
_FLOOR = -60.0
_RISE = 6.0 / 31
_FALL = 30.0 / 31
"""Decibels a frame: 6 a second upwards, 30 downwards, as a person's hand on the knob."""

_NOISE_RISE = 2.0 / 31


class Gain:
    """A slow hand on the knob, which only moves while someone speaks.

    A frame counts as speech where it stands out of the noise, whose level is the lowest of late.
    WebRTC's controller (AGC2) was tried first: it makes no one quieter, and over noise of -50 dBFS
    hardly anyone louder. Speech of -50 to -12 dBFS came out of it between -44 and -11.
    """

    def __init__(self) -> None:
        self._decibels = 0.0
        self._noise = _FLOOR
        self._speech = TARGET

    @property
    def decibels(self) -> float:
        """How much louder frames are made at present."""
        return self._decibels

    def even(self, samples: Samples) -> Samples:
        """The next frame, as loud as it should be, and within full scale."""
        level = dbfs(samples)
        self._noise = max(_FLOOR, min(level, self._noise + _NOISE_RISE))
        if level > self._noise + _SPEECH_OVER_NOISE:
            self._speech += 0.1 * (level - self._speech) if level > self._speech - 15 else -0.1
            wanted = max(-MOST, min(TARGET - self._speech, MOST))
            before = self._decibels
            self._decibels += max(-_FALL, min(wanted - before, _RISE))
            steps = np.linspace(before, self._decibels, len(samples), dtype=np.float32)
        else:
            steps = np.full(len(samples), self._decibels, np.float32)
        louder = samples * np.power(10, steps / 20, dtype=np.float32)
        return np.clip(louder, -1, 1)


class EvenLevel:
    """An `AudioSource` that hears what another one does, quiet and loud people alike."""

    def __init__(self, source: AudioSource) -> None:
        self._source = source
        self._gain = Gain()

    @property
    def relaxed(self) -> bool:
        """Whether frames may come late."""
        return self._source.relaxed

    @relaxed.setter
    def relaxed(self, relaxed: bool) -> None:
        self._source.relaxed = relaxed

    @property
    def now(self) -> int:
        """The sample clock at this moment."""
        return self._source.now

    async def frames(self) -> AsyncGenerator[Frame, None]:
        """Yield the source's frames at an even level."""
        async with aclosing(self._source.frames()) as frames:
            async for frame in frames:
                yield Frame(frame.start, self._gain.even(frame.samples), frame.captured_at)
