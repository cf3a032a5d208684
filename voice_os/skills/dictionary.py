"""Words: what they mean, and how they are spelt."""

import re
from dataclasses import dataclass
from typing import Protocol, Self

from voice_os.desktop.programs import run
from voice_os.skills import Effect, Unanswered, skill
from voice_os.skills.slots import Phrase

_MEANINGS = 2
"""Meanings that are told: more would not be remembered."""

_SENSE = re.compile(r"^\d+\. (?:\(\d+\) )?.*? -- \((?P<meaning>.+)\)$")


class Word(Phrase):
    """A word, or a few that belong together: "ice cream"."""

    __slots__ = ()
    most = 3
    said = ("necessary", "rhythm", "accommodate", "serendipity", "ubiquitous", "conscience")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a word. Raises ValueError where the words are a clause."""
        plain = re.sub(r"^(?:the word|the name|a|an|the) (?=\S)", "", words)
        if not re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", plain):
            raise ValueError(f"not a word: {words!r}")
        return super().parse(plain)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a word, as what part of speech."""

    part: str
    text: str


class Dictionary(Protocol):
    """What words mean."""

    async def meanings(self, word: str) -> list[Meaning]:
        """The meanings of a word, the usual one first. Raises `Problem` where none can be told."""
        ...


class WordNet:
    """The dictionary WordNet, through its own program `wn`."""

    async def meanings(self, word: str) -> list[Meaning]:
        """The meanings of a word, the usual one first of each part of speech."""
        told = await run("wn", word.replace(" ", "_"), "-over", package="wordnet", check=False)
        return meanings_in(told)


def meanings_in(overview: str) -> list[Meaning]:
    """The meanings in an overview that `wn` prints, by part of speech."""
    found: list[Meaning] = []
    part = "noun"
    for line in overview.splitlines():
        if heading := re.match(r"Overview of (noun|verb|adj|adv) ", line):
            part = heading[1]
        elif sense := _SENSE.match(line):
            found.append(Meaning(part, sense["meaning"].partition('; "')[0]))
    return found


@skill(
    "(what does|what's) [the word] {word} mean",
    "(what is|what's|give me|tell me|look up) the (meaning|definition) of {word}",
    "define {word}",
    "look up {word} [in the dictionary]",
    "what do you understand by {word}",
    effect=Effect.READS,
)
async def define(dictionary: Dictionary, word: Word) -> str:
    """Tell what a word means."""
    found = await dictionary.meanings(word)
    if not found:
        raise Unanswered(f"I don't know the word {word}.")
    told = found[:1] + [one for one in found[1:] if one.part != found[0].part][: _MEANINGS - 1]
    return " Or: ".join(f"{one.text[0].upper()}{one.text[1:]}." for one in told)


@skill(
    "(spell|spell out) {word} [for me]",
    "how (do you|do i|does one|to|is) (spell|write|spelled|spelt|written) {word}",
    "how is {word} (spelled|spelt|written)",
    "(what is|what's) the spelling of {word}",
    effect=Effect.READS,
)
async def spell(word: Word) -> str:
    """Spell a word."""
    letters = (letter.upper() for letter in word if letter.isalpha())
    return f"{word.capitalize()}: {', '.join(letters)}."
