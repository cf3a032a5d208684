"""The small grammars of this room: phrases as regular expressions, which may name other phrases."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

Phrases = Mapping[str, re.Pattern[str]]
"""Patterns by the name of what they stand for."""

_NAMED = re.compile(r"<(\w+)>")


@cache
def grammar(file: str) -> Mapping[str, Any]:
    """A grammar as it is written."""
    found: dict[str, Any] = tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))
    return found


@cache
def phrases(file: str, section: str) -> Phrases:
    """A section of a grammar: for each name, any of its phrases, as whole words.

    Compiling a large one takes a fifth of a second, once.
    """
    written = grammar(file)
    parts = written.get("parts", {})
    return {
        name: re.compile(rf"\b(?:{_full(_any_of(some), parts)})(?!\w)")
        for name, some in written[section].items()
    }


def _any_of(phrases: str | Sequence[str]) -> str:
    return phrases if isinstance(phrases, str) else "|".join(phrases)


def _full(pattern: str, parts: Mapping[str, str | Sequence[str]]) -> str:
    """The pattern with what it names in place."""

    def part(name: re.Match[str]) -> str:
        return f"(?:{_full(_any_of(parts[name[1]]), parts)})"

    return _NAMED.sub(part, pattern)
