"""What she says when an errand is due, and putting off what rang."""

from datetime import datetime, timedelta

from voice_os.office import due
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.due import Alarm, Reminder, Timer
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import Timepiece
from voice_os.skills import Done, Effect, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.quantities import say_duration
from voice_os.skills.saying import say_hour, say_time_ago, turned
from voice_os.skills.services import Clock
from voice_os.skills.timers import label

LATE = 60.0
"""Seconds after which it is said that something is told late."""

SNOOZE = timedelta(minutes=9)
"""How long an alarm sleeps, unless it is said."""


def announcement(due: Due, now: datetime) -> str:
    """What she says of an errand that is due."""
    if due.late > LATE:
        return f"{_missed(due, now)} I could not tell you then."
    match due.errand:
        case Timer():
            return f"Your {label(due.errand)} is done."
        case Alarm(name=name):
            return f"It's {say_hour(now.time())}. This is your {name or ''} alarm.".replace(
                "  ", " "
            )
        case Reminder(what=what):
            return f"I'm to remind you: {turned(what)}."


def _missed(due: Due, now: datetime) -> str:
    late = timedelta(seconds=due.late)
    ago = say_time_ago(late, now - late, now)
    match due.errand:
        case Timer():
            return f"Your {label(due.errand)} was done {ago}."
        case Alarm(name=name):
            return f"Your {name + ' ' if name else ''}alarm was due {ago}."
        case Reminder(what=what):
            return f"I was to remind you {ago}: {turned(what)}."


_FOR = "[for|in] [{length}|another {length}|{length} more]"


@skill(
    f"(snooze|snooze the alarm|snooze it|snooze that) {_FOR}",
    "(let me sleep|wake me again|remind me again|ring again|tell me again) (in|for) {length}",
    "(another|give me another) {length}",
    "(remind me|wake me) [again] later",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def snooze(
    clockwork: Clockwork,
    ledger: Ledger,
    clocks: Timepiece,
    clock: Clock,
    length: timedelta | None = None,
) -> Done | str:
    """Put off what just rang."""
    if clockwork.last_told is None:
        return "Nothing has rung."
    rest = length or SNOOZE
    said = f"All right, again in {say_duration(rest)}."
    match clockwork.last_told.errand:
        case Timer(name=name):
            again: due.Errand = due.timer(rest, name, clocks)
        case Alarm(name=name):
            again = Alarm(_local(clock, rest), name)
        case Reminder(what=what):
            again = Reminder(what, _local(clock, rest))
    return done(said, await ledger.change(add=[again]), "It will not ring again.")


def _local(clock: Clock, rest: timedelta) -> datetime:
    """The local time (naive) after so long."""
    later = datetime.fromtimestamp(
        clock.now().timestamp() + rest.total_seconds(), clock.now().tzinfo
    )
    return later.replace(tzinfo=None)
