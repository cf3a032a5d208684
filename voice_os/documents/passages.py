"""From paragraphs to passages: as long as is quoted or compared at once. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from voice_os.documents import Passage

ENOUGH, LONGEST = 60, 120
"""Words of a passage: short paragraphs are joined up to the first, long ones cut at the second."""

LONGEST_PLACE = 80
"""Characters of a heading that are kept."""

_LONGEST_WORD = 60  # characters; what is longer was never a word, and would be no passage
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=\S)")


def passages(paragraphs: Iterable[Passage]) -> Iterator[Passage]:
    """Join and cut the paragraphs of a document, in order; a passage stands in one place."""
    for place, beside in groupby(paragraphs, key=lambda paragraph: paragraph.place):
        where = plain(place)[:LONGEST_PLACE]
        held: list[str] = []
        for piece in (piece for one in beside for piece in _pieces(one.text)):
            if held and len(held) + len(piece) > LONGEST:
                yield Passage(where, " ".join(held))
                held = []
            held += piece
            if len(held) >= ENOUGH:
                yield Passage(where, " ".join(held))
                held = []
        if held:
            yield Passage(where, " ".join(held))


def plain(text: str) -> str:
    """A text in one line of printable characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return _SENTENCE.split(text)


def _pieces(text: str) -> Iterator[list[str]]:
    """The words of a paragraph, in pieces of whole sentences where these are not too long."""
    held: list[str] = []
    for sentence in sentences(plain(text)):
        words = [word[:_LONGEST_WORD] for word in sentence.split()]
        if held and len(held) + len(words) > LONGEST:
            yield held
            held = []
        while len(words) > LONGEST:
            yield words[:LONGEST]
            words = words[LONGEST:]
        held += words
    if held:
        yield held
