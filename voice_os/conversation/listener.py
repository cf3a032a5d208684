"""What is being heard: the frames of the last moment, and the utterance that is open."""

from collections import deque
from dataclasses import replace
from typing import Protocol

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio.gain import evened
from voice_os.audio.levels import dbfs
from voice_os.conversation.background import FAINTEST, Background
from voice_os.conversation.utterance import Utterance, frames_in

PAST = 0.5
"""Seconds before the first voiced frame that an utterance without the key begins with."""

WAKEFUL = 15
"""Frames (half a second) after a sound in which even the faintest are judged."""

LEAD_IN = 4
"""Frames that the voice activity model is given again, so that it does not begin in mid-word."""

_NOTHING: Samples = np.zeros(0, np.float32)


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

    `clock` is the sample clock behind the last frame; `open` the utterance that goes on, if there
    is one; `last` the one before it, while its sound is kept so that it may be reopened.
    `attentive`: whether voice activity is judged in every frame, and not in utterances only.
    """

    def __init__(self, activity: VoiceActivity, pre_roll: float, *, even: bool) -> None:
        """`pre_roll`: seconds of the past that an utterance by key begins with.

        `even`: whether quiet and loud people are to sound alike.
        """
        self.clock = 0
        self.open: Utterance | None = None
        self.last: Utterance | None = None
        self.attentive = False
        self._activity = activity
        self._background = Background()
        self._pre_roll = pre_roll
        self._even = even
        self._faint = 0  # frames since a sound that is not too faint to be anyone near
        self._past = FRAME * frames_in(max(pre_roll, PAST))
        self._tape: deque[tuple[Frame, float | None]] = deque()
        self._taken_until = 0  # what lies before belongs to the last utterance

    @property
    def somebody_is_near(self) -> bool:
        """Whether a voice that is heard is more than a loud syllable of one in the background."""
        return self._background.somebody_is_near

    @property
    def listening(self) -> bool:
        """Whether an utterance by key is open that nobody has asked to end."""
        return self.open is not None and self.open.by_key and self.open.released is None

    def attend(self, attentive: bool) -> None:
        """Judge every frame from now on, or no longer."""
        if attentive is not self.attentive:
            self.attentive = attentive
            self._activity.reset()

    def listen_anew(self) -> None:
        """Let the model forget all but the last frames: scraps of echo can make it deaf."""
        self._activity.reset()
        for frame, _ in list(self._tape)[-LEAD_IN:]:
            self._activity.probability(frame.at_once)

    def hear(self, frame: Frame, *, answering: bool = False) -> float:
        """Take a frame in; return its voice activity, 0 where that is not asked for.

        Without the key a voice in the background is none, while she is `answering` too: else a
        television would cut in on her, be answered, and cut in again. How much louder than the
        room somebody is says little then.
        """
        self.clock = frame.end
        activity = self._judge(frame, answering) if self.attentive or self.open else None
        self._tape.append((frame, activity))
        if self.open is not None and frame.end > self.open.start:
            self.open = self.open.after(frame, activity or 0.0)
        self._forget()
        return activity or 0.0

    def begin(self, now: int, *, by_key: bool, with_past: bool = True) -> None:
        """Open an utterance at `now` on the sample clock, or keep open the one that is ending."""
        if self.open is not None:
            self.open = replace(self.open, by_key=by_key, released=None)
            return
        past = int((self._pre_roll if by_key else PAST) * SAMPLE_RATE) * with_past
        self.open = Utterance(max(self._taken_until, now - past), by_key=by_key)
        if not self.attentive:
            self._activity.reset()
        for at, (frame, activity) in enumerate(self._tape):
            if frame.end > self.open.start:
                known = self._judge(frame, answering=False) if activity is None else activity
                self._tape[at] = (frame, known)
                self.open = self.open.after(frame, known)

    def release(self, now: int) -> None:
        """The person asked the utterance to end at `now`; a word may still be finished."""
        if self.open is not None:
            self.open = replace(self.open, released=now)

    def sound(self) -> Samples:
        """The speech of the open utterance so far, with a margin around it."""
        recorded = self.recorded()
        return evened(recorded) if self._even else recorded

    def recorded(self) -> Samples:
        """The same as the microphone gave it, as loud or quiet as it was."""
        if self.open is None:
            return _NOTHING
        start, end = self.open.bounds(self.clock)
        frames = [frame for frame, _ in self._tape if frame.end > start]
        origin = frames[0].start if frames else start
        whole = np.concatenate([_NOTHING, *(frame.samples for frame in frames)])
        return whole[max(start - origin, 0) : max(end - origin, 0)]

    def close(self) -> None:
        """The utterance is over. Its sound is kept until `settle`."""
        self.last, self.open = self.open, None
        self._taken_until = self.clock

    def dismiss(self) -> None:
        """What is open was said to nobody here, or was nothing."""
        self.open = None

    def reopen(self) -> int | None:
        """The last utterance goes on with the one that is open now, after so many samples."""
        if self.last is None or self.open is None:
            return None
        pause = self.open.speech.began - self.last.speech.ended
        self.open, self.last = self.last.joined(self.open), None
        return pause

    def settle(self) -> None:
        """The last utterance cannot be reopened any more."""
        self.last = None

    def forget_past(self) -> None:
        """What was heard until now is part of no utterance to come."""
        self._taken_until = self.clock

    def _judge(self, frame: Frame, answering: bool) -> float:
        if not self.attentive or (self.open is not None and self.open.by_key):
            return self._activity.probability(frame.at_once)
        level = dbfs(frame.at_once)
        activity = self._activity_of(frame, level)
        self._background = self._background.after(level, activity)
        known, near = self._background.is_known(level), self._background.is_near(level)
        return activity if near or (answering and not known) else 0.0

    def _activity_of(self, frame: Frame, level: float) -> float:
        """Voice activity; what is too faint to be anyone near costs nothing."""
        if level >= FAINTEST:
            if self._faint >= WAKEFUL:
                self.listen_anew()
            self._faint = 0
        else:
            self._faint += 1
        return self._activity.probability(frame.at_once) if self._faint < WAKEFUL else 0.0

    def _forget(self) -> None:
        """Let go of the sound that nobody can ask for any more."""
        wanted = [one.start for one in (self.open, self.last) if one is not None]
        oldest = min([self.clock - self._past, *wanted])
        while self._tape[0][0].end <= oldest:
            self._tape.popleft()
