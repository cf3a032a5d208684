"""What a speaker played lately, and when it was heard: what her own voice is known by."""

from math import inf
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.stream_clock import StreamClock

KEPT = 4 * PLAYBACK_RATE
"""How many frames are remembered: a microphone at rest is up to a second late."""

_TAPS = 96
_PHASES = 64

REACH = _TAPS / 2 / PLAYBACK_RATE
"""How many seconds beyond a time have to be known before what is heard then can be read."""


def _kernels() -> NDArray[np.float32]:
    """A low-pass filter that also shifts by a part of a frame, shape (_PHASES + 1, _TAPS)."""
    shift = np.arange(_PHASES + 1)[:, None] / _PHASES
    at = np.arange(_TAPS) - _TAPS // 2 + 1 - shift
    cutoff = 0.94 * SAMPLE_RATE / PLAYBACK_RATE
    kernels = np.sinc(cutoff * at) * np.cos(np.pi * at / (_TAPS + 2)) ** 2
    return np.asarray(kernels / kernels.sum(axis=1, keepdims=True), np.float32)


_KERNELS = _kernels()


class Played:
    """The last seconds of frames (at PLAYBACK_RATE) that a device pulled.

    The device's thread adds, the event loop reads; the lock is held while a block is copied.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._ring: Samples = np.zeros(KEPT, np.float32)
        self._end = 0
        self._last_sound = -inf
        self._clock = StreamClock(PLAYBACK_RATE)

    def add(self, frames: Samples) -> None:
        """Remember the next frames."""
        frames = frames[-KEPT:]
        sound = np.flatnonzero(frames)
        with self._lock:
            first = min(len(frames), KEPT - self._end % KEPT)
            self._ring[self._end % KEPT :][:first] = frames[:first]
            self._ring[: len(frames) - first] = frames[first:]
            if len(sound):
                self._last_sound = self._end + int(sound[-1]) + 1
            self._end += len(frames)

    def stamp(self, frame: int, time: float, *, anew: bool = False) -> None:
        """Learn when a frame is heard. `anew`: the device was opened only now."""
        with self._lock:
            if anew:
                self._clock.begin(frame, time)
            else:
                self._clock.note(frame, time)

    def sounds_after(self, time: float) -> bool:
        """Whether any sound that is known of is heard after a time."""
        with self._lock:
            return self._clock.is_known and self._clock.position_at(time) < self._last_sound

    def sound_began(self) -> float:
        """When the first sample of all that is kept and not silent is heard."""
        with self._lock:
            first = max(0, self._end - KEPT)
            kept = self._ring[np.arange(first, self._end) % KEPT]
            return self._clock.time_of(first + int(np.argmax(kept != 0)))

    def position_at(self, time: float) -> float | None:
        """Which frame is heard at a time; None: nobody knows."""
        with self._lock:
            return self._clock.position_at(time) if self._clock.is_known else None

    def between(self, start: float, end: float, count: int) -> Samples:
        """What is heard between two times, as `count` samples (about SAMPLE_RATE); else silence."""
        first, last = self.position_at(start), self.position_at(end)
        if first is None or last is None:
            return np.zeros(count, np.float32)
        return self.read(first, last, count)

    def read(self, first: float, last: float, count: int) -> Samples:
        """What lies between two positions, as `count` samples; what is not known is silence."""
        at = first + (last - first) / count * np.arange(count)
        whole = np.floor(at).astype(np.int64)
        wanted = np.arange(whole[0] - _TAPS // 2 + 1, whole[-1] + _TAPS // 2 + 1)
        with self._lock:
            kept = (wanted >= max(0, self._end - KEPT)) & (wanted < self._end)
            frames = np.where(kept, self._ring[wanted % KEPT], 0)
        windows = np.lib.stride_tricks.sliding_window_view(frames, _TAPS)[whole - whole[0]]
        kernels = _KERNELS[np.rint((at - whole) * _PHASES).astype(np.int64)]
        samples: Samples = np.einsum("ij,ij->i", windows, kernels, dtype=np.float32)
        return samples
