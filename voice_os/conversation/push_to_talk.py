"""The policy of push-to-talk: when an utterance begins, may be begun to be answered, and ends.

Pure functions of what was heard so far and the sample clock.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.conversation.utterance import Speech
from voice_os.desktop import Signal

STILL_SPEAKING = int(0.1 * SAMPLE_RATE)
"""A pause shorter than this at the release means that a word is still being said."""

EARLY_PAUSE = 3 * FRAME
"""A pause after which an answer is begun on trial while the key is still down."""

LONGEST = 120 * SAMPLE_RATE
"""An utterance ends here even if the key stays down."""


@dataclass(frozen=True, slots=True)
class Held:
    """An utterance that is open, on the sample clock. `start` lies `pre_roll` before the press."""

    start: int
    speech: Speech = field(default_factory=Speech)
    released: int | None = None

    def after(self, frame: Frame, activity: float) -> "Held":
        """The utterance once `frame` has been heard with this voice activity (0 to 1)."""
        return replace(self, speech=self.speech.after(frame, activity))


def meaning(
    signal: Signal, mode: Literal["hold", "toggle"], listening: bool
) -> Literal["begin", "end"] | None:
    """What a signal asks for, in this mode and at this moment."""
    if signal is Signal.TOGGLE or (mode == "toggle" and signal is Signal.PRESS):
        return "end" if listening else "begin"
    if mode == "toggle":
        return None
    if signal is Signal.PRESS:
        return "begin"
    return "end" if listening else None


def has_ended(held: Held, clock: int, post_roll: int) -> bool:
    """Whether the utterance is over: the key is up and no word is being finished."""
    if clock - held.start >= LONGEST:
        return True
    if held.released is None:
        return False
    speech = held.speech
    finishing_a_word = bool(speech.voiced_frames) and speech.pause(clock) < STILL_SPEAKING
    return not finishing_a_word or clock - held.released >= post_roll


def may_begin_early(held: Held, clock: int) -> bool:
    """Whether the person paused for so long that an answer may be prepared on trial."""
    return bool(held.speech) and held.speech.pause(clock) >= EARLY_PAUSE
