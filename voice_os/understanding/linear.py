"""A linear model with weights of one byte: which of some names fits the features best."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_os.understanding.features import columns


@dataclass(frozen=True, eq=False, slots=True)
class Linear:
    """Multinomial logistic regression over hashed features that are there or not."""

    names: tuple[str, ...]
    weights: NDArray[np.int8]
    """A row for each column of the features, or each value of a vector; in it a value for each
    name, in units of `scale`."""
    bias: NDArray[np.float32]
    scale: float

    @classmethod
    def load(cls, file: str) -> "Linear":
        """Read one of the files of weights that `scripts/train_understanding.py` wrote."""
        path = resources.files("voice_os.understanding").joinpath("weights", file)
        with path.open("rb") as opened, np.load(opened) as held:
            names = tuple(str(held["names"]).split())
            return cls(names, held["weights"], held["bias"], float(held["scale"]))

    def probabilities(self, features: Sequence[str]) -> NDArray[np.float64]:
        """How likely each of the names is, by features that are there."""
        rows = columns(features)
        sums = self.weights[rows].sum(axis=0, dtype=np.int32)
        return self._likely(sums / np.sqrt(max(len(rows), 1)))

    def of_vector(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """How likely each of the names is, by one value for each row of the weights."""
        return self._likely(vector @ self.weights)

    def _likely(self, sums: NDArray[Any]) -> NDArray[np.float64]:
        scores = self.bias + sums * self.scale
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum(), np.float64)
