"""Alarms: what people say to them. It is Tuesday, a quarter to ten in the morning."""

from datetime import datetime

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.office.due import Alarm
from voice_os.office.ledger import Ledger


@pytest.mark.parametrize(
    ("words", "answer", "at", "rule"),
    [
        (
            "wake me up at seven",
            "Your alarm is set tomorrow at seven in the morning.",
            "04 07:00",
            None,
        ),
        (
            "set an alarm for half past six tomorrow morning",
            "Your alarm is set tomorrow at half past six in the morning.",
            "04 06:30",
            None,
        ),
        (
            "set an alarm for noon",
            "Your alarm is set at noon.",
            "03 12:00",
            None,
        ),
        (
            "wake me at six every weekday",
            "Your alarm is set every weekday at six in the morning.",
            "04 06:00",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        ),
    ],
)
async def test_an_alarm_is_set_and_said_back(
    ask: Ask, ledger: Ledger, words: str, answer: str, at: str, rule: str | None
) -> None:
    assert await ask(words) == answer
    (alarm,) = (await ledger.all(Alarm)).values()
    assert (f"{alarm.at:%d %H:%M}", alarm.rule) == (at, rule)


async def test_without_a_time_she_asks_for_it(ask: Ask, ledger: Ledger) -> None:
    assert await ask("set an alarm") == "For what time?"
    assert await ask("at eight") == "Your alarm is set tomorrow at eight in the morning."


async def test_alarms_are_listed_in_their_order(ask: Ask) -> None:
    assert await ask("what alarms do i have") == "No alarm is set."
    await ask("wake me up at eight")
    assert await ask("list my alarms") == "One alarm: tomorrow at eight in the morning."
    await ask("set an alarm for noon")
    assert await ask("which alarms are set") == (
        "You have alarms today at noon and tomorrow at eight in the morning."
    )
    assert await ask("do i have any alarms for tomorrow") == (
        "One alarm: tomorrow at eight in the morning."
    )


async def test_the_right_alarm_is_cancelled_and_a_choice_is_asked_for(
    ask: Ask, ledger: Ledger
) -> None:
    await ask("wake me up at eight")
    await ask("wake me up at nine")
    await ask("set an alarm for noon")
    answer = "The alarm tomorrow at nine in the morning is cancelled."
    assert await ask("cancel the nine o'clock alarm") == answer
    assert (await ask("cancel the alarm")).startswith("Which one: tomorrow at eight")
    assert await ask("the first one") == "The alarm tomorrow at eight in the morning is cancelled."
    with pytest.raises(Problem, match="no such alarm"):
        await ask("cancel the alarm for three in the afternoon")
    assert await ask("turn off the alarm") == "The alarm today at noon is cancelled."
    assert await ledger.all(Alarm) == {}


async def test_an_alarm_can_be_moved(ask: Ask, ledger: Ledger) -> None:
    await ask("wake me up at eight")
    assert await ask("move my alarm to half past seven") == (
        "Your alarm is now tomorrow at half past seven in the morning."
    )
    (alarm,) = (await ledger.all(Alarm)).values()
    assert alarm.at == datetime(2026, 11, 4, 7, 30)
