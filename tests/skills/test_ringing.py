"""What she says when something is due, and putting it off."""

from datetime import datetime, timedelta

import pytest
from office.scripted_time import ScriptedTime
from skills.scripted import Ask, ScriptedClock

from voice_os.office import due
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.due import Alarm, Errand, Reminder
from voice_os.office.ledger import Ledger
from voice_os.skills.ringing import announcement

SEVEN = datetime(2026, 11, 3, 7)


async def test_each_is_announced_by_its_name(clock: ScriptedClock, clocks: ScriptedTime) -> None:
    pasta = due.timer(timedelta(minutes=5), "pasta", clocks)
    five = due.timer(timedelta(minutes=5), None, clocks)
    now = clock.now()
    assert announcement(Due(1, pasta, 0.0), now) == "Your pasta timer is done."
    assert announcement(Due(1, five, 0.0), now) == "Your five minute timer is done."
    assert announcement(Due(1, Alarm(SEVEN), 0.0), now) == (
        "It's nine forty-seven in the morning. This is your alarm."
    )
    assert announcement(Due(1, Reminder("call my mother", SEVEN), 0.0), now) == (
        "I'm to remind you: call your mother."
    )


@pytest.mark.parametrize(
    ("errand", "late", "said"),
    [
        (Alarm(SEVEN), 10_020, "Your alarm was due today at seven in the morning."),
        (Reminder("pay", SEVEN), 90, "I was to remind you a moment ago: pay."),
        (Reminder("pay", SEVEN), 86_400, "I was to remind you yesterday at nine forty-seven"),
    ],
)
def test_what_is_late_is_said_to_be(
    clock: ScriptedClock, errand: Errand, late: float, said: str
) -> None:
    assert announcement(Due(1, errand, late), clock.now()).startswith(said)


async def test_what_rang_can_be_put_off(ask: Ask, ledger: Ledger, clockwork: Clockwork) -> None:
    assert await ask("snooze") == "Nothing has rung."
    clockwork.last_told = Due(1, Alarm(SEVEN, "train"), 0.0)
    assert await ask("snooze for ten minutes") == "All right, again in ten minutes."
    (alarm,) = (await ledger.all(Alarm)).values()
    assert (alarm.name, alarm.at) == ("train", datetime(2026, 11, 3, 9, 57))
    clockwork.last_told = Due(1, Reminder("pay", SEVEN), 0.0)
    assert await ask("remind me again in an hour") == "All right, again in one hour."
