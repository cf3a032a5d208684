"""Times as people say them: "tomorrow at five", "every second Tuesday", "in ten minutes".

Reading keeps what was said (`stated.Stated`); only with the time at hand does it become a date
(`moments.py`). English so far.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from voice_os.understanding.stated import MONTHS, WEEKDAYS, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class When(Stated):
    """A time as it was said, which is a slot of sentences, and the dates that it means."""

    def __str__(self) -> str:
        """The time as it was said."""
        return self.words

    @classmethod
    def parse(cls, words: str) -> "When":
        """Read a time. Raises ValueError where the words, as a whole, name none."""
        from voice_os.understanding.time_forms import read  # it compiles many patterns

        found = read(words)
        return cls(words, *(getattr(found, one.name) for one in fields(found)[1:]))

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
