"""The pure heart of every speaker: what is queued, what the device pulled, what was heard of it.

Two clocks meet here. *Frames* are what the device pulled, silence included. *Positions* are on the
voice's clock, which stands still in silence. Time is counted in samples only, and nothing here
knows a device, so that a file and a sound card play alike.
"""

from collections import deque
from dataclasses import dataclass
from threading import Lock

import numpy as np

from voice_os.audio import PLAYBACK_RATE, Samples, Span, Volume

FADE = PLAYBACK_RATE * 5 // 1000
"""Samples of a fade: 5 ms, too short to be a sound and too long to be a click."""

GLIDE = PLAYBACK_RATE * 10 // 1000
"""Samples in which the volume goes from full to nothing: 10 ms."""

_LOUDNESS = {Volume.FULL: GLIDE, Volume.LOWERED: GLIDE // 4, Volume.HELD: 0}
"""In steps, of which each sample of a change takes one."""

_RAMP: Samples = (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, FADE))).astype(np.float32)
_KNEE = 0.9


@dataclass(slots=True)
class _Run:
    """Voice pulled without a break: from which frame, from which position, how much."""

    frame: int
    position: int
    length: int

    def position_at(self, frame: int) -> int:
        return self.position + min(max(frame - self.frame, 0), self.length)


class Playback:
    """A queue of the voice's samples with short sounds mixed over it.

    The event loop queues and stops, a device's thread pulls. The lock is held only while some
    blocks are copied.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._queue: deque[Samples] = deque()
        self._chimes: list[Samples] = []
        self._runs: deque[_Run] = deque([_Run(0, 0, 0)])
        self._last = 0.0
        self._end = 0
        self._frames = 0
        self._volume = Volume.FULL
        self._loudness = GLIDE

    @property
    def end(self) -> int:
        """The position behind everything that is queued."""
        return self._end

    @property
    def frames(self) -> int:
        """How many frames were pulled."""
        return self._frames

    @property
    def volume(self) -> Volume:
        """How loud the voice is, or will be within `GLIDE`. Chimes do not heed it."""
        return self._volume

    @volume.setter
    def volume(self, volume: Volume) -> None:
        with self._lock:
            self._volume = volume
            if not self._queue:
                self._loudness = _LOUDNESS[volume]

    @property
    def sounding(self) -> int:
        """How many more frames hold sound, as things stand: a voice that is held does not."""
        with self._lock:
            return max([self._reachable - self._pulled, *map(len, self._chimes)])

    @property
    def holding(self) -> bool:
        """Whether voice waits until it is held no longer."""
        with self._lock:
            return self._reachable < self._end

    @property
    def reachable(self) -> int:
        """The position up to which the voice will be pulled if its volume does not change."""
        with self._lock:
            return self._reachable

    def play(self, samples: Samples) -> Span:
        """Queue the voice's samples; return the positions where they will lie."""
        samples = soft_limit(samples)
        with self._lock:
            start = self._end
            if len(samples):
                self._queue.append(samples)
                self._end += len(samples)
            return Span(start, self._end)

    def chime(self, samples: Samples) -> None:
        """Mix a sound over the voice, beginning with the next frame."""
        samples = soft_limit(samples)
        with self._lock:
            self._chimes.append(samples)

    def stop(self) -> None:
        """Let everything fade from wherever its wave is, and drop what lies behind."""
        with self._lock:
            voice = self._take(min(FADE, self._reachable - self._pulled))
            self._queue.clear()
            if len(voice):
                self._queue.append(voice * _RAMP[: len(voice)])
            self._chimes = [_faded(chime) for chime in self._chimes]
            self._end = self._pulled + len(voice)

    def pull(self, count: int) -> Samples:
        """The next `count` frames: voice where there is any, silence where not, chimes over it."""
        frames = np.zeros(count, np.float32)
        with self._lock:
            chimes, self._chimes = self._chimes, []
            voice = self._take_at_volume(count)
            frames[: len(voice)] = voice
            self._note(len(voice))
            if len(voice):
                self._last = float(voice[-1])
            if len(voice) < count and self._last:
                # The voice broke off away from zero; let it ring out instead of clicking.
                self._mix(frames[len(voice) :], self._last * _RAMP)
                self._last = 0.0
            for chime in chimes:
                self._mix(frames, chime)
            self._frames += count
        return frames

    def heard(self, frame: int) -> int:
        """The position up to which the voice was heard when `frame` frames had sounded.

        Callers may not go back in time: what lies before `frame` is forgotten.
        """
        with self._lock:
            while len(self._runs) > 1 and frame >= self._runs[1].frame:
                self._runs.popleft()
            return self._runs[0].position_at(frame)

    def frame_of(self, position: int) -> int | None:
        """The frame by which `position` will have been heard; None while that was not pulled."""
        with self._lock:
            for run in self._runs:
                if position <= run.position + run.length:
                    return run.frame + max(position - run.position, 0)
        return None

    @property
    def _pulled(self) -> int:
        return self._runs[-1].position + self._runs[-1].length

    @property
    def _reachable(self) -> int:
        if self._volume is not Volume.HELD:
            return self._end
        return min(self._end, self._pulled + self._loudness)

    def _take_at_volume(self, count: int) -> Samples:
        """Remove the voice of `count` frames, which glides from the volume it has to the next."""
        voice = self._take(min(count, self._reachable - self._pulled))
        goal = _LOUDNESS[self._volume]
        if self._loudness == goal == GLIDE:
            return voice
        way = np.arange(1, count + 1)
        if goal < self._loudness:
            loudness = np.maximum(self._loudness - way, goal)
        else:
            loudness = np.minimum(self._loudness + way, goal)
        self._loudness = int(loudness[-1]) if count else self._loudness
        voice *= loudness[: len(voice)].astype(np.float32) / GLIDE
        return voice

    def _take(self, count: int) -> Samples:
        """Remove up to `count` samples from the front of the queue."""
        taken: list[Samples] = []
        while self._queue and count > 0:
            piece = self._queue.popleft()
            if len(piece) > count:
                self._queue.appendleft(piece[count:])
                piece = piece[:count]
            taken.append(piece)
            count -= len(piece)
        return np.concatenate(taken) if taken else np.zeros(0, np.float32)

    def _note(self, length: int) -> None:
        """Write down that `length` samples of voice begin at the present frame."""
        run = self._runs[-1]
        if not length:
            return
        if run.frame + run.length == self._frames:
            run.length += length
        else:
            self._runs.append(_Run(self._frames, self._pulled, length))

    def _mix(self, frames: Samples, sound: Samples) -> None:
        """Lay a sound over the frames and keep what is left of it for the next pull.

        `a + b·(1 - |a|)` leaves either alone as it is and never goes beyond full scale.
        """
        count = min(len(frames), len(sound))
        frames[:count] += sound[:count] * (1 - np.abs(frames[:count]))
        if len(sound) > count:
            self._chimes.append(sound[count:])


def soft_limit(samples: Samples) -> Samples:
    """The same samples, or, where a peak goes beyond full scale, with their peaks rounded off."""
    if not len(samples) or np.abs(samples).max() <= 1.0:
        return samples.astype(np.float32, copy=False)
    samples = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    size = np.abs(samples)
    rounded = _KNEE + (1 - _KNEE) * np.tanh((size - _KNEE) / (1 - _KNEE))
    limited: Samples = np.where(size > _KNEE, np.sign(samples) * rounded, samples)
    return limited.astype(np.float32)


def _faded(sound: Samples) -> Samples:
    """The beginning of a sound, fading to nothing."""
    faded: Samples = sound[:FADE] * _RAMP[: len(sound)]
    return faded
