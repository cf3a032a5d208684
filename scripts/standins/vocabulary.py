"""Byte-level BPE vocabularies, made from a list of words.

Text is first turned into GPT-2's printable alphabet (one character for each byte). A token is
reachable from text only if a chain of merges builds it, so every word brings its prefixes along:
" hello" comes with " h", " he", " hel" and " hell".
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

_COMMON = """
the of and to in a is that for it as was with be by on not he i this are or his from at which but
have an had they you were their one all we can her has there been if more when will would who so no
out up into do any your what some could them than its then two these may first new now like such
only other time very just over also after most made before must through where much way well should
each how our come make get see know back work long day good want because look here think say said go
went going take please tell me my about turn off light lights lamp kitchen bedroom living room
office set timer minutes minute hour hours seconds second ten five twenty thirty remind reminder
weather today tomorrow tonight morning evening play music song stop pause next volume louder quieter
open close door window temperature degrees heating warm cold hot hello hi hey thanks thank yes okay
sure assistant user system help question answer call send message note list shopping add remove buy
milk bread eggs coffee water food dinner lunch breakfast news joke story read alarm wake clock short
clear speak voice reply sentence sentences plain text tool tools use never always under words word
date weekday year month week monday tuesday wednesday thursday friday saturday sunday name names
number numbers home house garden garage fan switch change anything else again every fixed test model
tiny
"""
COMMON = tuple(_COMMON.split())
"""Words enough that ordinary English costs one to one and a half tokens a word."""

_CONTRACTIONS = ("'s", "'t", "'m", "'re", "'ll", "'ve", "'d")


def _printable_bytes() -> dict[int, str]:
    """GPT-2's reversible table: printable bytes stand for themselves, the rest follow from 256."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(0x100) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {b: chr(0x100 + i) for i, b in enumerate(rest)}


_BYTES = _printable_bytes()


def pieces(text: str) -> list[str]:
    """Cut text as the pre-tokenizers of GPT-2 and Qwen2 do: " word", "word", punctuation."""
    return re.findall(r" ?[A-Za-z]+|'[a-z]+| ?[0-9]|\n+|[^\sA-Za-z0-9]+", text)


class Vocabulary:
    """Tokens in the printable alphabet, their merges by rank, and the special ones.

    BPE applies the merge of lowest rank first. Merges of words that begin with a space come first
    (a piece has at most one space, so they cannot collide), then those of `bare`, which are the
    pieces that a text begins with, then the rest. Any other order splits " this" into " th" + "is".
    """

    def __init__(self, words: Iterable[str], bare: Iterable[str] = ()) -> None:
        words = list(words)
        self.tokens = sorted(_BYTES.values())
        self.merges: list[tuple[str, str]] = []
        self.specials: list[str] = []
        self._ids = {token: i for i, token in enumerate(self.tokens)}
        for word in words:
            self._add_word(f" {word}")
            self._add_word(f" {word.capitalize()}")
        for piece in (*bare, *_CONTRACTIONS):
            self._add_word(piece)
        for word in words:
            self._add_word(word)
            self._add_word(word.capitalize())

    def __len__(self) -> int:
        return len(self.tokens)

    def id(self, text: str) -> int:
        """The id of a token of ordinary text. Raises KeyError where it is none."""
        return self._ids[_printable(text)]

    def special_id(self, token: str) -> int:
        """The id of a special token."""
        return self._ids[token]

    def add_unreachable(self, text: str) -> None:
        """Add a token that a model can say but that text is never cut into."""
        self._add(_printable(text))

    def add_special(self, token: str) -> int:
        """Add a control token, which stands outside the printable alphabet; return its id."""
        self.specials.append(token)
        return self._add(token)

    def fill(self, size: int) -> None:
        """Grow to `size` with pairs and triples of bytes that English never has."""
        high = [_BYTES[byte] for byte in range(0x80, 0x100)]
        pairs: Iterator[tuple[str, str]] = product(high, high)
        triples = ((a + b, c) for a, b, c in product(high, high, high))
        for candidates in (pairs, triples):
            for left, right in candidates:
                if len(self) >= size:
                    return
                self._add_merge(left, right)

    def _add_word(self, text: str) -> None:
        word = _printable(text)
        for end in range(2, len(word) + 1):
            self._add_merge(word[: end - 1], word[end - 1])

    def _add_merge(self, left: str, right: str) -> None:
        if left + right not in self._ids:
            self.merges.append((left, right))
            self._add(left + right)

    def _add(self, token: str) -> int:
        if token not in self._ids:
            self._ids[token] = len(self.tokens)
            self.tokens.append(token)
        return self._ids[token]


def _printable(text: str) -> str:
    return "".join(_BYTES[byte] for byte in text.encode())
