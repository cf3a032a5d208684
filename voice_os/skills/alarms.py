"""Alarms: to be woken, or rung for, at a time of day, once or again and again."""

from collections.abc import Callable
from datetime import datetime

from voice_os.errors import Problem
from voice_os.office.due import Alarm
from voice_os.office.ledger import Ledger
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Wish, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_day, say_hour, say_moment, say_rule
from voice_os.skills.services import Clock
from voice_os.skills.timers import Label
from voice_os.understanding.times import When

_SET = (
    "(set|set me|set up|make|create|put|add|schedule|give me|i need|i want) [a|an|my|another|the]"
)
_WAKE = "(wake|wake me|get me|wake us) [up]"


@skill(
    f"{_SET} alarm (for|at|on|in) {{when}}",
    f"{_SET} alarm {{when}}",
    f"{_SET} {{when}} alarm",
    f"{_SET} {{name}} alarm (for|at|on) {{when}}",
    f"{_SET} alarm (called|named) {{name}} (for|at|on) {{when}}",
    f"{_SET} alarm for {{name}} at {{when}}",
    f"{_SET} [{{name}}] alarm",
    f"{_WAKE} (at|in|on|by|for) {{when}}",
    f"{_WAKE} {{when}}",
    "i (have to|need to|must|want to) (get up|be up|wake up|be awake) (at|by) {when}",
    "(alarm|alarm for|alarm at) {when}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def set_alarm(
    ledger: Ledger, clock: Clock, when: When | None = None, name: Label | None = None
) -> Done:
    """Set an alarm."""
    if when is None or not (when.has_time or when.part):
        raise Missing("when", "For what time?")
    now = clock.now()
    first = _first(when, now)
    alarm = Alarm(first.replace(tzinfo=None), name, when.rule)
    which = f"The {name} alarm" if name else "Your alarm"
    again = f" {say_rule(when.rule)}" if when.rule else ""
    time = f"at {say_hour(first.time())}" if when.rule else say_moment(first, now)
    change = await ledger.change(add=[alarm])
    return done(f"{which} is set{again} {time}.", change, f"{which} is gone.")


@skill(
    "(what|which) alarms (do i have|have i got|are set|are there|are on) [{when}]",
    "(do i have|have i got|are there|is there) (an alarm|any alarms) [set|on] [for] [{when}]",
    "(when is|when's|what time is|when does) (my|the) [next] alarm [set] [for|go off|ring]",
    "(when|what time) (will you|are you going to|do you) wake me [up]",
    "(list|show|show me|read|read me|tell me|check) [all] [of] [the|my] alarms",
    effect=Effect.READS,
)
async def list_alarms(ledger: Ledger, clock: Clock, when: When | None = None) -> str:
    """Tell which alarms are set."""
    now = clock.now()
    alarms = sorted((await ledger.all(Alarm)).values(), key=lambda alarm: alarm.at)
    if when is not None:
        start, end = (edge.replace(tzinfo=None) for edge in when.span(now))
        alarms = [alarm for alarm in alarms if start <= alarm.at < end]
    if not alarms:
        return "No alarm is set." if when is None else "No alarm is set for then."
    if len(alarms) == 1:
        return f"One alarm: {_described(alarms[0], now)}."
    return f"You have alarms {say_list([_described(alarm, now) for alarm in alarms])}."


_CANCEL = "(cancel|stop|delete|clear|remove|turn off|switch off|disable|kill|drop|get rid of)"


@skill(
    f"{_CANCEL} [the|my|that|this] alarm",
    f"{_CANCEL} (the|my|that) {{when}} alarm",
    f"{_CANCEL} (the|my|that) {{name}} alarm",
    f"{_CANCEL} (the|my|that) alarm (for|at|on) {{when}}",
    "(turn|switch) (the|my|that) [{when}] alarm off",
    "(don't|do not) wake me [up] [at|on] [{when}]",
    "i don't need (the|my) [{when}] alarm [anymore|any more]",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_alarm(
    ledger: Ledger,
    clock: Clock,
    when: When | None = None,
    name: Label | None = None,
    number: int | None = None,
) -> Done | str:
    """Cancel an alarm."""
    alarms = await ledger.all(Alarm)
    if not alarms:
        return "No alarm is set."
    if number is None:
        found = _found(alarms, clock.now(), when, name)
        number = _one(found, clock.now(), lambda n: Wish(cancel_alarm, {"number": n}))
    change = await ledger.change(drop=[number])
    which = f"The alarm {_described(alarms[number], clock.now())}"
    return done(f"{which} is cancelled.", change, f"{which} is set again.")


@skill(
    f"{_CANCEL} (all|both|all of|both of) [the|my|these|those] alarms",
    f"{_CANCEL} every [single] alarm",
    f"{_CANCEL} [the|my] alarms",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_all_alarms(ledger: Ledger) -> Done | str:
    """Cancel all alarms."""
    alarms = await ledger.all(Alarm)
    if not alarms:
        return "No alarm is set."
    return done(
        "All alarms are cancelled.", await ledger.change(drop=alarms), "They are set again."
    )


@skill(
    "(move|change|put|push|shift|reschedule) (the|my|that) [{when}] alarm (to|back to|up to) {new}",
    "(make|set) (the|my|that) [{when}] alarm (for|to) {new} instead",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def move_alarm(
    ledger: Ledger,
    clock: Clock,
    new: When,
    when: When | None = None,
    number: int | None = None,
) -> Done | str:
    """Move an alarm to another time."""
    alarms = await ledger.all(Alarm)
    if not alarms:
        return "No alarm is set."
    now = clock.now()
    if number is None:
        found = _found(alarms, now, when, None)
        number = _one(found, now, lambda n: Wish(move_alarm, {"new": new, "number": n}))
    old = alarms[number]
    moved = Alarm(_first(new, now).replace(tzinfo=None), old.name, new.rule or old.rule)
    change = await ledger.change(put={number: moved})
    return done(f"Your alarm is now {_described(moved, now)}.", change, "It is as it was.")


def _first(when: When, now: datetime) -> datetime:
    try:
        return when.first(now, early=True)
    except ValueError:
        raise Problem("There is no such time.") from None


def _described(alarm: Alarm, now: datetime) -> str:
    """An alarm as it stands behind its name: "for the train, tomorrow at six in the morning"."""
    hour = f"at {say_hour(alarm.at.time())}"
    day = say_rule(alarm.rule) if alarm.rule else say_day(alarm.at.date(), now)
    time = f"{day} {hour}"
    return f"{time} ({alarm.name})" if alarm.name else time


def _found(
    alarms: dict[int, Alarm], now: datetime, when: When | None, name: str | None
) -> dict[int, Alarm]:
    """The alarms of this time and name, where they are given."""
    return {
        number: alarm
        for number, alarm in alarms.items()
        if name in (None, alarm.name) and (when is None or _is_at(alarm, when, now))
    }


def _one(found: dict[int, Alarm], now: datetime, wish: Callable[[int], Wish]) -> int:
    """The number of the only one. Raises `Problem`, or `Ambiguous`, with what is wished of each."""
    if not found:
        raise Problem("There is no such alarm.")
    if len(found) > 1:
        named = {_described(alarm, now): number for number, alarm in found.items()}
        choices = [Choice(name, wish(number)) for name, number in named.items()]
        raise Ambiguous(f"Which one: {say_list(list(named), 'or')}?", choices)
    return next(iter(found))


def _is_at(alarm: Alarm, when: When, now: datetime) -> bool:
    """Whether an alarm is at a time that was said, in whichever half of the day."""
    if not when.has_time:
        start, end = (edge.replace(tzinfo=None) for edge in when.span(now))
        return start <= alarm.at < end
    at = _first(when, now)
    same = (at.hour - alarm.at.hour) % (24 if when.half else 12) == 0
    day = not when.has_date or at.date() == alarm.at.date()
    return same and at.minute == alarm.at.minute and day
