"""Looking something up in what was read: the passages that fit a cue, with their source.

As for what was said (see `recall`): words and sense are fused as scores, and what stands beside a
passage that fits is lifted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice_os.documents.passages import sentences
from voice_os.memory import documents
from voice_os.memory.cues import telling
from voice_os.memory.documents import Kept
from voice_os.memory.index import PASSAGES
from voice_os.memory.recall import ALIKE, WEIGHTS, covered

SURE: Final = 0.6
"""A score from which on a passage is what was asked for."""

LONGEST_TOLD: Final = 60
"""Words of a passage that are told at once, or so."""

_MOST = 200  # passages that words and sense may name, each
_LIKELY = 0.45  # a likeness below which sense alone finds nothing


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that fits a cue, where it is from, and how well it fits (0 to 1)."""

    document: int
    title: str
    place: str
    text: str
    score: float

    @property
    def source(self) -> str:
        """Where it is from, as one says it: "user guide, page 12"."""
        place = "" if self.place.casefold() == self.title.casefold() else self.place
        return f"{self.title}, {place}" if place else self.title


def consult(
    connection: Connection,
    cue: str,
    vector: NDArray[np.float32] | None,
    k: int,
    document: int | None = None,
) -> list[Quotation]:
    """The `k` passages that fit a cue best, the best first; of one document, or of all."""
    within = None if document is None else documents.extent(connection, document)
    counts = PASSAGES.counts(connection, telling(cue))
    by_words = PASSAGES.with_words(connection, counts, _MOST, within)
    by_sense: dict[int, float] = {}
    if vector is not None:
        near = PASSAGES.nearest(connection, vector, _MOST)
        near = near if within is None else [number for number in near if number in within]
        by_sense = PASSAGES.likeness(connection, vector, {*near, *by_words})
    found = documents.passages(connection, {*by_words, *by_sense})
    if not found:
        return []
    fit = _fit(found, by_words, by_sense if vector is not None else None)
    best = np.argsort(-fit, kind="stable")[:k]
    titles = {one.id: one.title for one in documents.documents(connection)}
    quotations = []
    for passage in (found[place] for place in best):
        alike = by_sense.get(passage.id, 0.0)
        said = covered(connection, PASSAGES, counts, passage.id)
        score = max(said, alike / ALIKE if alike >= _LIKELY else 0.0)
        title = titles[passage.document]
        quotations.append(
            Quotation(passage.document, title, passage.place, passage.text, min(score, 1.0))
        )
    return quotations


def told(quotation: Quotation, cue: str) -> str:
    """What a document says, as it is told: the source, then the sentences that answer the cue."""
    return f"In {quotation.source}, it says: {excerpt(quotation.text, cue, LONGEST_TOLD)}"


def excerpt(text: str, cue: str, longest: int) -> str:
    """The sentences of a passage that say most of what a cue asks for, `longest` words or so."""
    stems = [word[: max(4, len(word) - 2)] for word in telling(cue)]
    parts = sentences(text)
    told = [
        len({stem for stem in stems if re.search(rf"\b{re.escape(stem)}", part.lower())})
        for part in parts
    ]
    first = told.index(max(told))
    words = parts[first].split()
    for part in parts[first + 1 :]:
        if len(words) + len(part.split()) > longest:
            break
        words += part.split()
    return " ".join(words[:longest]) + ("" if len(words) <= longest else " …")


def _fit(
    found: Sequence[Kept], by_words: Mapping[int, float], by_sense: Mapping[int, float] | None
) -> NDArray[np.float32]:
    fit = _shares(found, by_words) ** WEIGHTS.sharpness
    if by_sense is not None:
        alike = _shares(found, by_sense) ** WEIGHTS.sharpness
        fit = WEIGHTS.words * fit + WEIGHTS.sense * alike
    lifted = fit.copy()
    for place, passage in enumerate(found[1:], 1):
        before = found[place - 1]
        if before.id + 1 == passage.id and before.document == passage.document:
            lifted[place] += WEIGHTS.beside * fit[place - 1]
            lifted[place - 1] += WEIGHTS.beside * fit[place]
    return lifted


def _shares(found: Sequence[Kept], scores: Mapping[int, float]) -> NDArray[np.float32]:
    """What was found of each passage, as a share of the best."""
    shares = np.array([max(scores.get(one.id, 0.0), 0.0) for one in found], np.float32)
    return shares / np.float32(shares.max(initial=0) or 1)
