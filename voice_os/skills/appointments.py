"""Appointments: which one is meant, when it is to be, and how one speaks of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office import events
from voice_os.office.calendars import Calendars, Placed
from voice_os.office.events import HOUR, Event
from voice_os.skills import Ambiguous, Choice, Wish
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_day, say_hour, say_moment
from voice_os.understanding.names import closest
from voice_os.understanding.times import When

AHEAD = timedelta(days=366)
"""How far ahead is looked for an event by its name."""

_HALF_A_DAY = timedelta(hours=12)

MOST = 6
"""How many events are told at once. More would not be remembered."""


async def meant(
    calendars: Calendars, network: Network, now: datetime, what: str | None, when: When | None
) -> list[Placed]:
    """The events that are meant: of a series, the next one alone, unless a time is named."""
    start, end = span_of(when, now) if when else (now, now + AHEAD)
    found = await named(calendars, network, start, end, what)
    if when is None:
        found = list({one.event.uid: one for one in reversed(found)}.values())[::-1]
    return found


async def named(
    calendars: Calendars, network: Network, start: datetime, end: datetime, what: str | None
) -> list[Placed]:
    """The events of this name, the next first."""
    found = await calendars.between(network, start, end)
    if not what:
        return found
    title = closest(what, [one.event.title for one in found])
    return [one for one in found if one.event.title == title]


def only_one(
    found: Sequence[Placed], now: datetime, wish: Callable[[int], Wish], place: int | None
) -> Placed:
    """The only one, or that at a `place` in the list.

    Raises `Problem` where there is none, and `Ambiguous` with a `wish` for each where there are
    several.
    """
    if not found:
        raise Problem("I find no such appointment in your calendar.")
    if place is not None and place < len(found):
        return found[place]
    if len(found) > 1:
        names = [described(one.event, now) for one in found[:MOST]]
        choices = [Choice(name, wish(place)) for place, name in enumerate(names)]
        raise Ambiguous(f"Which one: {say_list(names, 'or')}?", choices)
    return found[0]


def span_of(when: When, now: datetime) -> tuple[datetime, datetime]:
    """From when to when a time is. Raises `Problem` where there is no such day."""
    try:
        return when.span(now)
    except ValueError:
        raise Problem("There is no such day.") from None


def rest_of_today(now: datetime) -> tuple[datetime, datetime]:
    """The rest of today."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time())
    return now, events.in_zone_of(midnight, now)


def times_of(when: When, now: datetime) -> tuple[datetime, datetime, bool]:
    """Start and end of what is to be at a time, and whether it is whole days: an hour, if not."""
    if when.has_time or when.part or when.rule:
        try:
            start = when.first(now)
        except ValueError:
            raise Problem("There is no such time.") from None
        return start, start + HOUR, False
    start, end = span_of(when, now)
    return start, end, True


def moved_to(event: Event, new: When, now: datetime) -> datetime:
    """When an event is to be: what was not said stays as it was."""
    if not new.has_date and (new.has_time or new.part):
        # "to six" means six on its own day
        midnight = datetime.combine(event.start.date(), time())
        base = events.in_zone_of(midnight, now)
        start = new.first(base) if base > now else new.first(now)
        if new.half or new.part:
            return start
        other = start + _HALF_A_DAY if start.hour < 12 else start - _HALF_A_DAY
        return min(start, other, key=lambda at: abs(at - event.start))
    start, _, all_day = times_of(new, now)
    if all_day and not event.all_day:
        return events.in_zone_of(datetime.combine(start.date(), event.start.time()), now)
    return start


def clash(event: Event, others: Sequence[Placed], now: datetime) -> str:
    """That it overlaps with others, if it does."""
    overlapping = events.conflicts(event, [one.event for one in others])
    if not overlapping:
        return ""
    told = [f"{one.title} {say_moment(one.start, now)}" for one in overlapping[:2]]
    return f" That overlaps with {say_list(told)}."


def described(event: Event, now: datetime, *, with_day: bool = True) -> str:
    """An event with its time: "Lunch with Anna tomorrow at noon"."""
    place = f", {event.place}" if event.place else ""
    if event.all_day:
        time = say_day(event.start.date(), now) if with_day else "all day"
    else:
        day = f"{say_day(event.start.date(), now)} " if with_day else ""
        time = f"{day}at {say_hour(event.start.time())}"
    return f"{event.title} {time}{place}"


def say_span(when: When | None, now: datetime) -> str:
    """The time that was asked about, as she says it."""
    if when is None:
        return "today"
    if when.has_time or (when.day and when.day.unit):
        return when.words
    start, _ = span_of(when, now)
    day = say_day(start.date(), now)
    if when.part is None:
        return day
    return f"{'this' if day == 'today' else day} {when.part}"
