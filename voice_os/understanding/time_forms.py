"""The forms in which people say times, each with how it is read. English so far."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import reduce

from text_to_num import alpha2digit

from voice_os.understanding.stated import MONTHS, WEEKDAYS, Day, Stated

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Weekdays in a recurrence rule."""

FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
    "halloween": (10, 31),
    "saint patrick's day": (3, 17),
    "st patrick's day": (3, 17),
}
"""Feasts that are on the same date each year, and their month and day."""


def read(words: str) -> Stated:
    """Read a time. Raises ValueError where the words, as a whole, name none."""
    said = _in_digits(words)
    parts: list[Stated] = []
    position = 0
    while position < len(said):
        for form, meaning in _FORMS:
            if found := form.match(said, position):
                parts.append(meaning(found.groupdict()))
                break
        else:
            if not (found := _FILLER.match(said, position)):
                raise ValueError(f"not a time: {words!r}")
        position = found.end() + 1
    if not parts:
        raise ValueError(f"not a time: {words!r}")
    return reduce(_joined, parts)


Found = Mapping[str, str | None]
"""The groups of a form."""


def _in_digits(words: str) -> str:
    """Number words as digits; what a number word may hide is kept from that."""
    plain = re.sub(r"[,:.]", " ", words.lower())
    kept = re.sub(r"\b(an?|one) second\b(?! of)", r"\1 sec", plain)  # else read as an ordinal
    kept = re.sub(r"\b(\d+)(am|pm)\b", r"\1 \2", kept)
    kept = re.sub(r"\b(a|p) m\b", r"\1m", kept)
    kept = re.sub(r"\b(?:half an|a half) hour", "30 minutes", kept)
    kept = re.sub(r"\b(an?|one) hour and a half", "90 minutes", kept)
    kept = re.sub(r"\b(?:a )?quarter of an hour", "15 minutes", kept)
    kept = re.sub(r"\bcouple(?: of)?\b", "two", kept)
    digits = alpha2digit(kept, "en", threshold=0)
    digits = re.sub(r"(?<!at )\b(20|19) (\d\d)\b(?! ?(?:am|pm))", r"\1\2", digits)  # a year
    return " ".join(digits.split())


def _joined(first: Stated, second: Stated) -> Stated:
    """Both parts of one time. Raises ValueError where they say the same thing twice."""
    changes: dict[str, object] = {}
    for name in ("minute", "half", "part", "offset", "rule"):
        if (value := getattr(second, name)) is not None:
            if getattr(first, name) is not None:
                raise ValueError("two times at once")
            changes[name] = value
    if second.months:
        changes["months"] = first.months + second.months
    if second.day is not None:
        changes["day"] = _both(first.day, second.day) if first.day else second.day
    return replace(first, **changes)  # type: ignore[arg-type]


def _both(first: Day, second: Day) -> Day:
    """A day said in two parts: "Tuesday the third", "next week on Friday"."""
    changes: dict[str, int | str] = {}
    for name in Day.__slots__:
        if (value := getattr(second, name)) is not None:
            if getattr(first, name) not in (None, value):
                raise ValueError("two days at once")
            changes[name] = value
    return replace(first, **changes)  # type: ignore[arg-type]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DAY_NAMES = {name: i for i, name in enumerate(WEEKDAYS)}
_DAY_NAMES |= {name[:3]: i for i, name in enumerate(WEEKDAYS)} | {"tues": 1, "thurs": 3}
_MONTH_NAMES = {name: i + 1 for i, name in enumerate(MONTHS)}
_MONTH_NAMES |= {name[:3]: i + 1 for i, name in enumerate(MONTHS) if name != "march"} | {"sept": 9}

_WEEKDAY = rf"(?P<weekday>{_any_of(_DAY_NAMES)})"
_MONTH = rf"(?P<month>{_any_of(_MONTH_NAMES)})"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_WHICH = {"this": 0, "this coming": 0, "coming": 0, "the coming": 0, "next": 1, "the next": 1}
_WHICH |= {"the following": 1, "last": -1, "the last": -1, "this past": -1, "past": -1}
_WHICH_WORDS = rf"(?P<which>{_any_of(_WHICH)})"
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)"
_YEAR = r"(?: (?:of )?(?P<year>(?:19|20)\d\d))?"
_HOUR = r"(?P<hour>\d{1,2})"
_HALF = r"(?: ?(?P<half>am|pm))"
_UNITS = {"sec": 1, "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400}
_UNITS |= {"week": 7 * 86400}
_UNIT = rf"(?P<unit>{_any_of(_UNITS)}|month|year)s?"
_LENGTH = (
    rf"(?P<count>an?|\d{{1,4}}) {_UNIT}"
    rf"(?:(?: and)? (?P<more>(?:an?|\d{{1,4}}) (?:{_any_of(_UNITS)})s?))?"
)
_EVERY = r"(?:every|each)"
_FREQUENCIES = {"sec": "SECONDLY", "second": "SECONDLY", "min": "MINUTELY", "minute": "MINUTELY"}
_FREQUENCIES |= {"hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}
_FREQUENCIES |= {"year": "YEARLY"}
_ADVERBS = {"hourly": "HOURLY", "daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY"}
_ADVERBS |= {"yearly": "YEARLY", "annually": "YEARLY", "fortnightly": "WEEKLY;INTERVAL=2"}

_FILLER = re.compile(
    r"(?:at|on|in|by|for|from|the|of|and|around|about|till|until|starting|exactly|sharp|o'clock"
    r"|due|during|over|early|late|later)(?= |$)"
)


def _interval(said: Found) -> str:
    """The part of a rule that "every second" asks for."""
    if said.get("other"):
        return ";INTERVAL=2"
    count = re.sub(r"\D", "", said.get("every") or "1")
    return f";INTERVAL={count}" if int(count) > 1 else ""


def _every_weekday(said: Found) -> Stated:
    named = re.findall(rf"\b(?:{_any_of(_DAY_NAMES)})", said["days"] or "")
    days = ",".join(dict.fromkeys(BYDAY[_DAY_NAMES[name]] for name in named))
    return Stated("", part=said.get("part"), rule=f"FREQ=WEEKLY{_interval(said)};BYDAY={days}")


def _every_unit(said: Found) -> Stated:
    return Stated("", rule=f"FREQ={_FREQUENCIES[said['unit'] or '']}{_interval(said)}")


def _offset(said: Found) -> Stated:
    count = 1 if said["count"] in ("a", "an") else int(said["count"] or 1)
    if said["unit"] in ("month", "year"):
        return Stated("", months=count * (12 if said["unit"] == "year" else 1))
    seconds = count * _UNITS[said["unit"] or ""]
    for more, unit in re.findall(rf"(an?|\d+) ({_any_of(_UNITS)})", said["more"] or ""):
        seconds += (1 if more in ("a", "an") else int(more)) * _UNITS[unit]
    return Stated("", offset=timedelta(seconds=seconds))


def _time(said: Found) -> Stated:
    """A time of day. Raises ValueError where there is none such."""
    hour, minute = int(said["hour"] or 0), int(said.get("minute") or 0)
    if hour > 24 or minute > 59:
        raise ValueError(f"no time of day: {hour}:{minute}")
    total = hour * 60 + minute
    match said.get("to"):
        case "past" | "after":
            total = hour * 60 + _minutes(said["gone"])
        case "to" | "before" | "till" | "of":
            total = hour * 60 - _minutes(said["gone"])
    half = said.get("half")
    if half and hour > 12:
        half = None
    return Stated("", minute=total % 1440, half=half)


def _minutes(words: str | None) -> int:
    named = {"half": 30, "quarter": 15, "a quarter": 15}
    return named.get(words or "", 0) or int(re.sub(r"\D", "", words or "") or 0)


def _date(said: Found) -> Stated:
    month = said.get("month")
    number, year = said.get("number"), said.get("year")
    return Stated(
        "",
        Day(
            number=int(number) if number else None,
            month=_MONTH_NAMES[month] if month else None,
            year=int(year) if year else None,
        ),
    )


def _weekday(said: Found) -> Stated:
    step = _WHICH[said["which"] or ""] if said.get("which") else None
    return Stated(
        "", Day(weekday=_DAY_NAMES[said["weekday"] or ""], step=step), part=said.get("part")
    )


def _named_day(said: Found) -> Stated:
    words = said["word"] or ""
    days = {"yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
    days |= {"day before yesterday": -2}
    if words in days:
        return Stated("", Day(days=days[words]), part=said.get("part"))
    return Stated("", Day(days=-1 if words == "last night" else 0), part="night")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[Found], Stated]], ...] = tuple(
    (re.compile(rf"(?:{form})(?= |$)"), read)
    for form, read in (
        # what comes again
        (
            rf"(?:{_EVERY} )(?:(?P<other>other) |(?P<every>\d+(?:st|nd|rd|th)?) )?"
            rf"(?P<days>(?:{_any_of(_DAY_NAMES)})(?:s?(?: and|,)? (?:{_any_of(_DAY_NAMES)}))*)s?"
            rf"(?: {_PART})?",
            _every_weekday,
        ),
        (rf"(?P<days>(?:{_any_of(WEEKDAYS)})s(?: and (?:{_any_of(WEEKDAYS)})s)*)", _every_weekday),
        (
            rf"{_EVERY} (?:week ?day|work ?day|working day)s?|week ?days",
            lambda _: Stated("", rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ),
        (rf"{_EVERY} week ?end|week ?ends", lambda _: Stated("", rule="FREQ=WEEKLY;BYDAY=SA,SU")),
        (
            rf"{_EVERY} {_PART}",
            lambda said: Stated("", part=said["part"], rule="FREQ=DAILY"),
        ),
        (
            rf"{_EVERY} (?:(?P<other>other) |(?P<every>\d+)(?:st|nd|rd|th)? )?"
            rf"(?P<unit>{_any_of(_FREQUENCIES)})s?",
            _every_unit,
        ),
        (
            rf"(?P<word>{_any_of(_ADVERBS)})",
            lambda said: Stated("", rule=f"FREQ={_ADVERBS[said['word'] or '']}"),
        ),
        # so long from now
        (rf"(?:in|within|after) {_LENGTH}(?: from now| time)?", _offset),
        (rf"{_LENGTH} from now", _offset),
        # days
        (
            r"(?P<word>day after tomorrow|day before yesterday|yesterday|today|tomorrow)"
            rf"(?: {_PART})?",
            _named_day,
        ),
        (r"(?P<word>tonight|this night|last night)", _named_day),
        (rf"this {_PART}", lambda said: Stated("", Day(days=0), part=said["part"])),
        (rf"next {_PART}", lambda said: Stated("", Day(days=1), part=said["part"])),
        (
            rf"(?P<feast>{_any_of(FEASTS)})",
            lambda said: Stated(
                "", Day(month=FEASTS[said["feast"] or ""][0], number=FEASTS[said["feast"] or ""][1])
            ),
        ),
        (rf"{_NUMBER} (?:of )?{_MONTH}{_YEAR}", _date),
        (rf"{_MONTH} (?:the )?(?P<number>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}", _date),
        (rf"(?P<number>\d{{1,2}}) (?:of )?{_MONTH}{_YEAR}", _date),
        (rf"{_MONTH}{_YEAR}", _date),
        (rf"(?:{_WHICH_WORDS} )?{_WEEKDAY}(?: {_PART})?", _weekday),
        (
            rf"{_WHICH_WORDS} (?P<unit>week|weekend|month|year)",
            lambda said: Stated("", Day(unit=said["unit"], step=_WHICH[said["which"] or ""])),
        ),
        (r"(?:week ?end)", lambda _: Stated("", Day(unit="weekend", step=0))),
        (rf"{_NUMBER}", _date),
        (r"(?P<year>20\d\d)", _date),
        # times of day
        (
            r"(?P<gone>half|a quarter|quarter|\d{1,2})(?: minutes?)? (?P<to>past|after|to|till|of"
            rf"|before) {_HOUR}(?: o'clock)?{_HALF}?",
            _time,
        ),
        (rf"{_HOUR} (?:oh |o )?(?P<minute>\d{{1,2}}){_HALF}?", _time),
        (rf"{_HOUR}(?P<minute>\d\d)(?: hours)?{_HALF}?", _time),
        (rf"{_HOUR}(?: o'clock)?{_HALF}?", _time),
        (r"(?:mid ?day|noon|12 noon)", lambda _: Stated("", minute=720, half="pm")),
        (r"midnight", lambda _: Stated("", minute=0, half="am")),
        (
            rf"{_PART}|(?P<part_>lunch ?time|lunch)",
            lambda said: Stated("", part=said["part"] or "noon"),
        ),
    )
)
"""What a time is made of, in the order in which it is looked for."""
