from datetime import datetime, time

import pytest
from skills.scripted import Ask, ScriptedClock

from voice_os.skills.clock import say_date, say_time
from voice_os.skills.services import LocalClock


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (time(0, 0), "midnight"),
        (time(12, 0), "noon"),
        (time(15, 0), "three o'clock"),
        (time(9, 5), "nine oh five"),
        (time(9, 15), "a quarter past nine"),
        (time(21, 30), "half past nine"),
        (time(9, 47), "nine forty-seven"),
        (time(12, 45), "a quarter to one"),
        (time(23, 45), "a quarter to twelve"),
        (time(0, 1), "twelve oh one"),
    ],
)
def test_the_time_is_said_as_people_say_it(now: time, said: str) -> None:
    assert say_time(now) == said


def test_the_date_is_said_in_words() -> None:
    assert say_date(datetime(2026, 11, 3)) == "Tuesday, the third of November"


async def test_she_tells_time_date_day_month_and_year(ask: Ask) -> None:
    assert await ask("what time is it") == "It's nine forty-seven."
    assert await ask("what's the date") == "It's Tuesday, the third of November."
    assert await ask("what day is it") == "It's Tuesday."
    assert await ask("what month is it") == "It's November."
    assert await ask("what year is it") == "It's twenty twenty-six."


async def test_she_asks_the_clock_each_time(ask: Ask, clock: ScriptedClock) -> None:
    clock.time = clock.time.replace(hour=21, minute=30)
    assert await ask("what time is it") == "It's half past nine."


def test_the_local_clock_knows_its_zone() -> None:
    assert LocalClock().now().tzinfo is not None
