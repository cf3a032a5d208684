"""An utterance and where speech lies in it. Pure: frames and probabilities in, spans out."""

from dataclasses import dataclass, field, replace

from voice_os.audio import FRAME, SAMPLE_RATE, Frame

VOICED = 0.5
"""Voice activity from which a frame counts as voiced (the model's own threshold)."""

SHORTEST_SPEECH = 3
"""Voiced frames (about 0.1 s) that make speech; fewer are a knock or a click."""

MARGIN = int(0.3 * SAMPLE_RATE)
"""Samples kept before and behind speech: voice activity misses soft beginnings and ends."""

EARLY_PAUSE = 3 * FRAME
"""A pause after which an answer is begun on trial."""

LONGEST = 120 * SAMPLE_RATE
"""An utterance ends here, whatever else is heard."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech in an utterance so far, on the sample clock. `ended` moves while it goes on."""

    voiced_frames: int = 0
    began: int = 0
    ended: int = 0

    def after(self, frame: Frame, activity: float) -> "Speech":
        """What is known once `frame` has been heard with this voice activity (0 to 1)."""
        if activity < VOICED:
            return self
        began = self.began if self.voiced_frames else frame.start
        return replace(self, voiced_frames=self.voiced_frames + 1, began=began, ended=frame.end)

    def __bool__(self) -> bool:
        return self.voiced_frames >= SHORTEST_SPEECH

    def pause(self, clock: int) -> int:
        """Samples of silence since speech was last heard."""
        return clock - self.ended

    def joined(self, later: "Speech") -> "Speech":
        """This speech and what was said behind it, as one."""
        return Speech(self.voiced_frames + later.voiced_frames, self.began, later.ended)


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance, on the sample clock. `start` lies a moment before the press or first word.

    `released`: when the key that opened it was let go.
    """

    start: int
    speech: Speech = field(default_factory=Speech)
    by_key: bool = False
    released: int | None = None

    def after(self, frame: Frame, activity: float) -> "Utterance":
        """The utterance once `frame` has been heard with this voice activity (0 to 1)."""
        return replace(self, speech=self.speech.after(frame, activity))

    def joined(self, later: "Utterance") -> "Utterance":
        """This utterance and the one behind it, as one that is still open."""
        return replace(later, start=self.start, speech=self.speech.joined(later.speech))

    def has_paused(self, clock: int) -> bool:
        """Whether the person paused for so long that an answer may be prepared on trial."""
        return bool(self.speech) and self.speech.pause(clock) >= EARLY_PAUSE

    def is_full(self, clock: int) -> bool:
        """Whether it has become as long as an utterance may be."""
        return clock - self.start >= LONGEST

    def bounds(self, clock: int) -> tuple[int, int]:
        """The part of it, heard until `clock`, that is worth transcribing."""
        speech = self.speech
        return max(self.start, speech.began - MARGIN), min(clock, speech.ended + MARGIN)


def frames_in(seconds: float) -> int:
    """How many whole frames cover a time."""
    return -(-int(seconds * SAMPLE_RATE) // FRAME)
