"""What lies on the desk: lists and notes."""

import re
from dataclasses import dataclass
from datetime import datetime

SHOPPING = "shopping"
"""The list that is meant where none is named."""

_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|;|\bplus\b)\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:mac|fish|salt|half|bread) and (?:cheese|chips|pepper|half|butter)\b")


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list, by its name in lower case: "shopping". It may be empty."""

    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a list."""

    list: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was noted, at an aware time."""

    text: str
    at: datetime


def items(words: str) -> list[str]:
    """The things that somebody names in one breath: "milk, eggs and some bread".

    A few that belong together stay so: "salt and pepper".
    """
    kept = _TOGETHER.sub(lambda pair: pair[0].replace(" and ", " & "), words)
    named = [part.strip().replace(" & ", " and ") for part in _BETWEEN.split(kept)]
    return [
        re.sub(r"^(?:some|a|an|the) (?=\w)", "", one, flags=re.IGNORECASE) for one in named if one
    ]
