"""Timers that ring: the clockwork, and what people say to it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from voice_os.errors import Problem
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Record, Wish, skill
from voice_os.skills.quantities import say_duration, say_duration_before_noun, say_list

LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer. `due` is in seconds of the event loop's clock."""

    number: int
    length: timedelta
    due: float
    name: str | None = None

    @property
    def label(self) -> str:
        """What people call it: "pasta timer", "five minute timer"."""
        return f"{self.name or say_duration_before_noun(self.length)} timer"

    @property
    def announcement(self) -> str:
        """What she says when it rings."""
        return f"Your {self.label} is done."


class Timers:
    """The timers that run, in the event loop's own time.

    `ring` is called with each timer that is due, after it has left the list; it may take its time
    without delaying another. Run `run` in a task group for as long as they are to ring.
    """

    def __init__(self, ring: Callable[[Timer], Awaitable[None]]) -> None:
        self._ring = ring
        self._timers: dict[int, Timer] = {}
        self._count = 0
        self._changed = asyncio.Event()

    def set(self, length: timedelta, name: str | None = None) -> Timer:
        """Start a timer. Raises `Problem` where it is too short or too long to be one."""
        if not timedelta(0) < length <= LONGEST:
            raise Problem("A timer can run from a second up to a week.")
        self._count += 1
        due = asyncio.get_running_loop().time() + length.total_seconds()
        timer = Timer(self._count, length, due, name)
        self._timers[timer.number] = timer
        self._changed.set()
        return timer

    def cancel(self, timer: Timer) -> None:
        """Take a timer away before it rings. Harmless where it has rung already."""
        self._timers.pop(timer.number, None)
        self._changed.set()

    def list(self) -> tuple[Timer, ...]:
        """The timers that run, the next to ring first."""
        return tuple(sorted(self._timers.values(), key=lambda timer: (timer.due, timer.number)))

    def left(self, timer: Timer) -> timedelta:
        """How long until a timer rings; nothing where it is overdue."""
        return timedelta(seconds=max(0.0, timer.due - asyncio.get_running_loop().time()))

    async def run(self) -> None:
        """Wait for each timer in turn and ring it, until cancelled."""
        loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as ringing:
            while True:
                self._changed.clear()
                for timer in self.list():
                    if timer.due > loop.time():
                        break
                    del self._timers[timer.number]
                    ringing.create_task(self._rung(timer))
                await self._next_change()

    async def _next_change(self) -> None:
        """Wait until a timer is due, or one was set or cancelled."""
        due = min((timer.due for timer in self._timers.values()), default=None)
        with suppress(TimeoutError):
            async with asyncio.timeout_at(due):
                await self._changed.wait()

    async def _rung(self, timer: Timer) -> None:
        await self._ring(timer)


_NO_NAME = re.compile(
    r"\b(a|an|the|my|all|every|each|both|this|that|it|to|for|of|in|on|and|or|if|when|which|who|what"
    r"|i|me|you|we|us|he|she|is|are|was|were|do|does|did|have|has|not|timers?|alarms?|\d+"
    r"|days?|hours?|minutes?|seconds?|am|pm)\b"
)
"""Words that make more of a phrase than a name."""


class Label(str):
    """What someone calls a timer: up to three words that make no clause."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a label. Raises ValueError where the words are no name."""
        if len(words.split()) > 3 or _NO_NAME.search(words):
            raise ValueError(f"not the name of a timer: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """Names that timers are often given."""
        return ["pasta", "egg", "tea", "pizza", "laundry", "oven", "bread", "rice", "nap", "coffee"]


_SET = (
    "(set|set me|set up|start|make|make it|create|put on|give me|get|get me|add|run|have|i need"
    "|i want|i'd like) [a|an|the|my|another|a new|a second|one more]"
)


async def unset_timer(record: Record, timers: Timers) -> str:
    """Take back that a timer was set."""
    for timer in timers.list():
        if timer.number == record["number"]:
            timers.cancel(timer)
            return f"The {timer.label} is gone."
    raise Problem("That timer is not running any more.")


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
    undo=unset_timer,
)
async def set_timer(
    timers: Timers, length: timedelta | None = None, name: Label | None = None
) -> Done:
    """Set a timer that rings."""
    if length is None:
        raise Missing("length", "For how long?")
    timer = timers.set(length, name)
    said = f"The {timer.label} is set for {say_duration(length)}."
    if not name:
        said = f"{say_duration(length).capitalize()}, starting now."
    return Done(said, undo={"number": timer.number})


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
    timers: Timers, name: Label | None = None, length: timedelta | None = None
) -> str:
    """Say how long a timer has left."""
    running = [_find(timers, name, length)] if name or length else timers.list()
    match running:
        case []:
            return "No timer is running."
        case [timer]:
            return f"{say_duration(timers.left(timer)).capitalize()} left."
    return " ".join(f"The {t.label} has {say_duration(timers.left(t))} left." for t in running)


_CANCEL = "(cancel|stop|end|delete|clear|remove|kill|turn off|switch off|drop|forget)"


@skill(
    f"{_CANCEL} {_WHICH} (timer|countdown)",
    f"{_CANCEL} (the|my) timer (for|called|named) [the|my] {{name}}",
    f"(turn|switch) {_WHICH} timer off",
    f"i don't need {_WHICH} timer [anymore|any more]",
    effect=Effect.CHANGES,
)
async def cancel_timer(
    timers: Timers, name: Label | None = None, length: timedelta | None = None
) -> str:
    """Cancel a timer."""
    running = timers.list()
    if not running:
        return "No timer is running."
    if not (name or length) and len(running) > 1:
        raise Ambiguous(
            f"Which one: {say_list([f'the {t.label}' for t in running], 'or')}?",
            [Choice(t.label, Wish(cancel_timer, _slots(t))) for t in running],
        )
    timer = _find(timers, name, length)
    timers.cancel(timer)
    return f"The {timer.label} is cancelled."


@skill(
    f"{_CANCEL} (all|both|all of|both of) [the|my|these|those] timers",
    f"{_CANCEL} every [single] timer",
    f"{_CANCEL} [the|my] timers",
    "(turn|switch) (all|both|all of) [the|my] timers off",
    effect=Effect.CHANGES,
)
async def cancel_all_timers(timers: Timers) -> str:
    """Cancel all timers."""
    running = timers.list()
    for timer in running:
        timers.cancel(timer)
    return "All timers are cancelled." if running else "No timer is running."


def _slots(timer: Timer) -> dict[str, object]:
    """What finds this timer."""
    return {"name": Label(timer.name)} if timer.name else {"length": timer.length}


def _find(timers: Timers, name: str | None, length: timedelta | None) -> Timer:
    """The next timer that has this name and length, where they are given.

    Raises `Problem` where there is none.
    """
    for timer in timers.list():
        if name in (None, timer.name) and length in (None, timer.length):
            return timer
    wanted = [say_duration_before_noun(length)] if length else []
    wanted += [name] if name else []
    raise Problem(f"There is no {' '.join(wanted)} timer.")
