"""What an utterance is most likely for, where no sentence template fits it as a whole.

A destination is a skill's name, open conversation, or something that she cannot do. Linear models
over words, spelling and sound, trained on the examples of this room
(`scripts/train_understanding.py`), tell the destinations and the slots apart. Where the sentence
model is installed, its sense of the whole counts too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_os.understanding.features import of_sentence
from voice_os.understanding.linear import Linear

OPEN = "open"
"""Open conversation: what no skill is for."""

CANNOT = "cannot"
"""The subject of what she cannot do: "cannot.taxi"."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A destination, and how likely it is: 1.0 for certain."""

    name: str
    certainty: float


Sense: TypeAlias = Callable[[str], NDArray[np.float32]]
"""The vector of a sentence by `SENSE_MODEL`."""

SENSE_MODEL = "all-MiniLM-L6-v2"
"""The sentence model whose vectors the weights are for."""

_SENSE_SHARE = 0.3
"""How much the sense counts beside the words: 0.2 to 0.5 are about as good."""

_PLAIN = 0.97
"""How certain the words alone must be for the sense of the whole not to be asked: it takes time."""


@lru_cache(maxsize=64)
def ranked(words: tuple[str, ...], sense: Sense | None = None) -> tuple[Likely, ...]:
    """The destinations of tidied words, the likeliest first. Open conversation is one of them.

    All that she cannot do counts together, in the name of its likeliest. Remembered for a while:
    several ask about the same words.
    """
    model = _destinations()
    probabilities = model.probabilities(of_sentence(words))
    if sense is not None and probabilities.max() < _PLAIN:
        by_sense = _senses().of_vector(sense(" ".join(words)))
        probabilities = probabilities ** (1 - _SENSE_SHARE) * by_sense**_SENSE_SHARE
        probabilities /= probabilities.sum()
    sums: defaultdict[str, float] = defaultdict(float)
    names: dict[str, tuple[float, str]] = {}
    for name, likely in zip(model.names, probabilities, strict=True):
        subject = name.partition(".")[0]
        key = subject if subject in (OPEN, CANNOT) else name
        sums[key] += float(likely)
        names[key] = max(names.get(key, (0.0, "")), (float(likely), name))
    found = [
        Likely(OPEN if key == OPEN else names[key][1], certainty) for key, certainty in sums.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.certainty))


def names() -> Collection[str]:
    """Every destination, as the examples name them."""
    return _destinations().names


@cache
def _destinations() -> Linear:
    return Linear.load("destinations.npz")


@cache
def _senses() -> Linear:
    return Linear.load("senses.npz")
