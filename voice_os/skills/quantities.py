"""Numbers and durations: how people say them, and how she says them.

Reading takes digits and words alike ("5", "twenty-five", "two and a half"). English so far.
"""

import math
import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from text_to_num import alpha2digit

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

_SAID = {"a": "1", "an": "1", "half": "0.5", "half a": "0.5", "half an": "0.5"}
_SAID |= {"a quarter of an": "0.25", "quarter of an": "0.25", "three quarters of an": "0.75"}
_SAID |= {"a couple": "2", "a couple of": "2", "couple of": "2"}
_FRACTIONS = {"half": "0.5", "a half": "0.5", "a quarter": "0.25", "three quarters": "0.75"}

_UNITS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_SHORT = {"hr": "hour", "min": "minute", "sec": "second"}
_PART = re.compile(
    r"(?:and )?(?P<count>\S.*?) ?(?P<unit>day|hour|hr|minute|min|second|sec)s?\b"
    r"(?: and (?P<fraction>a half|a quarter|three quarters))? ?"
)


def number(words: str) -> Decimal:
    """Read a number: "5", "2.5", "a hundred and five", "three and a half".

    Raises ValueError where `words` are not one number and nothing else.
    """
    if words in _SAID:
        return Decimal(_SAID[words])
    whole, _, fraction = words.rpartition(" and ")
    if whole and fraction in _FRACTIONS:
        return number(whole) + Decimal(_FRACTIONS[fraction])
    words = re.sub(r"^an? ", "one ", words)
    words = re.sub(r"^(oh )?point ", "zero point ", words)
    digits = alpha2digit(words, "en", threshold=0)
    if not re.fullmatch(r"\d{1,30}(\.\d{1,30})?|\.\d{1,30}", digits):
        raise ValueError(f"not a number: {words!r}")
    return Decimal(digits)


def whole_number(words: str) -> int:
    """Read a whole number. Raises ValueError where it is none."""
    value = number(words)
    if value != int(value):
        raise ValueError(f"not a whole number: {words!r}")
    return int(value)


def duration(words: str) -> timedelta:
    """Read a duration: "five minutes", "an hour and a half", "1 hour 20 minutes", "thirty second".

    What is longer than a `timedelta` can be is cut to the longest. Raises ValueError where
    `words` are not one duration and nothing else.
    """
    seconds = Decimal(0)
    position = 0
    while position < len(words):
        part = _PART.match(words, position)
        if part is None:
            raise ValueError(f"not a duration: {words!r}")
        unit = _UNITS[_SHORT.get(part["unit"], part["unit"])]
        count = number(part["count"]) + Decimal(_FRACTIONS.get(part["fraction"], 0))
        seconds += count * unit
        position = part.end()
    try:
        return timedelta(seconds=float(seconds))
    except OverflowError:
        return timedelta.max


def say_number(value: int) -> str:
    """A whole number in words: "forty-seven"."""
    return _engine().format_number(value, ruleset_names=["spellout-cardinal-verbose"]).text


def say_ordinal(value: int) -> str:
    """A place in an order, in words: "twenty-third"."""
    return _engine().format_number(value, ruleset_names=["spellout-ordinal"]).text


def say_year(value: int) -> str:
    """A year in words: "twenty twenty-six"."""
    return _engine().format_number(value, ruleset_names=["spellout-numbering-year"]).text


def say_duration(length: timedelta) -> str:
    """A duration in words, as exact as an ear needs: "one hour and five minutes"."""
    return say_list([f"{say_number(n)} {unit}{'s' * (n != 1)}" for n, unit in _parts(length)])


def say_duration_before_noun(length: timedelta) -> str:
    """A duration as it stands before what it describes: "five minute" timer."""
    return " ".join(f"{say_number(n)} {unit}" for n, unit in _parts(length))


def say_list(items: Sequence[str], conjunction: str = "and") -> str:
    """A list in words: "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def _parts(length: timedelta) -> list[tuple[int, str]]:
    """The greatest unit of a duration and the one below it, rounded up to whole seconds."""
    rest = math.ceil(length.total_seconds())
    parts = []
    for unit, seconds in _UNITS.items():
        count, rest = divmod(rest, seconds)
        parts.append((count, unit))
    first = next((i for i, (count, _) in enumerate(parts) if count), len(parts) - 1)
    return [(n, unit) for n, unit in parts[first : first + 2] if n] or [(0, "second")]


@cache
def _engine() -> "RbnfEngine":
    # Imported here because it takes 25 ms, which no start needs.
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language("en")
