"""Which words of an utterance are in which slot, where no sentence template says so.

A linear model goes through the words from left to right. It knows each word with its neighbours,
what kind of word it is (`kinds`), and the slot of the word before. A word that no time is made of
is in no time, whatever the model says.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from voice_os.understanding.features import sound_of
from voice_os.understanding.kinds import STRANGE, kind, may_be_time
from voice_os.understanding.linear import Linear

NONE = "-"
"""The slot of a word that is in none."""

_JOINTS = frozenset(("and", "of", "the", "at", "on", "in", "by", "to", "a", "an"))
"""Words that belong to a slot that goes on behind them."""

_LEADING = """
to from for about of in at on by with that saying called named regarding as my the a and is between
before after i
"""
_CUES = frozenset(_LEADING.split())
"""Words that tell what comes behind them."""

_BEHIND_VERBS = frozenset(("the", "my", "our", "a", "an", "all", "this", "that", "to", "me"))
"""What stands behind a verb that begins a wish."""


def slots(words: Sequence[str], destination: str) -> dict[str, str]:
    """The words of each slot. What is said of a slot in two places belongs together."""
    told = _told(words, destination)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for at, (word, slot) in enumerate(zip(words, told, strict=True)):
        goes_on = 0 < at < len(words) - 1 and told[at - 1] == told[at + 1] != NONE
        if slot == NONE and goes_on and word in _JOINTS:
            slot = told[at - 1]
        if slot != NONE:
            found[slot].append(word)
    return {slot: " ".join(several) for slot, several in found.items()}


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of an utterance with what is seen in each."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    cues: tuple[str, ...]
    """The last word before each that tells what comes."""
    destination: str

    @classmethod
    def of(cls, words: Sequence[str], destination: str) -> "Seen":
        """Look at words that are meant for a destination."""
        cues, cue = [], "^"
        for word in words:
            cues.append(cue)
            cue = word if word in _CUES else cue
        edged = ("^", "^", *words, "$", "$")
        return cls(edged, tuple(map(kind, edged)), tuple(cues), destination)

    def features(self, at: int, before: str) -> list[str]:
        """Features of one word, behind a word that is in the slot `before`."""
        earlier, previous, word, following, later = self.words[at : at + 5]
        _, kind_before, own, kind_behind, _ = self.kinds[at : at + 5]
        cue, destination = self.cues[at], self.destination
        return [
            f"0{word}",
            f"-{previous}",
            f"+{following}",
            f"={earlier} {previous}",
            f"#{following} {later}",
            f"<{previous} {word}",
            f">{word} {following}",
            f"e{word[-3:]}",
            f"s{sound_of(word)}",
            f"T{before}",
            f"t{before} {word}",
            f"p{before} {previous}",
            f"d{destination}",
            f"D{destination} {before}",
            f"x{destination} {word}",
            f"y{destination} {previous}",
            f"z{destination} {following}",
            f"n{before} {following}",
            f"q{destination} {before} {previous}",
            f"k{own}",
            f"K{destination} {own}",
            f"b{before} {own}",
            f"B{kind_before} {own}",
            f"F{own} {kind_behind}",
            f"P{previous} {own}",
            f"N{own} {following}",
            f"c{cue} {own}",
            f"C{destination} {cue} {before}",
            f"i{destination} {self.words[2]}",
            f"l{later}",
            f"r{earlier}",
        ]


def _told(words: Sequence[str], destination: str) -> list[str]:
    """The slot of each word."""
    model, seen = _model(), Seen.of(words, destination)
    when = model.names.index("when")
    before, told = NONE, []
    for at, word in enumerate(words):
        likely = model.probabilities(seen.features(at, before))
        if not may_be_time(word):
            likely[when] = 0.0
        before = model.names[int(likely.argmax())]
        if at == 0 and words[1:2] and words[1] in _BEHIND_VERBS and kind(word) == STRANGE:
            before = NONE  # a verb that no example has: "alter my lunch"
        told.append(before)
    return told


@cache
def _model() -> Linear:
    return Linear.load("slots.npz")
