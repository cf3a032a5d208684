"""The calendar: what is on, and putting, moving and striking out appointments."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Self

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office import events
from voice_os.office.calendars import Calendars, Placed
from voice_os.office.events import HOUR, Event
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Record, Wish, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_day, say_hour, say_moment, say_rule
from voice_os.skills.services import Clock, Utterance
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest
from voice_os.understanding.times import When, is_time

_AHEAD = timedelta(days=366)
"""How far ahead is looked for an event by its name."""

_HALF_A_DAY = timedelta(hours=12)

_MOST = 6
"""How many events are told at once. More would not be remembered."""

_NO_TITLE = re.compile(
    r"^(?:an?|the|my|appointments?|events?|(?:an?|the|my|an? new) (?:appointment|event|meeting"
    r"|entry))$|(?:^| )(?:at|on|in|by|every|next|this|for|from|to|the|a|with|called)$"
    r"|\b(?:list|reminder|alarm|timer)$"
)


class Title(Phrase):
    """What an appointment is called."""

    __slots__ = ()
    never = _NO_TITLE
    timeless = True
    is_open = False
    said = (
        *("dentist", "lunch with anna", "meeting", "team meeting", "yoga", "birthday party"),
        *("doctor", "dinner", "interview", "concert", "haircut", "football", "holiday"),
    )

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a title. Raises ValueError where the words are none, or end in a time."""
        if _is_a_date(words):
            raise ValueError(f"no name of an appointment: {words!r}")
        return super().parse(words)


class Place(Phrase):
    """Where an appointment is: up to four words."""

    __slots__ = ()
    most = 4
    timeless = True
    is_open = False
    said = ("the office", "the station", "london", "the cafe", "the town hall", "room two")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a place. Raises ValueError where it is too long, or is a time."""
        if is_time(words):
            raise ValueError(f"no place: {words!r}")
        return super().parse(words)


async def take_back(record: Record, calendars: Calendars, network: Network) -> str:
    """Put back what was in the calendar before."""
    await calendars.restore(network, record)
    return "Your calendar is as it was."


_BOOK = "(the|my|our) (calendar|agenda|diary|schedule)"
_CALENDAR = f"(on|in) {_BOOK}"
_INTO = f"(to|in|into|on) {_BOOK}"


@skill(
    f"(what is|what's|what do i have|is there anything) {_CALENDAR} [for] [{{when}}]",
    f"(what is|what's|what do i have|what have i got) [for] {{when}} {_CALENDAR}",
    "(what is|what's) (on|happening|up|coming up|planned|scheduled|going on) [for] {when}",
    "what (do i have|have i got|am i doing|have i) [on|planned|scheduled] [for] {when}",
    "(do i have|have i got|is there) (anything|something|any appointments|any meetings|any events) "
    "[on|planned|scheduled] [for] {when}",
    "(what|which) (appointments|meetings|events) (do i have|are there) [for|on] [{when}]",
    "(what is|what's|what does) (my|the) (day|week|schedule|calendar) [look] [like] [{when}]",
    "(read|show|tell|check) [me] (my|the) (calendar|agenda|schedule|appointments) [for] [{when}]",
    "(how does|how is) (my|the) (day|week|calendar|schedule) [look|looking] [{when}]",
    "(what is|what's|when is) my next (appointment|meeting|event)",
    effect=Effect.READS,
)
async def list_events(
    calendars: Calendars,
    network: Network,
    clock: Clock,
    said: Utterance,
    when: When | None = None,
) -> Done | str:
    """Tell what is in your calendar."""
    now = clock.now()
    if "next" in said.text.lower().split() and when is None:
        return await _next(calendars, network, now, "")
    start, end = _span(when, now) if when else _rest_of(now)
    found = await calendars.between(network, max(start, now) if start < now < end else start, end)
    span = _spoken_span(when, now)
    if not found:
        return f"Nothing is in your calendar {span}."
    told = found[:_MOST]
    same_day = (end - start) <= timedelta(days=1)
    said_so = "; ".join(_described(one.event, now, with_day=not same_day) for one in told)
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return Done(
        f"{span[0].upper()}{span[1:]}: {said_so}{more}.",
        choices=[Choice(one.event.title, _removing(one)) for one in told],
    )


@skill(
    "am i (free|busy|available) [on|at] {when}",
    "(do i have|have i got) [any] (time|free time) [on|at] {when}",
    effect=Effect.READS,
)
async def tell_free(calendars: Calendars, network: Network, clock: Clock, when: When) -> str:
    """Say whether you have time."""
    now = clock.now()
    start, end = _span(when, now)
    found = [one.event for one in await calendars.between(network, start, end)]
    if not found:
        return f"Yes, you are free {_spoken_span(when, now)}."
    if when.has_time:
        return f"No: {_described(found[0], now, with_day=False)}."
    gaps = [gap for gap in events.free(found, start, end) if gap[1] - gap[0] >= HOUR / 2]
    busy = say_list([_described(one, now, with_day=False) for one in found[:_MOST]])
    if not gaps:
        return f"No: {busy}."
    return f"Not all of the time: {busy}."


@skill(
    "when (is|are|do i have|have i got) (my|the|our|the next|my next) {what} "
    "(appointment|meeting|event|class|lesson)",
    f"(when|what time|what day) (is|are) [my|the|our] {{what}} {_CALENDAR}",
    "when (do i have|have i got) [my|the|a] [next] {what}",
    "(when|what time) (is|does) (my|the|our) {what} (start|begin|starting|beginning)",
    "when is (my|the|our) next {what}",
    effect=Effect.READS,
)
async def find_event(calendars: Calendars, network: Network, clock: Clock, what: Title) -> str:
    """Say when an appointment is."""
    return await _next(calendars, network, clock.now(), what)


_ADD = "(add|put|enter|write|note|schedule|make|create|set up|plan)"
_AN = "(a|an|the|my|a new|another)"
_APPOINTMENT = "(appointment|meeting|event|entry)"


@skill(
    f"{_ADD} [{_AN}] {{what}} {_INTO} {{when}}",
    f"{_ADD} [{_AN}] {{what}} {{when}} {_INTO}",
    f"{_ADD} [{_AN}] {{what}} {_INTO}",
    f"{_ADD} {_AN} {_APPOINTMENT} (called|named|for|about) {{what}} {{when}}",
    f"{_ADD} {_AN} {_APPOINTMENT} {{when}} (called|named|for|about) {{what}}",
    f"{_ADD} {_AN} {_APPOINTMENT} with {{person}} {{when}}",
    f"{_ADD} {_AN} {_APPOINTMENT} {{when}} with {{person}}",
    f"{_ADD} {_AN} {_APPOINTMENT} with {{person}}",
    f"{_ADD} {_AN} {_APPOINTMENT} {{when}}",
    f"{_ADD} {_AN} {{what}} {_APPOINTMENT} (for|on|at) {{when}}",
    f"{_ADD} {_AN} {_APPOINTMENT} [(for|on|at) {{when}}]",
    "(schedule|plan) [a|an|the|my] {what} {when}",
    "(schedule|plan) [a|an|the|my] {what} (for|on|at) {when}",
    "i have (a|an) {what} appointment {when}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def add_event(
    calendars: Calendars,
    network: Network,
    clock: Clock,
    said: Utterance,
    what: Title | None = None,
    when: When | None = None,
    place: Place | None = None,
    person: Title | None = None,
) -> Done:
    """Put an appointment into your calendar."""
    if what is None and person is None:
        raise Missing("what", "What is it called?")
    if when is None:
        raise Missing("when", "When is it?")
    title = said.as_said(what) if what else f"Meeting with {said.as_said(person or '')}"
    now = clock.now()
    start, end, all_day = _times(when, now)
    component = events.made(
        title,
        start,
        end,
        all_day=all_day,
        place=said.as_said(place) if place else "",
        rule=when.rule,
    )
    others = await calendars.between(network, start, end)
    record = await calendars.add(network, events.single(component))
    new = Event(str(component["uid"]), title, start, end, all_day)
    time = say_day(start.date(), now) if all_day else say_moment(start, now)
    again = f", {say_rule(when.rule)}," if when.rule else ""
    return Done(
        f"{title[0].upper()}{title[1:]} is in your calendar{again} {time}."
        f"{_clash(new, others, now)}",
        undo=record,
    )


_MOVE = "(move|shift|reschedule|push|postpone|put|change|bring forward)"


@skill(
    f"{_MOVE} (the|my|our) {{what}} [{_APPOINTMENT}] (to|back to|until) {{new}}",
    f"{_MOVE} (the|my|our) {{what}} [{_APPOINTMENT}] from {{when}} to {{new}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def move_event(
    calendars: Calendars,
    network: Network,
    clock: Clock,
    what: Title,
    new: When,
    when: When | None = None,
    place_in_list: int | None = None,
) -> Done:
    """Move an appointment."""
    now = clock.now()

    def wish(place: int) -> Wish:
        slots = {"what": what, "new": new, "when": when, "place_in_list": place}
        return Wish(move_event, slots)

    found = await _found(calendars, network, now, what, when)
    placed = _one(found, now, wish, place_in_list)
    start = _moved_to(placed.event, new, now)
    part = events.moved(await calendars.part(network, placed), placed.event, start)
    moved = events.shifted(placed.event, start)
    others = await calendars.between(network, moved.start, moved.end)
    record = await calendars.replace(network, placed.where, placed.event.uid, part)
    time = say_day(start.date(), now) if moved.all_day else say_moment(start, now)
    return Done(f"{moved.title} is now {time}.{_clash(moved, others, now)}", undo=record)


_STRIKE = "(cancel|delete|remove|strike|strike out|call off|drop|clear|erase|take)"


@skill(
    f"{_STRIKE} (the|my|our) {{what}} {_APPOINTMENT}",
    f"{_STRIKE} (the|my|our) {{what}} {_APPOINTMENT} (on|at|from) {{when}}",
    f"{_STRIKE} [the|my|our] {{what}} (from|off|on|in) {_BOOK}",
    f"{_STRIKE} (the|my|our) (appointment|meeting|event) (on|at|from) {{when}}",
    f"{_STRIKE} (the|my|our) (appointment|meeting|event) (called|with|for) {{what}}",
    f"{_STRIKE} (the|my|our) {{when}} (appointment|meeting|event)",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def remove_event(
    calendars: Calendars,
    network: Network,
    clock: Clock,
    what: Title | None = None,
    when: When | None = None,
    uid: str = "",
    place_in_list: int | None = None,
) -> Done:
    """Strike an appointment out."""
    now = clock.now()

    def wish(place: int) -> Wish:
        return Wish(remove_event, {"what": what, "when": when, "place_in_list": place})

    found = await _found(calendars, network, now, what, when)
    if uid:
        found = [one for one in found if one.event.uid == uid][:1]
    placed = _one(found, now, wish, place_in_list)
    part = events.cancelled(await calendars.part(network, placed), placed.event)
    record = await calendars.replace(network, placed.where, placed.event.uid, part)
    once = ", this once" if part is not None else ""
    return Done(f"{_described(placed.event, now)} is struck out{once}.", undo=record)


async def _next(calendars: Calendars, network: Network, now: datetime, what: str) -> str:
    found = await _named(calendars, network, now, now + _AHEAD, what)
    if not found:
        return f"There is no {what} in your calendar." if what else "Nothing is coming up."
    return f"{_described(found[0].event, now)}."


async def _named(
    calendars: Calendars, network: Network, start: datetime, end: datetime, what: str | None
) -> list[Placed]:
    """The events of this name, the next first."""
    found = await calendars.between(network, start, end)
    if not what:
        return found
    title = closest(what, [one.event.title for one in found])
    return [one for one in found if one.event.title == title]


async def _found(
    calendars: Calendars, network: Network, now: datetime, what: str | None, when: When | None
) -> list[Placed]:
    """The events that are meant: of a series, the next one alone, unless a time is named."""
    start, end = _span(when, now) if when else (now, now + _AHEAD)
    found = await _named(calendars, network, start, end, what)
    if when is None:
        found = list({one.event.uid: one for one in reversed(found)}.values())[::-1]
    return found


def _one(
    found: Sequence[Placed], now: datetime, wish: Callable[[int], Wish], place: int | None
) -> Placed:
    """The only one. Raises `Problem`, or `Ambiguous`."""
    if not found:
        raise Problem("I find no such appointment in your calendar.")
    if place is not None and place < len(found):
        return found[place]
    if len(found) > 1:
        names = [_described(one.event, now) for one in found[:_MOST]]
        choices = [Choice(name, wish(place)) for place, name in enumerate(names)]
        raise Ambiguous(f"Which one: {say_list(names, 'or')}?", choices)
    return found[0]


def _removing(placed: Placed) -> Wish:
    return Wish(remove_event, {"what": Title(placed.event.title), "uid": placed.event.uid})


def _span(when: When, now: datetime) -> tuple[datetime, datetime]:
    try:
        return when.span(now)
    except ValueError:
        raise Problem("There is no such day.") from None


def _rest_of(now: datetime) -> tuple[datetime, datetime]:
    """The rest of today."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time())
    return now, events.in_zone_of(midnight, now)


def _times(when: When, now: datetime) -> tuple[datetime, datetime, bool]:
    """Start and end of what is to be at a time: an hour, or whole days where none is named."""
    if when.has_time or when.part or when.rule:
        try:
            start = when.first(now)
        except ValueError:
            raise Problem("There is no such time.") from None
        return start, start + HOUR, False
    start, end = _span(when, now)
    return start, end, True


def _moved_to(event: Event, new: When, now: datetime) -> datetime:
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
    start, _, all_day = _times(new, now)
    if all_day and not event.all_day:
        return events.in_zone_of(datetime.combine(start.date(), event.start.time()), now)
    return start


def _clash(event: Event, others: Sequence[Placed], now: datetime) -> str:
    """That it overlaps with others, if it does."""
    overlapping = events.conflicts(event, [one.event for one in others])
    if not overlapping:
        return ""
    named = [f"{one.title} {say_moment(one.start, now)}" for one in overlapping[:2]]
    return f" That overlaps with {say_list(named)}."


def _described(event: Event, now: datetime, *, with_day: bool = True) -> str:
    """An event with its time: "Lunch with Anna tomorrow at noon"."""
    place = f", {event.place}" if event.place else ""
    if event.all_day:
        time = say_day(event.start.date(), now) if with_day else "all day"
    else:
        day = f"{say_day(event.start.date(), now)} " if with_day else ""
        time = f"{day}at {say_hour(event.start.time())}"
    return f"{event.title} {time}{place}"


def _spoken_span(when: When | None, now: datetime) -> str:
    """The time that was asked about, as she says it."""
    if when is None:
        return "today"
    if when.has_time or (when.day and when.day.unit):
        return when.words
    start, _ = _span(when, now)
    day = say_day(start.date(), now)
    if when.part is None:
        return day
    return f"{'this' if day == 'today' else day} {when.part}"


def _is_a_date(words: str) -> bool:
    """Whether words name a day, and no meal ("lunch" is a time, too)."""
    return is_time(words) and When.parse(words).has_date
