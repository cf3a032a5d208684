"""Reminders: what people say for them. It is Tuesday, a quarter to ten in the morning."""

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.office.due import Reminder
from voice_os.office.ledger import Ledger


@pytest.mark.parametrize(
    ("words", "answer", "what", "at"),
    [
        (
            "Remind me to call Anna tomorrow at five.",
            "I'll remind you tomorrow at five in the afternoon: call Anna.",
            "call Anna",
            "04 17:00",
        ),
        (
            "remind me in twenty minutes to check the oven",
            "I'll remind you at ten oh seven in the morning: check the oven.",
            "check the oven",
            "03 10:07",
        ),
        (
            "remind me every second Tuesday to water the ferns",
            "I'll remind you every second Tuesday at nine in the morning: water the ferns.",
            "water the ferns",
            "10 09:00",
        ),
        (
            "Remind me about my dentist on Friday at noon",
            "I'll remind you on Friday at noon: your dentist.",
            "my dentist",
            "06 12:00",
        ),
    ],
)
async def test_a_reminder_is_taken_and_said_back(
    ask: Ask, ledger: Ledger, words: str, answer: str, what: str, at: str
) -> None:
    assert await ask(words) == answer
    (reminder,) = (await ledger.all(Reminder)).values()
    assert reminder.at is not None
    assert (reminder.what, f"{reminder.at:%d %H:%M}") == (what, at)


async def test_without_a_time_she_asks_for_it(ask: Ask) -> None:
    assert await ask("remind me to pay the rent") == "When shall I remind you?"
    assert await ask("tomorrow at noon") == "I'll remind you tomorrow at noon: pay the rent."


async def test_when_i_get_back_waits_for_the_person(ask: Ask, ledger: Ledger) -> None:
    assert await ask("remind me to call Anna when I get back from lunch") == (
        "When you are back from lunch and speak to me, I'll remind you: call Anna."
    )
    (reminder,) = (await ledger.all(Reminder)).values()
    assert reminder.at is None
    assert await ask("what are my reminders") == (
        "I'm to remind you of this: when you are back, call Anna."
    )


async def test_reminders_are_listed_cancelled_and_moved(ask: Ask, ledger: Ledger) -> None:
    assert await ask("what are my reminders") == "There is nothing that I am to remind you of."
    await ask("remind me to call Anna tomorrow at five")
    await ask("remind me to buy milk at noon")
    assert await ask("do i have any reminders for tomorrow") == (
        "I'm to remind you of this: tomorrow at five in the afternoon, call Anna."
    )
    assert await ask("cancel the reminder to buy milk") == "I won't remind you: buy milk."
    assert await ask("move the reminder to call anna to friday at noon") == (
        "I'll remind you on Friday at noon, call Anna."
    )
    with pytest.raises(Problem, match="no such reminder"):
        await ask("cancel the reminder to feed the dog")
    await ask("cancel all my reminders")
    assert await ledger.all(Reminder) == {}
