"""Dates in a statement: "I moved to Oslo in June", "until 2019", "the interview is on Friday".

Time words of a question may be vague; a fact's date must be meant. So this reads a few kinds of
dates and leaves everything else ("next Friday": which?) alone. A month or a weekday without a year
is the last one, or the next one where the statement looks ahead. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4}
_COUNTS |= {"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
_COUNTS |= {"fifteen": 15, "twenty": 20, "thirty": 30}
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_any_of(ORDINALS)})"
_COUNT = rf"(?P<count>\d{{1,3}}|{_any_of(_COUNTS)})"
_UNIT = r"(?P<unit>day|week|month|year)s?"

_FORMS = (
    rf"(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?",
    rf"(?P<which>last |this |this past )?{_MONTH}(?:,? (?:of )?{_YEAR})?",
    rf"(?P<which>last |this |this coming |this past )?(?P<weekday>{_any_of(DAYS)})",
    r"(?P<which>last |this |next |the )?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?: (?:of )?{_YEAR})?",
    r"(?P<which>last |this |next )(?P<unit>week|month|year)",
    rf"{_COUNT} {_UNIT} (?P<ago>ago)",
    rf"in {_COUNT} {_UNIT}(?P<ahead>)(?: from now|' time)?",
    r"(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight"
    r"|this morning|this afternoon|this evening|last night)",
    _YEAR,
)
_WORDS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1}
_WORDS |= {"tomorrow": 1, "the day after tomorrow": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar in the zone it was spoken in; `end` is behind it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement parted from its dates. `on`: when it is or was; `since`, `until`: its ends."""

    words: str
    on: Period | None = None
    since: datetime | None = None
    until: datetime | None = None


def read(words: str, now: datetime, *, ahead: bool = False) -> Period | None:
    """The period that `words` name as a whole; None where they are no date that is sure.

    `ahead`: what could be past or future is the future.
    """
    words = words.strip().replace("’", "'")
    for form in _patterns().forms:
        if found := form.fullmatch(words):
            try:
                return _period(found.groupdict(), now, ahead=ahead)
            except (ValueError, OverflowError):
                return None
    return None


class _Patterns(NamedTuple):
    """What reads dates, compiled."""

    forms: tuple[re.Pattern[str], ...]
    range: re.Pattern[str]
    stretch: re.Pattern[str]
    one: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiling them takes some 30 ms, so not at import."""
    phrase = "|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in _FORMS)
    texts = (
        rf"\b(?:from|between) (?P<first>{phrase}) (?:to|until|till|and) (?P<last>{phrase})\b",
        rf"\bfor (?:about |over |almost )?{_COUNT} {_UNIT}(?: now)?\b",
        rf"(?:(?<=\s)|^)(?:(?P<relation>since|until|till|from|as of|back in|in|on|at|during)"
        rf" )?(?P<date>{phrase})(?=[\s,]|$)(?: on(?=,|$))?",
    )
    forms = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
    return _Patterns(forms, *(re.compile(text, re.IGNORECASE) for text in texts))


def part(statement: str, now: datetime, *, ahead: bool = False) -> Dated:
    """Part a statement from the dates in it. One with dates that do not go together has none."""
    if found := _patterns().range.search(statement):
        first, last = (read(found[name], now, ahead=ahead) for name in ("first", "last"))
        if first and last and first.start < last.start:
            return Dated(_without(statement, found), since=first.start, until=last.start)
    if found := _patterns().stretch.search(statement):
        start = _back(now, _count(found["count"]), found["unit"].lower())
        return Dated(_without(statement, found), since=_midnight(start))
    for found in _patterns().one.finditer(statement):
        relation = (found["relation"] or "").lower()
        when = read(found["date"], now, ahead=ahead)
        if when is None or (not relation and _NAMES_TOO.fullmatch(found["date"])):
            continue
        words = _without(statement, found)
        if relation in ("since", "from", "as of"):
            return Dated(words, since=when.start)
        if relation in ("until", "till"):
            return Dated(words, until=when.start)
        return Dated(words, on=when)
    return Dated(statement)


_NAMES_TOO = re.compile(rf"{_any_of((*MONTHS, *_SEASONS))}|\d{{4}}", re.IGNORECASE)
"""What is a date only behind "in" and the like: "my daughter May"."""


def _period(said: dict[str, str | None], now: datetime, *, ahead: bool) -> Period:
    """The period of a form's parts. Raises ValueError where there is no such day."""
    today = _midnight(now)
    which = (said.get("which") or "").strip().lower()
    if word := said.get("word"):
        return _days(today + timedelta(days=_WORDS.get(word.lower(), 0)))
    if said.get("ago") or "ahead" in said:
        count = _count(said["count"] or "") * (1 if said.get("ago") else -1)
        return _days(_back(today, count, (said["unit"] or "").lower()))
    if weekday := said.get("weekday"):
        distance = DAYS.index(weekday.capitalize()) - today.weekday()
        if ahead and which not in ("last", "this past"):
            return _days(today + timedelta(days=(distance - 1) % 7 + 1))
        if which in ("this", "this coming"):
            raise ValueError("not the last one")
        return _days(today - timedelta(days=(-distance - 1) % 7 + 1))
    if unit := said.get("unit"):
        return _unit(today, unit.lower(), {"last": -1, "this": 0, "next": 1}[which])
    digits = said.get("year")
    year = int(digits) if digits else None
    if name := said.get("month"):
        return _in_month(said.get("day"), name, year, today, ahead=ahead, last=which == "last")
    if season := said.get("season"):
        return _in_season(_SEASONS[season.lower()], which, year, today, ahead=ahead)
    assert year  # noqa: S101 - the only form that is left
    return Period(_first(today, year), _first(today, year + 1))


def _in_month(
    day: str | None, name: str, year: int | None, today: datetime, *, ahead: bool, last: bool
) -> Period:
    month = MONTHS.index(name.capitalize()) + 1
    number = _ordinal(day) if day else 1
    start = _first(today, year or today.year, month).replace(day=number)
    end = start + timedelta(days=1) if day else _months(start, 1)
    if year is None and ahead and end <= today:
        start = start.replace(year=today.year + 1)
    elif year is None and not ahead and (start > today or (last and end > today)):
        start = start.replace(year=today.year - 1)
    return Period(start, start + timedelta(days=1) if day else _months(start, 1))


def _in_season(month: int, which: str, year: int | None, today: datetime, *, ahead: bool) -> Period:
    start = _first(today, year or today.year, month)
    if year is None and ahead and _months(start, 3) <= today:
        start = start.replace(year=today.year + 1)
    elif year is None and not ahead and start > today:
        start = start.replace(year=today.year - 1)
    if which == "last" and start <= today < _months(start, 3):
        start = start.replace(year=start.year - 1)
    return Period(start, _months(start, 3))


def _unit(today: datetime, unit: str, step: int) -> Period:
    """Last, this or next week, month or year."""
    if unit == "week":
        start = today + timedelta(days=7 * step - today.weekday())
        return Period(start, start + timedelta(days=7))
    months = 12 if unit == "year" else 1
    start = _first(today, today.year, 1 if unit == "year" else today.month)
    start = _months(start, months * step)
    return Period(start, _months(start, months))


def _back(now: datetime, count: int, unit: str) -> datetime:
    """So many units before a time, as exactly as they are counted."""
    if unit in ("day", "week"):
        return now - timedelta(days=count * (7 if unit == "week" else 1))
    return _months(_first(now, now.year, now.month), -count * (12 if unit == "year" else 1))


def _months(start: datetime, count: int) -> datetime:
    """The first of a month, so many months on."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return start.replace(year=year, month=month + 1)


def _first(like: datetime, year: int, month: int = 1) -> datetime:
    return _midnight(like).replace(year=year, month=month, day=1)


def _midnight(time: datetime) -> datetime:
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


def _days(start: datetime) -> Period:
    return Period(start, start + timedelta(days=1))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS[words.lower()]


def _ordinal(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else ORDINALS.index(words.lower()) + 1


def _without(statement: str, found: re.Match[str]) -> str:
    rest = statement[: found.start()].rstrip(" ,") + " " + statement[found.end() :].lstrip(" ,")
    return rest.strip()
