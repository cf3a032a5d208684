"""Where speech lies in what is being heard. Pure: frames and probabilities in, spans out."""

from dataclasses import dataclass, replace

from voice_os.audio import FRAME, SAMPLE_RATE, Frame

VOICED = 0.5
"""Voice activity from which a frame counts as voiced (the model's own threshold)."""

SHORTEST_SPEECH = 3
"""Voiced frames (about 0.1 s) that make speech; fewer are a knock or a click."""

MARGIN = int(0.3 * SAMPLE_RATE)
"""Samples kept before and behind speech: voice activity misses soft beginnings and ends."""


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


def bounds(speech: Speech, start: int, clock: int) -> tuple[int, int]:
    """The part of an utterance (opened at `start`, heard until `clock`) worth transcribing."""
    return max(start, speech.began - MARGIN), min(clock, speech.ended + MARGIN)


def frames_in(seconds: float) -> int:
    """How many whole frames cover a time."""
    return -(-int(seconds * SAMPLE_RATE) // FRAME)
