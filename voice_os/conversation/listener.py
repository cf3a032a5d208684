"""What is being heard: the frames of the last moment, and the utterance that is open."""

from collections import deque
from dataclasses import replace
from typing import Protocol

import numpy as np

from voice_os.audio import SAMPLE_RATE, Frame, Samples
from voice_os.conversation.push_to_talk import Held
from voice_os.conversation.utterance import bounds, frames_in


class VoiceActivity(Protocol):
    """Judges the frames of a recording one after another."""

    def probability(self, samples: Samples) -> float:
        """How likely it is that the next frame, shape (FRAME,), holds speech: 0 to 1."""
        ...

    def reset(self) -> None:
        """Forget what was heard: the next frame begins a new recording."""
        ...


class Listener:
    """Keeps a moment of the past, so that a word begun just before the key is not lost.

    `clock` is the sample clock behind the last frame; `held` the open utterance, if there is one.
    """

    def __init__(self, activity: VoiceActivity, pre_roll: float) -> None:
        """`pre_roll`: seconds of the past that an utterance begins with."""
        self.clock = 0
        self.held: Held | None = None
        self._activity = activity
        self._pre_roll = int(pre_roll * SAMPLE_RATE)
        self._recent: deque[Frame] = deque(maxlen=frames_in(pre_roll))
        self._frames: list[Frame] = []
        self._taken_until = 0  # what lies before belongs to the last utterance

    @property
    def listening(self) -> bool:
        """Whether an utterance is open that nobody has asked to end."""
        return self.held is not None and self.held.released is None

    def begin(self, now: int, *, with_past: bool) -> None:
        """Open an utterance at `now` on the sample clock, or keep open the one that is ending."""
        if self.held is not None:
            self.held = replace(self.held, released=None)
            return
        start = max(self._taken_until, now - self._pre_roll * with_past)
        self.held = Held(start)
        self._frames.clear()
        self._activity.reset()
        for frame in self._recent:
            self._take(frame)

    def hear(self, frame: Frame) -> Held | None:
        """Take a frame in. Returns the open utterance if the frame belongs to one."""
        self.clock = frame.end
        self._recent.append(frame)
        return self._take(frame)

    def release(self, now: int) -> None:
        """The person asked the utterance to end at `now`; a word may still be finished."""
        if self.held is not None:
            self.held = replace(self.held, released=now)

    def utterance(self, held: Held) -> Samples:
        """The speech of an utterance so far, with a margin around it."""
        start, end = bounds(held.speech, held.start, self.clock)
        origin = self._frames[0].start
        sound = np.concatenate([frame.samples for frame in self._frames])
        return sound[start - origin : end - origin]

    def close(self) -> None:
        """The utterance is over."""
        self.held = None
        self._taken_until = self.clock

    def _take(self, frame: Frame) -> Held | None:
        if self.held is None or frame.end <= self.held.start:
            return None
        self._frames.append(frame)
        self.held = self.held.after(frame, self._activity.probability(frame.samples))
        return self.held
