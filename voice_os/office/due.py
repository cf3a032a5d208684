"""What falls due: timers, alarms and reminders, and when each of them does. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from voice_os.errors import Problem
from voice_os.office.timepiece import Timepiece

LONGEST = timedelta(days=7)
"""How long a timer may run."""

AWAY = timedelta(minutes=10)
"""Who says nothing for so long may have gone away; when they speak again, they are back."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer, due when `elapsed` shows `due` in the run named `run`.

    `wall` is when that was to be by the wall's clock, for after a restart of the machine.
    """

    length: timedelta
    run: str
    due: float
    wall: float
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm at a local time (naive), and again by a rule of RFC 5545 ("FREQ=DAILY"), if any."""

    at: datetime
    name: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be told at a local time, by a rule as an alarm; or on the person's return.

    `made` is when it was asked for, in seconds since 1970.
    """

    what: str
    at: datetime | None
    rule: str | None = None
    made: float = 0.0


Errand: TypeAlias = Timer | Alarm | Reminder
"""What falls due."""

KINDS: tuple[type[Timer], type[Alarm], type[Reminder]] = (Timer, Alarm, Reminder)
"""All kinds of errands."""


def timer(length: timedelta, name: str | None, clocks: Timepiece) -> Timer:
    """A timer that begins now. Raises `Problem` where it is too short or too long to be one."""
    if not timedelta(0) < length <= LONGEST:
        raise Problem("A timer can run from a second up to a week.")
    seconds = length.total_seconds()
    return Timer(length, clocks.run, clocks.elapsed() + seconds, clocks.wall() + seconds, name)


def left(errand: Errand, clocks: Timepiece) -> float | None:
    """Seconds until an errand is due, below zero where it is overdue; None: by no clock."""
    match errand:
        case Timer(run=run) if run == clocks.run:
            return errand.due - clocks.elapsed()
        case Timer():
            return errand.wall - clocks.wall()
        case Alarm() | Reminder():
            return None if errand.at is None else clocks.instant(errand.at) - clocks.wall()


def anchored(timer: Timer, clocks: Timepiece) -> Timer:
    """A timer that holds on to both clocks as they are: one of them was set, or began anew."""
    rest = left(timer, clocks) or 0.0
    return replace(timer, run=clocks.run, due=clocks.elapsed() + rest, wall=clocks.wall() + rest)


def drifted(timer: Timer, clocks: Timepiece) -> bool:
    """Whether a timer has lost its hold on one of the clocks by more than a second."""
    rest = left(timer, clocks) or 0.0
    return timer.run != clocks.run or abs(timer.wall - clocks.wall() - rest) > 1.0


def after(errand: Errand, clocks: Timepiece) -> Errand | None:
    """What is left of an errand once it was told: the next one still to come, if it recurs."""
    if isinstance(errand, Timer) or errand.rule is None or errand.at is None:
        return None
    now = clocks.wall()
    later = (at for at in _times(errand) if at > errand.at and clocks.instant(at) > now)
    following = next(later, None)
    return None if following is None else replace(errand, at=following)


def is_back(reminder: Reminder, spoken: float | None, now: float) -> bool:
    """Whether who speaks at `now` has been away since they asked for a reminder.

    `spoken` is when they last spoke (None: not since she was started), both since 1970.
    """
    return now - max(reminder.made, spoken or 0.0) >= AWAY.total_seconds()


def _times(errand: Alarm | Reminder) -> Iterator[datetime]:
    """The local times of a rule, from the first one on."""
    from dateutil.rrule import rrulestr

    yield from rrulestr(errand.rule or "", dtstart=errand.at)
