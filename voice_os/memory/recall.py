"""Recall: what was said that fits a cue, by its words, its sense, its neighbours and its time.

The words (BM25 of their stems) and the sense (likeness of vectors) each name turns that may fit.
Each turn's two scores are fused as scores: ranks would say that the best of a bad lot is good. What
stands beside a turn that fits is lifted, as an answer stands beside its question. Said by whom the
cue names, long enough to tell something, no question itself, at the time in question: all that
counts a little. `Weights` has the figures; docs/measuring.md says how they were found.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from voice_os.memory import Recollection, Turn, index, tables
from voice_os.memory.time_words import Asked, Span, read

YOU = "you"
"""The speaker that "I" in a cue means."""

_MOST = 300  # turns that words and sense may name, each
_REACH = 2  # turns to each side that are lifted
_ALIKE = 0.6  # a likeness at which two sentences are about the same
_LONG = 50  # words that make a turn as telling as it gets

_FUNCTION_WORDS = """
    a about an and are as at be been being but by can could did do does doing for from had has have
    he her hers him his how i if in into is it its may me might my no not of on or our out she
    should so t s than that the their them then there they this those these to up us was we were
    what when where which who whom whose why will with would you your
"""
"""What asks, and tells nothing of what is asked for."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts. `words` and `sense` add up to 1."""

    words: float = 0.5
    sharpness: float = 1.5
    """Exponent of the words' scores: how much better the best of them is than the rest."""
    beside: float = 0.3
    """Of the score of the turns right before and after, and a third of it of those beyond."""
    speaker: float = 0.25
    length: float = 0.3
    question: float = 0.15
    """Taken off a turn that asks."""
    time: float = 0.3

    @property
    def sense(self) -> float:
        """What is not `words`."""
        return 1 - self.words


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The turns that may fit, in the order of their ids, and what speaks for each, shape (n,).

    `words` and `sense` are 1 at their best and 0 where nothing is known; `sense` is None without
    vectors. `certainty` (0 to 1) is how well the best fits in itself.
    """

    turns: Sequence[Turn]
    words: NDArray[np.float32]
    sense: NDArray[np.float32] | None
    speaker: NDArray[np.float32]
    time: NDArray[np.float32]
    certainty: float


def recall(
    connection: Connection,
    cue: str,
    vector: NDArray[np.float32] | None,
    now: datetime,
    k: int,
) -> list[Recollection]:
    """The `k` turns that fit a cue best, the best first. `vector` is that of `plain(cue, …)`."""
    return ranked(gather(connection, cue, vector, now), k)


def plain(cue: str, speakers: Iterable[str]) -> str:
    """A cue without the names of who speaks here: what its vector is to be made of.

    Who said something is known of each turn, and is no part of its words or sense.
    """
    names = "|".join(re.escape(name) for name in speakers if name and name != YOU)
    if not names:
        return cue
    return " ".join(re.sub(rf"\b(?:{names})(?:['’]?s)?\b", " ", cue, flags=re.I).split()) or cue


def gather(
    connection: Connection, cue: str, vector: NDArray[np.float32] | None, now: datetime
) -> Evidence:
    """Find the turns that may fit, and what speaks for each."""
    speakers = index.speakers(connection)
    asked = read(plain(cue, speakers), now)
    telling = index.rarity(connection, _words(asked.words))
    by_words = index.with_words(connection, telling, _MOST)
    near = [] if vector is None else index.nearest(connection, vector, _MOST)
    span = asked.span or _when(connection, asked)
    in_time = _turns_in(connection, span) if asked.span else []
    ids = sorted(
        {
            number + step
            for number in {*by_words, *near, *in_time}
            for step in range(-_REACH, _REACH + 1)
        }
    )
    turns = tables.turns_of(connection, ids)
    words = np.array([by_words.get(turn.id, 0.0) for turn in turns], np.float32)
    certainty = float(words.max(initial=0)) / (sum(telling.values()) or 1)
    sense = None
    if vector is not None:
        sense = _likeness(index.vectors_of(connection, ids), turns, vector)
        certainty = max(certainty, float(sense.max(initial=0)) / _ALIKE)
    named = _named(cue, speakers)
    return Evidence(
        turns=turns,
        words=_of_best(words),
        sense=None if sense is None else _of_best(sense),
        speaker=np.array([turn.speaker == named for turn in turns], np.float32),
        time=np.array([_within(turn.at, span) for turn in turns], np.float32),
        certainty=min(certainty, 1.0),
    )


def ranked(evidence: Evidence, k: int, weights: Weights = WEIGHTS) -> list[Recollection]:
    """The `k` best by the evidence. The first one's score is the certainty. Pure."""
    turns = evidence.turns
    if not turns:
        return []
    fit = evidence.words**weights.sharpness
    if evidence.sense is not None:
        fit = weights.words * fit + weights.sense * evidence.sense
    lengths = np.array([len(turn.text.split()) for turn in turns])
    asks = np.array([turn.text.rstrip().endswith("?") for turn in turns])
    total = (
        fit
        + weights.beside * _beside(turns, fit)
        + weights.speaker * evidence.speaker
        + weights.time * evidence.time
        + weights.length * np.minimum(np.log1p(lengths) / np.log1p(_LONG), 1)
        - weights.question * asks
    )
    best = np.argsort(-total, kind="stable")[:k]
    scale = evidence.certainty / max(float(total.max()), 1e-9)
    return [Recollection(turns[i], float(np.clip(total[i] * scale, 0, 1))) for i in best]


def _beside(turns: Sequence[Turn], fit: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the turns around each one score in its own conversation, the farther the less."""
    ids = np.array([turn.id for turn in turns])
    sessions = np.array([turn.session for turn in turns])
    lifted = np.zeros_like(fit)
    for step in range(1, _REACH + 1):
        # Ids grow by one within a conversation, save where something was forgotten.
        later = np.searchsorted(ids, ids + step)
        here = np.flatnonzero(later < len(ids))
        later = later[here]
        same = (ids[later] == ids[here] + step) & (sessions[later] == sessions[here])
        here, later = here[same], later[same]
        share = np.float32(3.0 ** (1 - step))
        lifted[here] += share * fit[later]
        lifted[later] += share * fit[here]
    return lifted


def _words(text: str) -> list[str]:
    """The words that tell something, each once."""
    function_words = _FUNCTION_WORDS.split()
    found = dict.fromkeys(re.findall(r"\w+", text.lower()))
    return [word for word in found if word not in function_words]


def _named(cue: str, speakers: Iterable[str]) -> str | None:
    """Whose words are asked for: the one speaker that the cue names."""
    said = set(re.findall(r"\w+", cue.lower()))
    found = [name for name in speakers if re.search(rf"\b{re.escape(name)}(?:s\b|\b)", cue, re.I)]
    if YOU in found:  # to whoever asks, it is the other one
        found.remove(YOU)
    if not found and said & {"i", "my", "me", "mine"} and "you" not in said:
        return YOU
    return found[0] if len(found) == 1 else None


def _when(connection: Connection, asked: Asked) -> Span | None:
    """When it was, told from what happened then, if that is remembered."""
    if not asked.event:
        return None
    telling = index.rarity(connection, _words(asked.event))
    best = index.with_words(connection, telling, 1)
    if not best or max(best.values()) < sum(telling.values()) / 2:
        return None
    (event,) = tables.turns_of(connection, best)
    return Span.beside(event.at, asked.side)


def _turns_in(connection: Connection, span: Span | None) -> list[int]:
    """The newest turns within a span that has both ends or one."""
    if span is None:
        return []
    rows = connection.execute(
        "SELECT id FROM turns WHERE at >= ? AND at < ? ORDER BY at DESC LIMIT ?",
        [
            tables.utc(span.start) if span.start else "",
            tables.utc(span.end) if span.end else "~",
            _MOST,
        ],
    )
    return [number for (number,) in rows]


def _within(at: datetime, span: Span | None) -> bool:
    if span is None:
        return False
    return (span.start is None or span.start <= at) and (span.end is None or at < span.end)


def _likeness(
    known: Mapping[int, NDArray[np.float32]], turns: Sequence[Turn], vector: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How like each turn's vector is to one, 0 where it has none."""
    nothing = np.zeros_like(vector)
    rows = np.array([known.get(turn.id, nothing) for turn in turns], np.float32)
    products: NDArray[np.float32] = rows.reshape(-1, len(vector)) @ vector
    return np.maximum(products, np.float32(0))


def _of_best(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    best = scores.max(initial=0)
    return scores / np.float32(best) if best > 0 else scores
