"""What an utterance is most likely for, where no sentence template fits it as a whole.

A destination is a skill's name, open conversation, or something that she cannot do. Linear models
over words, spelling and sound, trained on the examples of this room
(`scripts/train_understanding.py`), tell the destinations and the slots apart. Where the sentence
model is installed, its sense of the whole counts too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_os.understanding.features import of_sentence, of_word
from voice_os.understanding.linear import Linear
from voice_os.understanding.stated import WEEKDAYS

OPEN = "open"
"""Open conversation: what no skill is for."""

CANNOT = "cannot"
"""The subject of what she cannot do: "cannot.taxi"."""

_NONE = "-"
"""The slot of a word that is in none."""


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


def ranked(words: Sequence[str], sense: Sense | None = None) -> list[Likely]:
    """The destinations of tidied words, the likeliest first. Open conversation is one of them.

    All that she cannot do counts together, in the name of its likeliest.
    """
    model = _destinations()
    probabilities = model.probabilities(of_sentence(words))
    if sense is not None:
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
    return sorted(found, key=lambda one: -one.certainty)


def slots(words: Sequence[str], destination: str) -> dict[str, str]:
    """The words of each slot. What is said of a slot in two places belongs together."""
    model = _slots()
    timed = destination.partition(".")[0] in _TIMED
    before, told = _NONE, []
    for at in range(len(words)):
        if timed and words[at].removesuffix("'s") in _DAYS:
            before = "when"
        else:
            likely = model.probabilities(of_word(words, at, before, destination))
            before = model.names[int(likely.argmax())]
        told.append(before)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for at, (word, slot) in enumerate(zip(words, told, strict=True)):
        goes_on = at + 1 < len(words) and told[at - 1] == told[at + 1] != _NONE
        if slot == _NONE and at and goes_on and word in _JOINTS:
            slot = told[at - 1]
        if slot != _NONE:
            found[slot].append(word)
    return {slot: " ".join(several) for slot, several in found.items()}


_TIMED = frozenset(("alarms", "calendar", "reminders", "weather", "mail"))
"""Subjects in which the name of a day is a time."""

_DAYS = frozenset((*WEEKDAYS, "today", "tomorrow", "tonight", "yesterday", "daily", "weekly"))

_JOINTS = frozenset(("and", "of", "the", "at", "on", "in", "by"))
"""Words that belong to a slot that goes on behind them."""


def names() -> Collection[str]:
    """Every destination, as the examples name them."""
    return _destinations().names


@cache
def _destinations() -> Linear:
    return Linear.load("destinations.npz")


@cache
def _senses() -> Linear:
    return Linear.load("senses.npz")


@cache
def _slots() -> Linear:
    return Linear.load("slots.npz")
