"""Train what recognises wishes behind the templates, from the examples in the package.

    pip install scikit-learn && python scripts/train_understanding.py all-MiniLM-L6-v2

The argument is the folder of the sentence model; without it what goes by sense stays as it was.
Writes `voice_os/understanding/weights/`. The same examples give the same weights, up to rounding.
"""

import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from voice_os.bench.mishearing import Mishearing
from voice_os.memory.embedding import MiniLM
from voice_os.understanding import examples, features, tagging
from voice_os.understanding.wording import tidy

FOLDER = Path(__file__).parent.parent / "voice_os/understanding/weights"

MISHEARD = 0.3
"""How many of them are learnt misheard as well."""

DRAWS = 2
"""How often sentences are drawn from each template."""

SENSED = 16_000
"""How many of them the sense is learnt from: what differs in a name only has the same."""


def main() -> None:
    """Train both models and write them."""
    FOLDER.mkdir(exist_ok=True)
    mishearing, chance = Mishearing.load(), random.Random(1)  # noqa: S311
    drawn = _drawn(sorted(mishearing.pronounced))
    sentences: list[Sequence[str]] = []
    names: list[str] = []
    for name, several in drawn.items():
        for said in several:
            words = tidy(" ".join(word for word, _ in said)).split()
            sentences.append(words)
            names.append(name)
            if chance.random() < MISHEARD:
                sentences.append(mishearing.hear(words, chance))
                names.append(name)
    _train("destinations.npz", _matrix(map(features.of_sentence, sentences)), names, 20.0)
    if len(sys.argv) > 1:
        _train_senses(Path(sys.argv[1]), sentences, names)
    rows, slots = _tagged(drawn)
    _train("slots.npz", _matrix(rows), slots, 150.0)


def _drawn(strange: Sequence[str]) -> dict[str, list[examples.Said]]:
    drawn: defaultdict[str, list[examples.Said]] = defaultdict(list)
    for seed in range(DRAWS):
        for name, several in examples.drawn(strange, seed).items():
            drawn[name] += several
    return drawn


def _tagged(drawn: Mapping[str, Sequence[examples.Said]]) -> tuple[list[list[str]], list[str]]:
    """The features of every word, and the slot that it is in."""
    rows: list[list[str]] = []
    slots: list[str] = []
    for name, several in drawn.items():
        for said in several:
            seen = tagging.Seen.of([word for word, _ in said], name)
            before = tagging.NONE
            for at, (_, slot) in enumerate(said):
                rows.append(seen.features(at, before))
                before = slot or tagging.NONE
                slots.append(before)
    return rows, slots


def _train_senses(folder: Path, sentences: list[Sequence[str]], names: list[str]) -> None:
    kept = random.Random(2).sample(range(len(names)), min(SENSED, len(names)))  # noqa: S311

    async def vectors() -> NDArray[np.float32]:
        model = await MiniLM.load(folder, threads=2)
        found = await model.embed([" ".join(sentences[i]) for i in kept])
        await model.close()
        return found

    _train("senses.npz", asyncio.run(vectors()), [names[i] for i in kept], 30.0)


def _matrix(rows: Iterable[list[str]]) -> csr_matrix:
    held = [features.columns(row) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    values = np.concatenate([np.full(len(row), len(row) ** -0.5, np.float32) for row in held])
    return csr_matrix((values, np.concatenate(held), ends), (len(held), features.WIDTH))


def _train(file: str, matrix: Any, names: list[str], strength: float) -> None:
    model: Any = LogisticRegression(C=strength, max_iter=130)
    model.fit(matrix, names)
    scale = float(np.abs(model.coef_).max() / 127)
    np.savez_compressed(
        FOLDER / file,
        names=" ".join(model.classes_),
        weights=np.round(model.coef_.T / scale).astype(np.int8),
        bias=model.intercept_.astype(np.float32),
        scale=scale,
    )
    print(file, len(names), "examples,", (FOLDER / file).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
