"""Sound in samples: the contracts of microphone and speaker, and the two clocks.

Sound is mono `float32` between -1 and 1. What is heard runs at `SAMPLE_RATE`, in frames of
`FRAME` samples (32 ms, what the voice activity model takes at once). What is said runs at
`PLAYBACK_RATE`, three times as fast, so that one can be compared with the other exactly.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Mono sound, shape (n,), between -1 and 1."""

SAMPLE_RATE = 16_000
"""Samples a second of everything that is heard."""

PLAYBACK_RATE = 48_000
"""Samples a second of everything that is said."""

FRAME = 512
"""Samples of a frame of what is heard."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of what the microphone heard.

    `start` is the sample clock: the number of samples this source delivered before it.
    `samples` has shape (FRAME,). `captured_at` is when the first of them reached the microphone,
    in seconds of the clock by which the speaker tells when it is heard; None: nobody knows.

    `linear`: where her echo was taken out of `samples`, the same moment with only that of it
    subtracted which could be foretold. It comes sooner and leaves a voice over hers as it was,
    but for a whisper of hers: good for telling that somebody speaks, not for understanding it.
    None: it is `samples`.

    `doubtful`: whether much of `samples` may be her own voice, in a room that is not known yet.
    """

    start: int
    samples: Samples
    captured_at: float | None = None
    linear: Samples | None = None
    doubtful: bool = False

    @property
    def end(self) -> int:
        """The sample clock after this frame."""
        return self.start + len(self.samples)

    @property
    def at_once(self) -> Samples:
        """What tells soonest that somebody speaks."""
        return self.samples if self.linear is None else self.linear


class Volume(StrEnum):
    """How loud she may be while someone else makes a sound."""

    FULL = "full"
    LOWERED = "lowered"
    """A quarter of it: she goes on, and gives room."""

    HELD = "held"
    """Silent. Her clock stands still, and what is queued waits."""


class Span(NamedTuple):
    """From where to where on the speaker's clock (samples at PLAYBACK_RATE) a sound lies."""

    start: int
    end: int


class AudioSource(Protocol):
    """A microphone, or a file that stands for one.

    `lateness`: seconds by which frames may come late, to let the machine rest; 0: at once. Allow
    it while nobody is listened to; what was held back comes at once when it is no longer. A source
    that is opened while frames may be late by one may hand out two at a time until it is closed.
    """

    lateness: float

    @property
    def now(self) -> int:
        """The sample clock at this moment: how much was heard, whether delivered or held back."""
        ...

    def frames(self) -> AsyncGenerator[Frame, None]:
        """Open the source and yield its frames until the iterator is closed or the file ends.

        A device that vanishes is reopened, or its successor opened; the clock goes on from where
        it was. Raises `Problem` where no device can be had at all.
        """
        ...


class AudioSink(Protocol):
    """A speaker, or a file that stands for one. Its clock counts the voice's samples only.

    `volume` changes within a few milliseconds, without a click. `stop()` leaves it as it is.
    """

    volume: Volume

    async def open(self) -> None:
        """Make the speaker ready ahead of its first sound. Harmless where it is ready already."""
        ...

    def play(self, samples: Samples) -> Span:
        """Queue samples at PLAYBACK_RATE behind what is queued; return where they will lie."""
        ...

    def chime(self, samples: Samples) -> None:
        """Mix a short sound (PLAYBACK_RATE) over the voice, now. It does not move the clock."""
        ...

    def stop(self) -> int:
        """Fade everything out within a few milliseconds, drop what is queued; return `heard()`."""
        ...

    def heard(self) -> int:
        """How many of the samples queued with `play` have left the speaker until now."""
        ...

    @property
    def underruns(self) -> int:
        """How often the device ran dry in the middle of a sound."""
        ...

    async def reached(self, position: int) -> bool:
        """Wait until `heard() >= position`: True; or until `stop()` was called: False.

        False at once where nothing is queued at that position.
        """
        ...
