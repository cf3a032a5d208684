"""A linear model over words and letters: one number for a text, in a millisecond.

Features are hashed, so that there is no vocabulary to keep. The weights are made by
`scripts/tune_restraint.py` out of the sentences beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SIZE = 1 << 20
"""How many weights there are. Features that fall on the same one share it."""

_LETTERS = (2, 3, 4, 5)
_WORD, _APART, _LETTER = 0.8, 0.5, 0.13


@dataclass(frozen=True)
class Scorer:
    """Weights by feature and a bias: what is above 0 is meant."""

    weights: NDArray[np.int8]
    """In units of `scale`."""
    scale: float
    bias: float

    def __call__(self, said: Sequence[str]) -> float:
        """The score of plain sentences, at least one."""
        at, value = features(said)
        return float(self.weights[at] @ value) * self.scale + self.bias


@cache
def scorer(name: str) -> Scorer:
    """The model of this name, read when it is first asked for."""
    with files(__package__).joinpath(f"{name}.npz").open("rb") as file, np.load(file) as kept:
        return Scorer(kept["weights"], float(kept["scale"]), float(kept["bias"]))


def features(said: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Where the features of plain sentences are, and how much of each there is, of unit length.

    Words count with their neighbours and with the sign that ends their sentence: "already?" asks
    more than "already." says. A long text counts no more than a short one.
    """
    found: dict[int, float] = {}

    def add(feature: str, value: float) -> None:
        at = crc32(feature.encode()) % SIZE
        found[at] = max(found.get(at, 0.0), value)

    for sentence in said:
        words = ["<", *sentence.split()]
        for length in (1, 2, 3):
            for at in range(len(words) - length + 1):
                add("w " + " ".join(words[at : at + length]), _WORD)
        for between in (1, 2):
            for first, second in zip(words, words[between + 1 :], strict=False):
                add(f"a {first} {second}", _APART)
        for word in words:
            spelt = f"_{word}_"
            for length in _LETTERS:
                for at in range(len(spelt) - length + 1):
                    add("l " + spelt[at : at + length], _LETTER)
    value = np.fromiter(found.values(), np.float32)
    return np.fromiter(found, np.int64), value / np.linalg.norm(value)
