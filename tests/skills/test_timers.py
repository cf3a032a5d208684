"""Timers on virtual time: they ring when they should, and say what they do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from skills.scripted import Ask

from voice_os.bench import virtual_time
from voice_os.errors import Problem
from voice_os.skills.timers import Timer, Timers

MINUTE = timedelta(minutes=1)


class Bell:
    """Keeps what rang, and when to a tenth of a second."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, float]] = []

    async def ring(self, timer: Timer) -> None:
        self.rung.append((timer.label, round(asyncio.get_running_loop().time(), 1)))


@asynccontextmanager
async def running(ring: Callable[[Timer], Awaitable[None]]) -> AsyncIterator[Timers]:
    timers = Timers(ring)
    clockwork = asyncio.create_task(timers.run())
    yield timers
    clockwork.cancel()


def test_a_timer_rings_when_it_is_due_and_is_gone() -> None:
    async def story() -> None:
        bell = Bell()
        async with running(bell.ring) as timers:
            timer = timers.set(5 * MINUTE)
            await asyncio.sleep(299)
            assert timers.left(timer) == timedelta(seconds=1)
            assert not bell.rung
            await asyncio.sleep(2)
        assert bell.rung == [("five minute timer", 300.0)]
        assert timers.list() == ()
        assert timers.left(timer) == timedelta(0)

    virtual_time.run(story())


def test_timers_ring_in_the_order_of_their_time_not_of_their_setting() -> None:
    async def story() -> None:
        bell = Bell()
        async with running(bell.ring) as timers:
            timers.set(10 * MINUTE, "pasta")
            await asyncio.sleep(60)
            timers.set(3 * MINUTE, "egg")
            assert [timer.name for timer in timers.list()] == ["egg", "pasta"]
            await asyncio.sleep(3600)
        assert bell.rung == [
            ("egg timer", 240.0),
            ("pasta timer", 600.0),
        ]

    virtual_time.run(story())


def test_a_cancelled_timer_stays_silent() -> None:
    async def story() -> None:
        bell = Bell()
        async with running(bell.ring) as timers:
            timer = timers.set(MINUTE)
            await asyncio.sleep(59)
            timers.cancel(timer)
            timers.cancel(timer)
            await asyncio.sleep(3600)
        assert not bell.rung

    virtual_time.run(story())


def test_a_long_ringing_delays_no_other_timer() -> None:
    async def story() -> None:
        ended = []

        async def ring_for_an_hour(timer: Timer) -> None:
            began = round(asyncio.get_running_loop().time(), 1)
            await asyncio.sleep(3600)
            ended.append((timer.name, began))

        async with running(ring_for_an_hour) as timers:
            timers.set(MINUTE, "one")
            timers.set(2 * MINUTE, "two")
            await asyncio.sleep(2 * 3600)
        assert ended == [
            ("one", 60.0),
            ("two", 120.0),
        ]

    virtual_time.run(story())


def test_a_thousand_timers_all_ring_on_time() -> None:
    async def story() -> None:
        bell = Bell()
        async with running(bell.ring) as timers:
            for n in range(1000, 0, -1):
                timers.set(timedelta(seconds=n), str(n))
            await asyncio.sleep(1001)
        assert len(bell.rung) == 1000
        assert all(at == int(label.split()[0]) for label, at in bell.rung)

    virtual_time.run(story())


@pytest.mark.parametrize("length", [timedelta(0), -MINUTE, timedelta(days=8), timedelta.max])
async def test_a_timer_of_no_use_is_refused_in_a_sentence(
    timers: Timers, length: timedelta
) -> None:
    with pytest.raises(Problem, match="up to a week"):
        timers.set(length)


def test_a_timer_has_a_label_and_an_announcement() -> None:
    assert Timer(1, 5 * MINUTE, 0).announcement == "Your five minute timer is done."
    assert Timer(1, 5 * MINUTE, 0, "pasta").announcement == "Your pasta timer is done."


async def test_setting_is_confirmed_with_what_was_understood(ask: Ask, timers: Timers) -> None:
    assert await ask("set a timer for five minutes") == "Five minutes, starting now."
    assert await ask("set a 10 minute pasta timer") == "The pasta timer is set for ten minutes."
    assert [timer.length for timer in timers.list()] == [5 * MINUTE, 10 * MINUTE]


async def test_without_a_length_she_asks_for_it(ask: Ask, timers: Timers) -> None:
    assert await ask("set a timer") == "For how long?"
    assert timers.list() == ()
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


async def test_the_right_timer_is_cancelled(ask: Ask, timers: Timers) -> None:
    assert await ask("cancel the timer") == "No timer is running."
    await ask("set a timer for five minutes")
    await ask("set a pasta timer for ten minutes")
    assert await ask("cancel the timer") == ("Which one: the five minute timer or the pasta timer?")
    assert await ask("cancel the 5-minute timer") == "The five minute timer is cancelled."
    assert [timer.name for timer in timers.list()] == ["pasta"]
    with pytest.raises(Problem, match=r"There is no egg timer\."):
        await ask("cancel the egg timer")
    assert await ask("cancel the timer") == "The pasta timer is cancelled."


async def test_all_timers_can_be_cancelled_at_once(ask: Ask, timers: Timers) -> None:
    await ask("set a timer for five minutes")
    await ask("set a timer for six minutes")
    assert await ask("cancel all my timers") == "All timers are cancelled."
    assert timers.list() == ()
