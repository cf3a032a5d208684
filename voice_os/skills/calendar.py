"""The calendar: what is on, and putting, moving and striking out appointments."""

import re
from datetime import datetime, timedelta
from typing import Self

from voice_os.consent.network import Network
from voice_os.office import events
from voice_os.office.calendars import Calendars, Placed
from voice_os.office.events import HOUR, Event
from voice_os.skills import Choice, Done, Effect, Missing, Record, Wish, skill
from voice_os.skills.appointments import (
    AHEAD,
    MOST,
    clash,
    described,
    meant,
    moved_to,
    named,
    only_one,
    rest_of_today,
    say_span,
    span_of,
    times_of,
)
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_day, say_moment, say_rule
from voice_os.skills.services import Clock, Utterance
from voice_os.skills.slots import Phrase
from voice_os.understanding.times import When, is_time

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
    start, end = span_of(when, now) if when else rest_of_today(now)
    found = await calendars.between(network, max(start, now) if start < now < end else start, end)
    span = say_span(when, now)
    if not found:
        return f"Nothing is in your calendar {span}."
    told = found[:MOST]
    same_day = (end - start) <= timedelta(days=1)
    said_so = "; ".join(described(one.event, now, with_day=not same_day) for one in told)
    more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
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
    start, end = span_of(when, now)
    found = [one.event for one in await calendars.between(network, start, end)]
    if not found:
        return f"Yes, you are free {say_span(when, now)}."
    if when.has_time:
        return f"No: {described(found[0], now, with_day=False)}."
    gaps = [gap for gap in events.free(found, start, end) if gap[1] - gap[0] >= HOUR / 2]
    busy = say_list([described(one, now, with_day=False) for one in found[:MOST]])
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
    start, end, all_day = times_of(when, now)
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
        f"{clash(new, others, now)}",
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

    found = await meant(calendars, network, now, what, when)
    placed = only_one(found, now, wish, place_in_list)
    start = moved_to(placed.event, new, now)
    part = events.moved(await calendars.part(network, placed), placed.event, start)
    moved = events.shifted(placed.event, start)
    others = await calendars.between(network, moved.start, moved.end)
    record = await calendars.replace(network, placed.where, placed.event.uid, part)
    time = say_day(start.date(), now) if moved.all_day else say_moment(start, now)
    return Done(f"{moved.title} is now {time}.{clash(moved, others, now)}", undo=record)


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

    found = await meant(calendars, network, now, what, when)
    if uid:
        found = [one for one in found if one.event.uid == uid][:1]
    placed = only_one(found, now, wish, place_in_list)
    part = events.cancelled(await calendars.part(network, placed), placed.event)
    record = await calendars.replace(network, placed.where, placed.event.uid, part)
    once = ", this once" if part is not None else ""
    return Done(f"{described(placed.event, now)} is struck out{once}.", undo=record)


async def _next(calendars: Calendars, network: Network, now: datetime, what: str) -> str:
    found = await named(calendars, network, now, now + AHEAD, what)
    if not found:
        return f"There is no {what} in your calendar." if what else "Nothing is coming up."
    return f"{described(found[0].event, now)}."


def _removing(placed: Placed) -> Wish:
    return Wish(remove_event, {"what": Title(placed.event.title), "uid": placed.event.uid})


def _is_a_date(words: str) -> bool:
    """Whether words name a day, and no meal ("lunch" is a time, too)."""
    return is_time(words) and When.parse(words).has_date
