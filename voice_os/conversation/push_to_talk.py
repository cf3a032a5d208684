"""The policy of push-to-talk: when an utterance begins and ends.

Pure functions of what was heard so far and the sample clock.
"""

from typing import Literal

from voice_os.audio import SAMPLE_RATE
from voice_os.conversation.utterance import Utterance
from voice_os.desktop import Signal

STILL_SPEAKING = int(0.1 * SAMPLE_RATE)
"""A pause shorter than this at the release means that a word is still being said."""


def meaning(
    signal: Signal, mode: Literal["hold", "toggle"], listening: bool
) -> Literal["begin", "end"] | None:
    """What a signal of the key asks for, in this mode and at this moment."""
    if signal is Signal.TOGGLE or (mode == "toggle" and signal is Signal.PRESS):
        return "end" if listening else "begin"
    if signal is Signal.PRESS:
        return "begin"
    if signal is Signal.RELEASE and mode == "hold":
        return "end" if listening else None
    return None


def has_ended(utterance: Utterance, clock: int, post_roll: int) -> bool:
    """Whether the utterance is over: the key is up and no word is being finished."""
    if utterance.is_full(clock):
        return True
    if utterance.released is None:
        return False
    speech = utterance.speech
    finishing_a_word = bool(speech.voiced_frames) and speech.pause(clock) < STILL_SPEAKING
    return not finishing_a_word or clock - utterance.released >= post_roll
