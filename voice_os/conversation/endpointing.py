"""The policy of endpointing: how long a pause is before the turn is over. Pure.

A pause as usual, times what each piece of evidence says. The figures are the quickest round ones
that cut off at most 3% of some hundred recorded people: see `voice_os.bench.endpoints`.
"""

from dataclasses import dataclass

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.conversation.rhythm import USUAL, Rhythm
from voice_os.conversation.wording import is_question, more_to_come

ASK_AFTER = 5 * FRAME
"""Samples of pause after which `EndOfTurn` is asked: the melody of the last word has ended."""

SHORTEST, LONGEST = int(0.3 * SAMPLE_RATE), int(2.5 * SAMPLE_RATE)
"""What `pause_needed` returns at least and at most."""

_PAUSE = 0.6 * SAMPLE_RATE  # in a short turn of somebody of whom nothing else is known
_PATIENCE = {"quick": 0.7, "natural": 1.0, "patient": 1.5}

# Who has been speaking for long is telling something, and stops for breath between sentences.
_SHORT_TURN = 3 * SAMPLE_RATE
_LONGER_A_SECOND = 0.2
_LONGER_AT_MOST = 1.5

# By `EndOfTurn`: when it is sure that the thought is finished, and when that it is not. It also
# takes a sentence for finished after which somebody only draws breath, so that it saves little.
_FINISHED, _UNFINISHED = 0.85, 3.0

_MORE_TO_COME = 2.0  # "and", "at the", "twenty"
_QUESTION = 0.8  # asks to be answered


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known at a pause.

    `words` of the draft transcript, empty while unknown; `finished`: how likely the thought is
    finished (0 to 1) by `EndOfTurn`, None while or where unknown; `spoken`: samples from the first
    word of the turn to the pause.
    """

    words: str = ""
    finished: float | None = None
    spoken: int = 0


def pause_needed(evidence: Evidence, patience: str, rhythm: Rhythm, language: str) -> int:
    """Samples of silence after which the turn is over.

    `patience` is "quick", "natural" or "patient"; `language` an ISO 639 code.
    """
    needed = (
        _PAUSE
        * _PATIENCE[patience]
        * (rhythm.long_pause / USUAL)
        * _for_length(evidence.spoken)
        * _for_melody(evidence.finished)
        * _for_words(evidence.words, language)
    )
    return round(min(max(needed, SHORTEST), LONGEST))


def _for_length(spoken: int) -> float:
    beyond = max(0, spoken - _SHORT_TURN) / SAMPLE_RATE
    return min(1 + _LONGER_A_SECOND * beyond, _LONGER_AT_MOST)


def _for_melody(finished: float | None) -> float:
    """In between, evenly in proportion: half as sure is as far from either."""
    if finished is None:
        return 1.0
    return float(_UNFINISHED * (_FINISHED / _UNFINISHED) ** finished)


def _for_words(words: str, language: str) -> float:
    if more_to_come(words, language):
        return _MORE_TO_COME
    return _QUESTION if is_question(words) else 1.0
