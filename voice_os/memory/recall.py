"""Recall: what was said that fits a cue, by its words, its sense, its neighbours and its time.

The words (BM25 of their stems) and the sense (likeness of vectors) each name turns that may fit.
Each turn's two scores are fused as scores: ranks would say that the best of a bad lot is good. What
stands beside a turn that fits is lifted, as an answer stands beside its question. Said by whom the
cue names, long enough to tell something, no question itself, at the time in question: all that
counts a little. `Weights` has the figures, which were chosen on long conversations, and
`bench/memory.py` measures what they are worth on others.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from voice_os.memory import Recollection, Turn, index, tables
from voice_os.memory.cues import named as whose
from voice_os.memory.cues import plain, telling
from voice_os.memory.index import TURNS, Index
from voice_os.memory.time_words import Asked, Span, read

ALIKE = 0.6
"""A likeness at which two sentences are about the same."""

_MOST = 200  # turns that words and sense may name, each
_BEST = 60  # of them, that their neighbours are looked at with
_HOPS, _LEADS = 2, 4  # of them, that others are looked for from, by their rarest words
_RARE, _COMMON = 500, 20_000  # turns that have a word which leads on, or which is led to
_REACH = 2  # turns to each side that are lifted
_SURE = 0.5  # a share of the words at which what they are about is meant
_LONG = 50  # words that make a turn as telling as it gets


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts. `words` and `sense` add up to 1."""

    words: float = 0.5
    sharpness: float = 2.0
    """Exponent of both scores: how much better the best is than the rest."""
    beside: float = 0.25
    """Of the score of the turns right before and after, and a third of it of those beyond."""
    hop: float = 0.2
    """Of a turn that only what was found first leads to."""
    speaker: float = 0.15
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

    All are 1 at their best and 0 where nothing is known; `sense` is None without vectors.
    `certainty` (0 to 1) is how well the best fits in itself.
    """

    turns: Sequence[Turn]
    words: NDArray[np.float32]
    sense: NDArray[np.float32] | None
    hop: NDArray[np.float32]
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


def gather(
    connection: Connection, cue: str, vector: NDArray[np.float32] | None, now: datetime
) -> Evidence:
    """Find the turns that may fit, and what speaks for each."""
    speakers = index.speakers(connection)
    asked = read(plain(cue, speakers), now)
    counts = TURNS.counts(connection, telling(asked.words))
    by_words = TURNS.with_words(connection, counts, _MOST)
    by_sense: dict[int, float] = {}
    if vector is not None:
        near = TURNS.nearest(connection, vector, _MOST)
        by_sense = TURNS.likeness(connection, vector, {*near, *by_words})
    span = asked.span or _when(connection, asked)
    in_time = _turns_in(connection, span) if asked.span else []
    best = _best(by_words, by_sense)
    by_hop = _hop(connection, best[:_HOPS], counts)
    turns = tables.turns_of(connection, _around([*best, *by_hop, *in_time]))
    words = _scores(by_words, turns)
    # What was said at the time in question fits somewhat, whatever it is about.
    certainty = max(_covered(connection, counts, by_words), _SURE if in_time else 0.0)
    sense = None
    if vector is not None:
        by_sense |= TURNS.likeness(connection, vector, {t.id for t in turns} - by_sense.keys())
        sense = _scores(by_sense, turns)
        certainty = max(certainty, max(by_sense.values(), default=0.0) / ALIKE)
    named = whose(cue, speakers)
    return Evidence(
        turns=turns,
        words=words,
        sense=sense,
        hop=_scores(by_hop, turns),
        speaker=np.array([turn.speaker == named for turn in turns], np.float32),
        time=np.array([_within(turn.at, span) for turn in turns], np.float32),
        certainty=min(certainty, 1.0),
    )


def ranked(evidence: Evidence, k: int, weights: Weights = WEIGHTS) -> list[Recollection]:
    """The `k` best by the evidence. The first one's score is the certainty. Pure."""
    turns = evidence.turns
    if not turns:
        return []
    fit = np.minimum(evidence.words**weights.sharpness + weights.hop * evidence.hop, 1)
    if evidence.sense is not None:
        fit = weights.words * fit + weights.sense * evidence.sense**weights.sharpness
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
    opens = np.ones(len(turns), np.bool_)
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
        opens[later] = False
    # What opens a conversation has neighbours on one side only: they count for both.
    return np.where(opens, 2 * lifted, lifted)


def _when(connection: Connection, asked: Asked) -> Span | None:
    """When it was, told from what happened then, if that is remembered."""
    if not asked.event:
        return None
    counts = TURNS.counts(connection, telling(asked.event))
    best = TURNS.with_words(connection, counts, 1)
    if _covered(connection, counts, best) < _SURE:
        return None
    (event,) = tables.turns_of(connection, best)
    return Span.beside(event.at, asked.side)


def covered(connection: Connection, rows: Index, counts: Mapping[str, int], row_id: int) -> float:
    """How much of what the words tell a row has (0 to 1): a rare word tells more."""
    total = max(rows.size(connection), 1)
    # What never occurs tells no more than what occurs once: nobody may be expected to say it.
    found = {word: max(count, 1) for word, count in counts.items()}
    tells = {w: math.log1p(max(total - n + 0.5, 0) / (n + 0.5)) for w, n in found.items()}
    said = rows.occurring(connection, counts, row_id)
    return sum(tells[word] for word in said) / (sum(tells.values()) or 1.0)


def _covered(
    connection: Connection, counts: Mapping[str, int], found: Mapping[int, float]
) -> float:
    """How much of what the words tell the best of what was found has."""
    if not found:
        return 0.0
    return covered(connection, TURNS, counts, max(found, key=lambda number: found[number]))


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


def _best(by_words: Mapping[int, float], by_sense: Mapping[int, float]) -> list[int]:
    """The turns whose neighbours are worth looking at."""
    words, sense = max(by_words.values(), default=0.0), max(by_sense.values(), default=0.0)

    def fit(number: int) -> float:
        return by_words.get(number, 0.0) / (words or 1) + by_sense.get(number, 0.0) / (sense or 1)

    return nlargest(_BEST, {*by_words, *by_sense}, key=fit)


def _hop(
    connection: Connection, first: Iterable[int], asked: Mapping[str, int]
) -> dict[int, float]:
    """The turns that the first found lead to, for a question that needs two memories.

    "Where does my sister's boss live?" finds "My sister works for Ingrid", which leaves "live"
    open and names Ingrid: so turns are looked for that have of both.
    """
    found: dict[int, float] = {}
    for turn in tables.turns_of(connection, first):
        said = TURNS.occurring(connection, asked, turn.id)
        left = [word for word, count in asked.items() if word not in said and count < _COMMON]
        others = [word for word in telling(turn.text) if word not in asked]
        counts = TURNS.counts(connection, others, _RARE)
        new = [word for word, count in counts.items() if 1 < count < _RARE]
        leads = TURNS.with_both(connection, left, new[:_LEADS], _MOST)
        most = max(leads.values(), default=0.0)
        for number, score in leads.items():
            if number != turn.id:
                found[number] = max(found.get(number, 0.0), score / most)
    return dict(nlargest(_BEST, found.items(), key=lambda item: item[1]))


def _around(ids: Iterable[int]) -> list[int]:
    reach = range(-_REACH, _REACH + 1)
    return sorted({number + step for number in ids for step in reach})


def _scores(found: Mapping[int, float], turns: Sequence[Turn]) -> NDArray[np.float32]:
    """What was found of each turn, as a share of the best."""
    scores = np.array([max(found.get(turn.id, 0.0), 0.0) for turn in turns], np.float32)
    return scores / np.float32(scores.max(initial=0) or 1)
