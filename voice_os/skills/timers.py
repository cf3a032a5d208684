"""Timers: what people say to them. What makes them ring is `office.clockwork`."""

import re
from datetime import timedelta

from voice_os.errors import Problem
from voice_os.office import due
from voice_os.office.due import Timer
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import Timepiece
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Wish, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.quantities import say_duration, say_duration_before_noun, say_list
from voice_os.skills.slots import Phrase


def label(timer: Timer) -> str:
    """What people call a timer: "pasta timer", "five minute timer"."""
    return f"{timer.name or say_duration_before_noun(timer.length)} timer"


_NO_NAME = re.compile(
    r"\b(a|an|the|my|all|every|each|both|this|that|it|to|for|of|in|on|and|or|if|when|which|who|what"
    r"|i|me|you|we|us|he|she|is|are|was|were|do|does|did|have|has|not|timers?|alarms?|\d+"
    r"|days?|hours?|minutes?|seconds?|am|pm)\b"
)
"""Words that make more of a phrase than a name."""


class Label(Phrase):
    """What someone calls a timer: up to three words that make no clause."""

    __slots__ = ()
    most = 3
    never = _NO_NAME
    is_open = False
    said = ("pasta", "egg", "tea", "pizza", "laundry", "oven", "bread", "rice", "nap", "coffee")


_SET = (
    "(set|set me|set up|start|make|make it|create|put on|give me|get|get me|add|run|have|i need"
    "|i want|i'd like) [a|an|the|my|another|a new|a second|one more]"
)


@skill(
    f"{_SET} (timer|countdown) (for|to|of) {{length}}",
    f"{_SET} timer for {{length}} for me",
    f"{_SET} {{length}} (timer|countdown)",
    f"{_SET} {{length}} {{name}} timer",
    f"{_SET} {{name}} timer (for|to) {{length}}",
    f"{_SET} timer for {{length}} (for|called|named) [the|my] {{name}}",
    f"{_SET} {{length}} timer (for|called|named) [the|my] {{name}}",
    f"{_SET} timer (called|named) {{name}} for {{length}}",
    f"{_SET} [{{name}}] timer",
    "put [a|an|another] {length} timer on",
    "(count|start counting) down [from|for] {length}",
    "[a] timer [for] {length}",
    "[a] {length} timer",
    "[a] {length} {name} timer",
    "[a] {name} timer for {length}",
    "[a] timer",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def set_timer(
    ledger: Ledger, clocks: Timepiece, length: timedelta | None = None, name: Label | None = None
) -> Done:
    """Set a timer that rings."""
    if length is None:
        raise Missing("length", "For how long?")
    timer = due.timer(length, name, clocks)
    said = f"The {label(timer)} is set for {say_duration(length)}."
    if not name:
        said = f"{say_duration(length).capitalize()}, starting now."
    return done(said, await ledger.change(add=[timer]), f"The {label(timer)} is gone.")


_WHICH = "[the|my|that|this] [{name}|{length}|{length} {name}]"


@skill(
    "how (long|much time|much longer|many minutes) (is left|is there|is remaining|left|remains) "
    f"(on|in|for|with) {_WHICH} (timer|countdown)",
    f"how (long|much time) (do i have|have i got) left on {_WHICH} (timer|countdown)",
    "how (long|much time) (do i have|have i got|does it have) left",
    f"how (long|much time) (does|has) {_WHICH} (timer|countdown) (have|got) left",
    "how (long|much time|much longer) (is left|is remaining|left)",
    f"how much longer (on|does|will|for) {_WHICH} (timer|countdown) [take|run|go]",
    f"how (long|much longer) (until|till|before) {_WHICH} timer "
    "(goes off|rings|ends|finishes|runs out|is done|is over|is up)",
    f"how much time is on {_WHICH} timer",
    f"(what is|what's) left (on|of) {_WHICH} timer",
    f"(when does|when will|when is) {_WHICH} timer "
    "(go off|ring|end|finish|run out|be done|done|over|up)",
    "(what|which) timers (do i have|have i got|are there|are running|are set|are on|are active)",
    "(are there any|do i have any) timers [running|set|on|active]",
    "(do i have a|is there a) timer [running|set|on|active]",
    "(list|show|show me|read) [all] [of] [the|my] timers",
    f"(check|check on) {_WHICH} timer",
    f"(how is|how's) {_WHICH} timer doing",
    "[the|my] timer status",
    effect=Effect.READS,
)
async def time_left(
    ledger: Ledger, clocks: Timepiece, name: Label | None = None, length: timedelta | None = None
) -> str:
    """Say how long a timer has left."""
    running = await _running(ledger, clocks)
    if name or length:
        number = _find(running, name, length)
        running = {number: running[number]}
    match list(running.values()):
        case []:
            return "No timer is running."
        case [timer]:
            return f"{say_duration(_left(timer, clocks)).capitalize()} left."
        case several:
            return " ".join(
                f"The {label(timer)} has {say_duration(_left(timer, clocks))} left."
                for timer in several
            )


_CANCEL = "(cancel|stop|end|delete|clear|remove|kill|turn off|switch off|drop|forget)"


@skill(
    f"{_CANCEL} {_WHICH} (timer|countdown)",
    f"{_CANCEL} (the|my) timer (for|called|named) [the|my] {{name}}",
    f"(turn|switch) {_WHICH} timer off",
    f"i don't need {_WHICH} timer [anymore|any more]",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_timer(
    ledger: Ledger, clocks: Timepiece, name: Label | None = None, length: timedelta | None = None
) -> Done | str:
    """Cancel a timer."""
    running = await _running(ledger, clocks)
    if not running:
        return "No timer is running."
    if not (name or length) and len(running) > 1:
        labels = {label(timer): timer for timer in running.values()}
        raise Ambiguous(
            f"Which one: {say_list([f'the {name}' for name in labels], 'or')}?",
            [Choice(name, Wish(cancel_timer, _slots(timer))) for name, timer in labels.items()],
        )
    number = _find(running, name, length)
    which = f"The {label(running[number])}"
    change = await ledger.change(drop=[number])
    return done(f"{which} is cancelled.", change, f"{which} goes on.")


@skill(
    f"{_CANCEL} (all|both|all of|both of) [the|my|these|those] timers",
    f"{_CANCEL} every [single] timer",
    f"{_CANCEL} [the|my] timers",
    "(turn|switch) (all|both|all of) [the|my] timers off",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_all_timers(ledger: Ledger, clocks: Timepiece) -> Done | str:
    """Cancel all timers."""
    running = await _running(ledger, clocks)
    if not running:
        return "No timer is running."
    return done("All timers are cancelled.", await ledger.change(drop=running), "They go on.")


async def _running(ledger: Ledger, clocks: Timepiece) -> dict[int, Timer]:
    """The timers that have not rung, the next to ring first."""
    timers = await ledger.all(Timer)
    waiting = {number: one for number, one in timers.items() if _left(one, clocks)}
    return dict(sorted(waiting.items(), key=lambda numbered: _left(numbered[1], clocks)))


def _left(timer: Timer, clocks: Timepiece) -> timedelta:
    return timedelta(seconds=max(0.0, due.left(timer, clocks) or 0.0))


def _slots(timer: Timer) -> dict[str, object]:
    """What finds this timer."""
    return {"name": Label(timer.name)} if timer.name else {"length": timer.length}


def _find(running: dict[int, Timer], name: str | None, length: timedelta | None) -> int:
    """The number of the next timer that has this name and length, where they are given.

    Raises `Problem` where there is none.
    """
    for number, timer in running.items():
        if name in (None, timer.name) and length in (None, timer.length):
            return number
    wanted = [say_duration_before_noun(length)] if length else []
    wanted += [name] if name else []
    raise Problem(f"There is no {' '.join(wanted)} timer.")
