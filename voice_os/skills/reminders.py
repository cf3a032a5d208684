"""Reminders: something to be told at a time, again and again, or when one is back."""

import re
from collections.abc import Callable
from datetime import datetime

from voice_os.errors import Problem
from voice_os.office.due import Reminder
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import Timepiece
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Wish, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_hour, say_moment, say_rule, turned
from voice_os.skills.services import Clock, Utterance
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest
from voice_os.understanding.times import When

_NO_END = re.compile(
    r"(?:^| )(?:at|on|in|by|every|each|next|this|for|from|until|when|the|a)$|\bwhen (?:i|we)\b"
)


class Errand(Phrase):
    """What is to be done, without its time."""

    __slots__ = ()
    most = 40
    never = _NO_END
    timeless = True
    is_open = False
    said = (
        *("call anna", "call my mother", "water the plants", "take my pills", "buy milk"),
        *("pay the rent", "feed the cat", "go to the dentist", "take out the rubbish"),
        *("send the letter", "check the oven", "lock the door", "the meeting", "my sister"),
    )


class Place(Phrase):
    """Where somebody comes back from: a few words."""

    __slots__ = ()
    most = 4
    is_open = False
    said = ("lunch", "work", "the shop", "the kitchen", "my walk", "school", "the meeting")


_REMIND = (
    "(remind|remind me|remind us|set a reminder|add a reminder|make a reminder|put in a reminder)"
)
_ABOUT = "(to|about|of|for|that)"
_BACK_AGAIN = (
    "when (i'm|i am|i get|i come|we get|we're|we are|i'm done|i return) [back|home|back home] "
    "[from {place}]"
)


@skill(
    f"{_REMIND} {_ABOUT} {{what}} {{when}}",
    f"{_REMIND} {{when}} {_ABOUT} {{what}}",
    f"{_REMIND} (at|in|on|for) {{when}} {_ABOUT} {{what}}",
    f"{_REMIND} {_ABOUT} {{what}} (at|in|on) {{when}}",
    f"{_REMIND} {_ABOUT} {{what}}",
    "{when} remind me to {what}",
    "(don't|do not) let me forget (to|about) {what} {when}",
    "(don't|do not) let me forget (to|about) {what}",
    "(i need|i want|give me) a reminder (to|about|for) {what} {when}",
    "(i need|i want|give me) a reminder (to|about|for) {what}",
    "(set|add|make) (a|an) {what} reminder (for|at|on) {when}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def add_reminder(
    ledger: Ledger,
    clock: Clock,
    said: Utterance,
    what: Errand | None = None,
    when: When | None = None,
) -> Done:
    """Remind you of something."""
    if what is None:
        raise Missing("what", "What shall I remind you of?")
    if when is None:
        raise Missing("when", "When shall I remind you?")
    now, words = clock.now(), said.as_said(what)
    first = _first(when, now)
    reminder = Reminder(words, first.replace(tzinfo=None), when.rule)
    if when.rule:
        time = f"{say_rule(when.rule)} at {say_hour(first.time())}"
    else:
        time = say_moment(first, now)
    change = await ledger.change(add=[reminder])
    return done(f"I'll remind you {time}: {turned(words)}.", change, "I won't remind you of that.")


@skill(
    f"{_REMIND} {_ABOUT} {{what}} {_BACK_AGAIN}",
    f"{_REMIND} {_BACK_AGAIN} {_ABOUT} {{what}}",
    f"{_BACK_AGAIN} remind me {_ABOUT} {{what}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def remind_on_return(
    ledger: Ledger,
    clocks: Timepiece,
    said: Utterance,
    what: Errand,
    place: Place | None = None,
) -> Done:
    """Remind you of something when you are back."""
    words = said.as_said(what)
    change = await ledger.change(add=[Reminder(words, None, made=clocks.wall())])
    back = f"back from {turned(place)}" if place else "back"
    said_so = f"When you are {back} and speak to me, I'll remind you: {turned(words)}."
    return done(said_so, change, "I won't remind you of that.")


@skill(
    "(what|which) reminders (do i have|have i got|are there|are set) [for] [{when}]",
    "(what are|list|show me|read|read me|tell me) [all] [of] [my|the] reminders [for] [{when}]",
    "(do i have|have i got|are there) any reminders [for] [{when}]",
    "what (do you|are you going to|will you) remind me (of|about) [{when}]",
    "what did i (ask|tell) you to remind me (of|about) [{when}]",
    effect=Effect.READS,
)
async def list_reminders(ledger: Ledger, clock: Clock, when: When | None = None) -> str:
    """Tell what I am to remind you of."""
    now = clock.now()
    found = list((await ledger.all(Reminder)).values())
    if when is not None:
        start, end = (edge.replace(tzinfo=None) for edge in when.span(now))
        found = [one for one in found if one.at is not None and start <= one.at < end]
    if not found:
        return "There is nothing that I am to remind you of."
    found.sort(key=lambda one: one.at or datetime.max)
    return f"I'm to remind you of this: {'; '.join(_described(one, now) for one in found)}."


_CANCEL = "(cancel|delete|remove|forget|drop|clear|stop|get rid of)"


@skill(
    f"{_CANCEL} [the|my|that] reminder (to|about|of|for) {{what}}",
    f"{_CANCEL} (the|my|that) {{what}} reminder",
    f"{_CANCEL} (the|my|that) reminder [(at|on|for) {{when}}]",
    "(you needn't|you don't have to|don't|do not|stop) (remind|reminding) me (to|of|about) {what}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_reminder(
    ledger: Ledger,
    clock: Clock,
    what: Errand | None = None,
    when: When | None = None,
    number: int | None = None,
) -> Done | str:
    """Cancel a reminder."""
    reminders = await ledger.all(Reminder)
    if not reminders:
        return "There is nothing that I am to remind you of."
    if number is None:
        found = _found(reminders, what, when, clock.now())
        number = _one(found, clock.now(), lambda n: Wish(cancel_reminder, {"number": n}))
    words = turned(reminders[number].what)
    change = await ledger.change(drop=[number])
    return done(f"I won't remind you: {words}.", change, f"I'll remind you after all: {words}.")


@skill(
    f"{_CANCEL} (all|all of) [the|my] reminders",
    f"{_CANCEL} every [single] reminder",
    f"{_CANCEL} [the|my] reminders",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def cancel_all_reminders(ledger: Ledger) -> Done | str:
    """Cancel all reminders."""
    reminders = await ledger.all(Reminder)
    if not reminders:
        return "There is nothing that I am to remind you of."
    change = await ledger.change(drop=reminders)
    return done("All reminders are cancelled.", change, "They are back.")


_MOVE = "(move|change|put|push|shift|postpone|reschedule)"


@skill(
    f"{_MOVE} (the|my) reminder (to|about|of) {{what}} to {{new}}",
    f"{_MOVE} (the|my) {{what}} reminder to {{new}}",
    f"{_MOVE} (the|my|that) reminder to {{new}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def move_reminder(
    ledger: Ledger,
    clock: Clock,
    new: When,
    what: Errand | None = None,
    number: int | None = None,
) -> Done | str:
    """Move a reminder to another time."""
    reminders = await ledger.all(Reminder)
    if not reminders:
        return "There is nothing that I am to remind you of."
    now = clock.now()
    if number is None:
        found = _found(reminders, what, None, now)
        number = _one(found, now, lambda n: Wish(move_reminder, {"new": new, "number": n}))
    old = reminders[number]
    moved = Reminder(old.what, _first(new, now).replace(tzinfo=None), new.rule or old.rule)
    change = await ledger.change(put={number: moved})
    return done(f"I'll remind you {_described(moved, now)}.", change)


def _first(when: When, now: datetime) -> datetime:
    try:
        return when.first(now)
    except ValueError:
        raise Problem("There is no such time.") from None


def _described(reminder: Reminder, now: datetime) -> str:
    """A reminder with its time before it."""
    if reminder.at is None:
        time = "when you are back"
    elif reminder.rule:
        time = f"{say_rule(reminder.rule)} at {say_hour(reminder.at.time())}"
    else:
        time = say_moment(reminder.at, now)
    return f"{time}, {turned(reminder.what)}"


def _found(
    reminders: dict[int, Reminder], what: str | None, when: When | None, now: datetime
) -> dict[int, Reminder]:
    found = reminders
    if what is not None:
        meant = closest(what, [one.what for one in reminders.values()])
        found = {n: one for n, one in found.items() if one.what == meant}
    if when is not None:
        start, end = (edge.replace(tzinfo=None) for edge in when.span(now))
        found = {n: one for n, one in found.items() if one.at and start <= one.at < end}
    return found


def _one(found: dict[int, Reminder], now: datetime, wish: Callable[[int], Wish]) -> int:
    """The number of the only one. Raises `Problem`, or `Ambiguous`, with what is wished of each."""
    if not found:
        raise Problem("There is no such reminder.")
    if len(found) > 1:
        named = {_described(one, now): number for number, one in found.items()}
        choices = [Choice(name, wish(number)) for name, number in named.items()]
        raise Ambiguous(f"Which one: {say_list(list(named), 'or')}?", choices)
    return next(iter(found))
