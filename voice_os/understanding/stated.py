"""A time as it was said: what its words name, and no more. English so far."""

from dataclasses import dataclass, field
from datetime import timedelta

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
class Stated:
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

    @property
    def has_time(self) -> bool:
        """Whether a time of day follows from it, such as "at five", "at noon", "in an hour"."""
        minutes = self.offset is not None and self.offset % timedelta(days=1) != timedelta(0)
        return self.minute is not None or minutes

    @property
    def has_date(self) -> bool:
        """Whether a day follows from it."""
        return self.day is not None or self.offset is not None or bool(self.months)
