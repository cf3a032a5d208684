"""Timers: what people say to them, and what she says."""

from datetime import timedelta

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.office.due import Timer
from voice_os.office.ledger import Ledger
from voice_os.skills import Services, Wish, run
from voice_os.skills.timers import set_timer

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("length", [timedelta(0), -MINUTE, timedelta(days=8), timedelta.max])
async def test_a_timer_of_no_use_is_refused_in_a_sentence(
    services: Services, length: timedelta
) -> None:
    with pytest.raises(Problem, match="up to a week"):
        await run(Wish(set_timer, {"length": length}), services)


async def test_setting_is_confirmed_with_what_was_understood(ask: Ask, ledger: Ledger) -> None:
    assert await ask("set a timer for five minutes") == "Five minutes, starting now."
    assert await ask("set a 10 minute pasta timer") == "The pasta timer is set for ten minutes."
    assert [timer.length for timer in (await ledger.all(Timer)).values()] == [
        5 * MINUTE,
        10 * MINUTE,
    ]


async def test_without_a_length_she_asks_for_it(ask: Ask, ledger: Ledger) -> None:
    assert await ask("set a timer") == "For how long?"
    assert await ledger.all(Timer) == {}
    assert await ask("ten minutes") == "Ten minutes, starting now."


async def test_whoever_is_asked_which_one_may_name_it_or_its_place(ask: Ask) -> None:
    await ask("set an egg timer for five minutes")
    await ask("set a timer for ten minutes")
    await ask("cancel the timer")
    assert await ask("the second one") == "The ten minute timer is cancelled."
    await ask("set a pasta timer for ten minutes")
    await ask("cancel the timer")
    assert await ask("egg") == "The egg timer is cancelled."


async def test_what_is_left_is_told_of_one_or_of_all(ask: Ask) -> None:
    assert await ask("how long is left on the timer") == "No timer is running."
    await ask("set a timer for five minutes")
    assert await ask("how long is left on the timer") == "Five minutes left."
    await ask("set a pasta timer for ten minutes")
    assert await ask("what timers are running") == (
        "The five minute timer has five minutes left. The pasta timer has ten minutes left."
    )
    assert await ask("how long is left on the pasta timer") == "Ten minutes left."


async def test_the_right_timer_is_cancelled(ask: Ask, ledger: Ledger) -> None:
    assert await ask("cancel the timer") == "No timer is running."
    await ask("set a timer for five minutes")
    await ask("set a pasta timer for ten minutes")
    assert await ask("cancel the timer") == ("Which one: the five minute timer or the pasta timer?")
    assert await ask("cancel the 5-minute timer") == "The five minute timer is cancelled."
    assert [timer.name for timer in (await ledger.all(Timer)).values()] == ["pasta"]
    with pytest.raises(Problem, match=r"There is no egg timer\."):
        await ask("cancel the egg timer")
    assert await ask("cancel the timer") == "The pasta timer is cancelled."


async def test_all_timers_can_be_cancelled_at_once(ask: Ask, ledger: Ledger) -> None:
    await ask("set a timer for five minutes")
    await ask("set a timer for six minutes")
    assert await ask("cancel all my timers") == "All timers are cancelled."
    assert await ledger.all(Timer) == {}


async def test_another_timer_is_set_and_a_wrong_one_is_set_right(ask: Ask, ledger: Ledger) -> None:
    await ask("set a timer for five minutes")
    assert await ask("and for ten minutes?") == "Ten minutes, starting now."
    assert await ask("no, make it twelve minutes") == "Twelve minutes, starting now."
    lengths = {timer.length for timer in (await ledger.all(Timer)).values()}
    assert lengths == {timedelta(minutes=5), timedelta(minutes=12)}
