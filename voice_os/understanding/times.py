"""Times as people say them: "tomorrow at five", "every second Tuesday", "in ten minutes".

Reading keeps what was said (`When`); only with the time at hand does it become a date
(`moments.py`). English so far.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

PARTS = {"morning": (5, 12), "noon": (12, 13), "afternoon": (12, 18), "evening": (17, 22)}
PARTS |= {"night": (18, 24), "day": (0, 24)}
"""The hours of each part of a day; the second is behind it."""


@dataclass(frozen=True, slots=True)
class Day:
    """Which day, or longer stretch, is meant; what is None was not said.

    `step` counts from the one that is now: 0 this, 1 next, -1 last; None where it was not said.
    """

    days: int | None = None
    """So many days from today."""
    weekday: int | None = None
    """Monday is 0."""
    number: int | None = None
    """Of the month."""
    month: int | None = None
    year: int | None = None
    unit: str | None = None
    """"week", "weekend", "month" or "year"."""
    step: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time as it was said. At least one of its parts is there."""

    words: str = field(compare=False)
    day: Day | None = None
    minute: int | None = None
    """Of the day, from midnight; of half a day where `half` and `part` are None and it is below
    13 hours."""
    half: str | None = None
    """"am" or "pm"."""
    part: str | None = None
    """A part of the day: a key of `PARTS`."""
    months: int = 0
    """So many months from now."""
    offset: timedelta | None = None
    """So long from now, besides `months`."""
    rule: str | None = None
    """How it comes again, as a recurrence rule of RFC 5545: "FREQ=WEEKLY;BYDAY=TU"."""

    @classmethod
    def parse(cls, words: str) -> "When":
        """Read a time. Raises ValueError where the words, as a whole, name none."""
        from voice_os.understanding.time_forms import read  # it compiles many patterns

        return replace(read(words), words=words)

    @classmethod
    def examples(cls) -> list[str]:
        """Times of all kinds."""
        hours = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
        return [
            *(f"at {hour}" for hour in hours),
            *(f"tomorrow at {hour}" for hour in hours),
            *(f"on {day}" for day in WEEKDAYS),
            *(f"next {day} at {hour}" for day, hour in zip(WEEKDAYS, hours, strict=False)),
            *(f"on the third of {month}" for month in MONTHS),
            *("today", "tonight", "this evening", "tomorrow morning", "in an hour", "at noon"),
            *("in ten minutes", "in half an hour", "at half past six", "at a quarter to eight"),
            *("at seven thirty in the morning", "at five p m", "every day at eight", "next week"),
            *("every second tuesday", "every weekday at nine", "on the first of every month"),
        ]

    @property
    def has_time(self) -> bool:
        """Whether a time of day follows from it, such as "at five", "at noon", "in an hour"."""
        minutes = self.offset is not None and self.offset % timedelta(days=1) != timedelta(0)
        return self.minute is not None or minutes

    @property
    def has_date(self) -> bool:
        """Whether a day follows from it."""
        return self.day is not None or self.offset is not None or bool(self.months)

    def first(self, now: datetime, *, early: bool = False) -> datetime:
        """The first such time after `now`, in its zone; see `moments.first`."""
        from voice_os.understanding import moments

        return moments.first(self, now, early=early)

    def after(self, now: datetime, *, early: bool = False) -> "Iterator[datetime]":
        """All such times after `now`: one, or without end where it comes again."""
        from voice_os.understanding import moments

        return moments.after(self, now, early=early)

    def span(self, now: datetime) -> tuple[datetime, datetime]:
        """The stretch that is meant, such as the whole of "tomorrow"; its end is behind it."""
        from voice_os.understanding import moments

        return moments.span(self, now)


@lru_cache(maxsize=512)
def is_time(words: str) -> bool:
    """Whether words, as a whole, name a time."""
    try:
        When.parse(words)
    except ValueError:
        return False
    return True


def holds_a_time(words: str) -> bool:
    """Whether words end in some that name a time, or hold two that do: "call Anna at five with"."""
    parts = words.split()
    ends = range(1, len(parts))
    inner = ((i, j) for i in ends for j in range(i + 2, len(parts)))
    return any(is_time(" ".join(parts[i:])) for i in ends) or any(
        is_time(" ".join(parts[i:j])) for i, j in inner
    )
