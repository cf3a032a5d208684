"""How well she recalls: of a question's evidence turns, how many are among the first that come.

Nobody judges answers. All questions that rest on a turn count, those of the adversarial category
too: they are asked about the wrong person, and what they were made from is still to be found.
The weights that recall a conversation are chosen on the other conversations only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_os.bench.figures import machine
from voice_os.bench.large_memory import measure_books, measure_large
from voice_os.bench.locomo import MULTI_HOP, Conversation, Question, conversations
from voice_os.bench.report import Limit
from voice_os.cores import usable_cores
from voice_os.memory import Embedder, Vectors, connection, index, key, schema, tables
from voice_os.memory.cues import plain
from voice_os.memory.embedding import MiniLM
from voice_os.memory.recall import WEIGHTS, Evidence, Weights, gather, ranked

SIZES = (100_000, 1_000_000)
"""Turns of the memories whose recall is timed."""

BOOKS = 100
"""Books of a thousand passages each, in which looking something up is timed."""

LIMITS = (
    Limit("locomo.r5", 66, "%", least=True),
    Limit("locomo.r10", 76, "%", least=True),
    Limit("locomo.session1", 74, "%", least=True),
    Limit("locomo.multihop_all10", 30, "%", least=True),
    Limit("recall_ms.100000.p95", 50, "ms"),
    Limit("recall_ms.1000000.p95", 150, "ms"),
)

_BOUNDS = {
    limit.figure.removeprefix("locomo."): limit.bound
    for limit in LIMITS
    if limit.figure.startswith("locomo.")
}

_GRID = tuple(
    Weights(words=words, sharpness=sharpness, beside=beside, speaker=speaker)
    for words, sharpness, beside, speaker in product(
        (0.4, 0.5, 0.6), (1.5, 2.0), (0.15, 0.2, 0.25), (0.15, 0.25)
    )
)
"""The weights that are chosen from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what was gathered for it."""

    question: Question
    evidence: Evidence


async def measure_memory(
    folder: Path | None, model: Path | None, advance: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Every figure of the memory: docs/measuring.md describes them.

    `folder` holds LoCoMo's conversations and `model` the sentence model; what is None is left out.
    `advance` is told how far each step is: its name, how much there is to do, and how much was
    done now.
    """
    told = conversations(folder) if folder else []
    embedder = await MiniLM.load(model, threads=usable_cores()) if model else None
    found: dict[str, Any] = {"n": sum(len(one.turns) for one in told), "locomo": None}
    try:
        if told:
            step = partial(advance, "conversations", len(told), 1)
            found |= await measure(told, embedder, on_conversation=step)
        large = [
            await measure_large(size, embedder, on_turns=partial(advance, f"{size:,} turns", size))
            for size in SIZES
        ]
        step = partial(advance, "books", BOOKS)
        books = await measure_books(BOOKS, embedder, on_books=step)
    finally:
        if embedder is not None:
            await embedder.close()
    return {
        **found,
        "recall_ms": {str(one.turns): one.recall_ms for one in large},
        "consult_ms": {f"{BOOKS} books": books},
        "large": [asdict(one) for one in large],
        "vectors": embedder.name if embedder else None,
        "machine": machine(),
    }


async def measure(
    told: Sequence[Conversation],
    embedder: Embedder | None,
    *,
    on_conversation: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Recall with `embedder`'s vectors and without: the figures of each, in percent.

    `on_conversation` is told of each that is ready. With fewer than two conversations the weights
    cannot be chosen on others, and are the usual ones.
    """
    with_vectors, without = [], []
    for conversation in told:
        if embedder is not None:
            with_vectors.append(await _ask(conversation, embedder))
        without.append(await _ask(conversation, None))
        on_conversation()
    return {
        "locomo": figures(with_vectors) if embedder else None,
        "locomo_without_vectors": figures(without),
    }


async def _ask(conversation: Conversation, embedder: Embedder | None) -> list[Asked]:
    """Put a conversation into a memory of its own, and every question to it."""
    speakers = {turn.speaker for turn in conversation.turns}
    vectors: Vectors | None = None
    cues: Sequence[NDArray[np.float32] | None] = [None] * len(conversation.questions)
    if embedder is not None:
        vectors = await embedder.embed([turn.text for turn in conversation.turns])
        cues = list(
            await embedder.embed([plain(one.text, speakers) for one in conversation.questions])
        )
    with TemporaryDirectory() as folder:
        path, secret = Path(folder) / "memory.db", key.new()
        schema.make(path, secret)
        with closing(connection.connect(path, secret)) as opened:
            with connection.transaction(opened):
                for turn in conversation.turns:
                    tables.add_turn(opened, turn)
                index.TURNS.add(opened, conversation.turns, vectors)
            return [
                Asked(question, gather(opened, question.text, cue, conversation.asked_at))
                for question, cue in zip(conversation.questions, cues, strict=True)
            ]


def figures(asked: Sequence[Sequence[Asked]]) -> dict[str, Any]:
    """Recall in percent, each conversation by the weights that serve the others best.

    `r5`, `r10`: the share of a question's evidence among the first five and ten, on average;
    `session1`: how often the first turn is of a session with evidence; `multihop_all10`: how often
    all evidence of a question that needs several memories is among ten. `usual` is the same by the
    weights that she uses.
    """
    found = {weights: [_found(several, weights) for several in asked] for weights in _GRID}
    chosen = [_best(found, leaving=place) for place in range(len(asked))]
    held_out = [found[weights][place] for place, weights in enumerate(chosen)]
    usual = [_found(several, WEIGHTS) for several in asked]
    categories = np.array([one.question.category for several in asked for one in several])
    rows = np.concatenate(held_out)
    return {
        "n": len(rows),
        **_percent(rows),
        "n_multihop": int((categories == MULTI_HOP).sum()),
        "usual": _percent(np.concatenate(usual)),
        "r10_by_category": {
            str(category): round(100 * float(rows[categories == category, 1].mean()), 1)
            for category in np.unique(categories)
        },
        "weights": [asdict(weights) for weights in chosen],
    }


def _best(found: Mapping[Weights, Sequence[NDArray[np.float64]]], *, leaving: int) -> Weights:
    """The weights whose weakest figure, in its limits, is best on all conversations but one."""

    def worth(weights: Weights) -> float:
        others = [rows for place, rows in enumerate(found[weights]) if place != leaving]
        if not others:
            return weights == WEIGHTS
        found_by = _percent(np.concatenate(others))
        return min(found_by[name] / bound for name, bound in _BOUNDS.items())

    return max(found, key=worth)


def _found(asked: Iterable[Asked], weights: Weights) -> NDArray[np.float64]:
    """For each question: share among five, among ten, right session first, all of a multi-hop."""
    rows = []
    for one in asked:
        turns = [recollection.turn for recollection in ranked(one.evidence, 10, weights)]
        wanted = one.question.evidence
        hits = [turn.id in wanted for turn in turns]
        every = float(sum(hits) == len(wanted))
        rows.append(
            (
                sum(hits[:5]) / len(wanted),
                sum(hits) / len(wanted),
                bool(turns) and turns[0].session in one.question.sessions,
                every if one.question.category == MULTI_HOP else np.nan,
            )
        )
    return np.array(rows, np.float64)


def _percent(rows: NDArray[np.float64]) -> dict[str, float]:
    names = ("r5", "r10", "session1", "multihop_all10")
    multi_hop = rows[~np.isnan(rows[:, 3]), 3]
    means = (*rows[:, :3].mean(axis=0), multi_hop.mean() if len(multi_hop) else 0.0)
    return {name: round(100 * float(mean), 1) for name, mean in zip(names, means, strict=True)}
