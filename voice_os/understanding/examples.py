"""Examples of what people say, by where it belongs: what the classifier learns from.

The files of `examples/` hold one name a paragraph, flush left, and under it, indented, what may be
said: sentence templates as skills have them. `{rule}` stands for any line of the rule of that name
in `fillers.txt`, and is a slot where a slot of that name exists; `{rule:slot}` is that slot.
"""

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from voice_os.understanding.templates import split

if TYPE_CHECKING:
    from hassil import Expression

T = TypeVar("T")

_SLOTS = """
when what person place item list_name device colour amount currency to topic word game detail
condition
"""
SLOTS = frozenset(_SLOTS.split())
"""The slots that are told apart in what people say."""

_KINDS = {
    **dict.fromkeys(("date", "clocktime", "weekday", "often", "soon", "part"), "when"),
    **dict.fromkeys(("city", "country", "placename"), "place"),
}
"""Rules that are a slot by their kind."""

Said: TypeAlias = tuple[tuple[str, str], ...]
"""Words, each with the slot it is in: "" where it is in none."""

_NAMES = """
person city country artist song station podcast book author game celebrity brand stock food surname
first topic word item program
"""
NAMES = frozenset(_NAMES.split())
"""Rules that cannot list all there is."""

STRANGE = 0.35
"""How often a name is made of any words, where there are some."""

FEWEST, MOST = 6, 36
"""Sentences of one template."""

_FILLERS = "fillers.txt"


@cache
def paragraphs() -> dict[str, tuple[str, ...]]:
    """Every name of the files but the fillers', and its lines."""
    folder = resources.files("voice_os.understanding").joinpath("examples")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".txt"))
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        if name != _FILLERS:
            found |= _parts(folder.joinpath(name).read_text("utf-8"))
    return found


@cache
def fillers() -> dict[str, tuple[str, ...]]:
    """The rules that templates name, and the lines of each."""
    folder = resources.files("voice_os.understanding").joinpath("examples")
    return _parts(folder.joinpath(_FILLERS).read_text("utf-8"))


def _parts(text: str) -> dict[str, tuple[str, ...]]:
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            lines.append(line.strip())
        elif line:
            lines = parts.setdefault(line, [])
    return {name: tuple(lines) for name, lines in parts.items()}


class Drawing:
    """Draws from the examples so that every choice in them comes up equally often."""

    def __init__(self, chance: random.Random, strange: Sequence[str] = ()) -> None:
        """`strange`: words that a name is made of now and then, for there are more than we list."""
        self._often_strange = STRANGE if strange else 0.0
        self._strange = spread(strange, chance)
        self._chance = chance
        self._lines = {
            name: spread(self._parsed(lines, alternatives=True), chance)
            for name, lines in fillers().items()
        }
        self._choices: dict[int, Iterator[Expression]] = {}
        self._kept: list[Expression] = []  # so that no two have one id

    def draw(self, template: str) -> list[Said]:
        """Sentences of a template: more of one that leaves more to choose."""
        (expression,) = self._parsed([template])
        self._kept.append(expression)
        count = min(max(_choices(expression), FEWEST), MOST)
        return [_dated(tuple(_words(self._draw(expression)))) for _ in range(count)]

    def _parsed(self, lines: Sequence[str], *, alternatives: bool = False) -> "list[Expression]":
        from hassil import parse_sentence

        texts = [
            text
            for line in lines
            for text in (filter(None, split(line, "|")) if alternatives else [line])
        ]
        return [parse_sentence(text).expression for text in texts]

    def _draw(self, expression: "Expression", slot: str = "") -> Iterator[tuple[str, str]]:
        """Pieces of text, each with its slot."""
        from hassil import Alternative, Group, ListReference, Permutation, TextChunk

        match expression:
            case TextChunk():
                yield expression.original_text, slot
            case ListReference():
                name = _KINDS.get(expression.slot_name, expression.slot_name)
                own = name if name in SLOTS else ""
                if expression.list_name in NAMES and self._chance.random() < self._often_strange:
                    words = list(islice(self._strange, self._chance.choice((1, 1, 2, 3))))
                    yield " ".join(words), slot or own
                    return
                yield from self._draw(next(self._lines[expression.list_name]), slot or own)
            case Alternative():
                if id(expression) not in self._choices:
                    self._choices[id(expression)] = spread(expression.items, self._chance)
                yield from self._draw(next(self._choices[id(expression)]), slot)
            case Permutation():
                for item in self._chance.sample(expression.items, len(expression.items)):
                    yield from self._draw(item, slot)
            case Group():
                for item in expression.items:
                    yield from self._draw(item, slot)


def _words(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Whole words of pieces that may break within one; a word has the slot of its beginning."""
    word, slot = "", ""
    for text, own in pieces:
        for sign in text:
            if sign == " ":
                if word:
                    yield word, slot
                word = ""
            else:
                slot = slot if word else own
                word += sign
    if word:
        yield word, slot


_DAYS = re.compile(
    r"(?:today|tonight|tomorrow|yesterday|(?:this|next|last) (?:week|weekend|month|year|morning"
    r"|afternoon|evening|night))(?:'s)?"
)


def _dated(said: Said) -> Said:
    """A day that a template names itself is a time like any other."""
    words = [word for word, _ in said]
    slots = [slot for _, slot in said]
    for at in range(len(words)):
        for end in (at + 1, at + 2):
            if _DAYS.fullmatch(" ".join(words[at:end])) and not any(slots[at:end]):
                slots[at:end] = ["when"] * len(words[at:end])
    return tuple(zip(words, slots, strict=True))


def spread(items: Sequence[T], chance: random.Random) -> Iterator[T]:
    """All items in a random order, again and again; nothing where there are none."""
    while items:
        yield from chance.sample(items, len(items))


def _choices(expression: "Expression") -> int:
    """How many alternatives a template has, in all its brackets together."""
    from hassil import Alternative, Group

    match expression:
        case Alternative():
            return len(expression.items) + sum(map(_choices, expression.items))
        case Group():
            return sum(map(_choices, expression.items))
    return 0


def drawn(strange: Sequence[str] = (), seed: int = 0) -> dict[str, list[Said]]:
    """Sentences of every template, by name. The same examples give the same sentences."""
    drawing = Drawing(random.Random(seed), strange)  # noqa: S311 - a spread, not a secret
    return {
        name: [said for template in lines for said in drawing.draw(template)]
        for name, lines in paragraphs().items()
    }
