"""Events of a calendar: iCalendar text (RFC 5545) read, made and changed.

What recurs is unrolled by recurring-ical-events. Times keep the zones they were written in, and are
told in the person's; a day is a day, whatever the zone.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any

from voice_os.errors import Problem

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Component

HOUR = timedelta(hours=1)
"""How long an event is whose end nobody said."""

_LARGEST = 5_000_000  # characters


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence of an event, in the person's zone. `end` is behind it.

    `written` is its start as the calendar has it, by which an occurrence is known there.
    """

    uid: str
    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    place: str = ""
    recurs: bool = False
    written: datetime | date | None = None


def occurrences(calendar: "Calendar", start: datetime, end: datetime) -> list[Event]:
    """What is on from `start` up to `end` (both aware), in order.

    An event that cannot be read is left out, with all of its series.
    """
    import recurring_ical_events

    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    # One day more at either side: days have no zone, and the library takes them for those of UTC.
    again = _recurring(calendar)
    found = (_event(one, start, again) for one in query.between(start - _DAY, end + _DAY))
    on = [one for one in found if one.start < end and max(one.end, one.start + _INSTANT) > start]
    return sorted(on, key=lambda one: (one.start, one.title))


_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def parse(text: str) -> "Calendar":
    """Read a calendar. Raises `Problem` where the text is none, or too large."""
    from icalendar import Calendar

    if len(text) > _LARGEST:
        raise Problem("That calendar is too large for me to read.")
    try:
        found = Calendar.from_ical(text)
    except ValueError:
        raise Problem("That calendar cannot be read: it is no iCalendar file.") from None
    if not isinstance(found, Calendar):
        raise Problem("That calendar cannot be read: it is no iCalendar file.")
    return found


def empty() -> "Calendar":
    """A calendar with nothing in it."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Voice OS//EN")
    calendar.add("version", "2.0")
    return calendar


def made(
    title: str,
    start: datetime,
    end: datetime,
    *,
    all_day: bool = False,
    place: str = "",
    rule: str | None = None,
) -> "Component":
    """A new event. `start` and `end` are aware; an event of whole days has their midnights."""
    from icalendar import Event as Component
    from icalendar import vRecur

    event = Component()
    event.add("uid", f"{uuid.uuid4()}@voice-os")
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", title)
    _set_times(event, start, end, all_day=all_day)
    if place:
        event.add("location", place)
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    return event


def of_uid(calendar: "Calendar", uid: str) -> "Calendar":
    """The part of a calendar that is about one event: it, its exceptions, and all zones."""
    part = empty()
    for component in calendar.subcomponents:
        if component.name == "VTIMEZONE" or str(component.get("uid", "")) == uid:
            part.add_component(component)
    return part


def without(calendar: "Calendar", uid: str) -> "Calendar":
    """A calendar less one event, with all that else stands in it."""
    rest = parse(calendar.to_ical().decode())
    rest.subcomponents = [one for one in rest.subcomponents if str(one.get("uid", "")) != uid]
    return rest


def merged(calendar: "Calendar", part: "Calendar") -> "Calendar":
    """A calendar with the events of a part, and the zones that they need."""
    whole = parse(calendar.to_ical().decode())
    known = {str(one.get("tzid", "")) for one in whole.subcomponents if one.name == "VTIMEZONE"}
    for component in part.subcomponents:
        if component.name != "VTIMEZONE" or str(component.get("tzid", "")) not in known:
            whole.add_component(component)
    return whole


def single(component: "Component") -> "Calendar":
    """A calendar of one event, with the zones that it needs."""
    calendar = empty()
    calendar.add_component(component)
    calendar.add_missing_timezones()
    return calendar


def cancelled(part: "Calendar", event: Event) -> "Calendar | None":
    """What is left of an event without one occurrence; None: nothing is."""
    master = _master(part)
    if master is None or not event.recurs or event.written is None:
        return None
    rest = parse(part.to_ical().decode())
    master = _master(rest)
    assert master is not None  # noqa: S101 - it is a copy
    master.add("exdate", event.written)
    rest.subcomponents = [
        one
        for one in rest.subcomponents
        if "recurrence-id" not in one or one.decoded("recurrence-id") != event.written
    ]
    return rest


def moved(part: "Calendar", event: Event, start: datetime) -> "Calendar":
    """An event, or one occurrence of it, at another time, as long as it was."""
    from icalendar import Event as Component

    rest = parse(part.to_ical().decode())
    end = start + (event.end - event.start)
    master = _master(rest)
    if master is None:
        raise Problem("That event cannot be moved: its calendar is damaged.")
    if not event.recurs:
        _set_times(master, start, end, all_day=event.all_day)
        return rest
    once = Component()
    for name in ("uid", "summary", "location", "description"):
        if name in master:
            once.add(name, master[name])
    once.add("dtstamp", datetime.now(UTC))
    once.add("recurrence-id", event.written)
    _set_times(once, start, end, all_day=event.all_day)
    rest.subcomponents = [
        one
        for one in rest.subcomponents
        if "recurrence-id" not in one or one.decoded("recurrence-id") != event.written
    ]
    rest.add_component(once)
    rest.add_missing_timezones()
    return rest


def conflicts(event: Event, others: Sequence[Event]) -> list[Event]:
    """The others that overlap an event in time; what takes whole days leaves room."""
    return [
        one
        for one in others
        if one.uid != event.uid
        and not (one.all_day or event.all_day)
        and one.start < event.end
        and event.start < one.end
    ]


def free(
    events: Sequence[Event], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches from `start` to `end` in which nothing is on."""
    at = start
    for event in sorted((one for one in events if not one.all_day), key=lambda one: one.start):
        if event.start > at:
            yield at, min(event.start, end)
        at = max(at, event.end)
    if at < end:
        yield at, end


def in_zone_of(moment: datetime | date, now: datetime) -> datetime:
    """A time in the person's zone, which is that of `now`. A day is its midnight there."""
    zone: tzinfo | None = now.tzinfo
    if isinstance(zone, timezone) and now.astimezone().utcoffset() == now.utcoffset():
        zone = None  # an offset that stands for the machine's zone, which knows of summer time
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone) if zone else moment.astimezone()
    return moment.astimezone(zone)


def _recurring(calendar: "Calendar") -> set[str]:
    """The events that come again."""
    signs = ("rrule", "rdate", "recurrence-id")
    events = calendar.walk("VEVENT")
    return {str(one.get("uid", "")) for one in events if any(sign in one for sign in signs)}


def _event(component: Any, now: datetime, recurring: set[str]) -> Event:
    start = component.decoded("dtstart")
    end = component.decoded("dtend") if "dtend" in component else None
    all_day = not isinstance(start, datetime)
    if end is None:
        length = component.decoded("duration") if "duration" in component else None
        end = start + (length or (_DAY if all_day else timedelta()))
    return Event(
        uid=str(component.get("uid", "")),
        title=_line(str(component.get("summary", "something"))),
        start=in_zone_of(start, now),
        end=in_zone_of(end, now),
        all_day=all_day,
        place=_line(str(component.get("location", ""))),
        recurs=str(component.get("uid", "")) in recurring,
        written=component.decoded("recurrence-id") if "recurrence-id" in component else start,
    )


def _line(text: str) -> str:
    """A text from outside as one short line."""
    return " ".join(text.split())[:200]


def _master(part: "Calendar") -> "Component | None":
    masters: list[Component] = [one for one in part.events if "recurrence-id" not in one]
    return masters[0] if masters else None


def _set_times(event: "Component", start: datetime, end: datetime, *, all_day: bool) -> None:
    for name, moment in (("dtstart", start), ("dtend", end)):
        event.pop(name, None)
        event.add(name, moment.date() if all_day else _written(moment))
    event.pop("duration", None)


def _written(moment: datetime) -> datetime:
    """A time with the name of its zone, so that what recurs keeps its hour through the year."""
    from zoneinfo import ZoneInfo

    if isinstance(moment.tzinfo, ZoneInfo):
        return moment
    local = moment.astimezone()
    if local.utcoffset() != moment.utcoffset():
        return moment.astimezone(UTC)
    from tzlocal import get_localzone

    return moment.astimezone(get_localzone())


def shifted(event: Event, start: datetime) -> Event:
    """An event as it would be at another time."""
    return replace(event, start=start, end=start + (event.end - event.start))
