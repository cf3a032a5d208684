"""She lives through a year with somebody, on virtual time, and keeps to what she may do."""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from persona.lives import NIGHT, Promised, Year, a_year, say_day

from voice_os.bench.virtual_time import run
from voice_os.persona.forward import APART, MOST


def in_a_call(now: datetime) -> bool:
    """In calls on weekday mornings and every other hour of the afternoon."""
    return now.weekday() < 5 and (now.hour in (9, 10, 11) or now.hour in (14, 16))


def is_raised(promise: Promised, said: list[tuple[datetime, str]]) -> bool:
    """Whether she spoke of it within the days that it is spoken of."""
    words = re.sub(r"\b(?:my|our)\b", "your", promise.deed)
    return any(
        words in text and 0 <= (at.date() - promise.day).days <= 2
        for at, text in said
        if text.startswith("You wanted to")
    )


@dataclass(frozen=True)
class Lived:
    """The promises that came due in a year, and what she said of herself, with its time."""

    due: list[Promised]
    said: list[tuple[datetime, str]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    year = Year(tmp_path_factory.mktemp("year") / "memory.db", busy=in_a_call)
    return Lived(run(a_year(year, seed=1)), year.said)


def test_in_a_year_no_limit_is_broken(lived: Lived) -> None:
    times = [at for at, _ in lived.said]
    assert len(times) > 80
    assert not [at for at in times if NIGHT.holds(at) or in_a_call(at)]
    assert all(later - before >= APART for before, later in pairwise(times))
    for at in times:
        assert len([b for b in times if at - timedelta(hours=24) < b <= at]) <= MOST
        assert len([b for b in times if b.date() == at.date()]) <= MOST


def test_and_promises_are_kept_in_mind(lived: Lived) -> None:
    raised = [promise for promise in lived.due if is_raised(promise, lived.said)]
    assert len(lived.due) > 80
    assert len(raised) / len(lived.due) >= 0.95


def test_what_was_raised_once_is_not_raised_again(lived: Lived) -> None:
    questions = [text for _, text in lived.said if text.startswith("How ")]
    assert len(questions) >= 5
    assert len(questions) == len(set(questions))


async def _promise(year: Year, told: str, days: float) -> None:
    year.live()
    await year.she.wake(year.store)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(year.she.run())
        await year.until(year.now() + timedelta(hours=12))
        if told:
            await year.tell(told.format(say_day((year.now() + timedelta(days=3)).date())))
        await year.until(year.now() + timedelta(days=days))
        running.cancel()


def test_to_somebody_who_is_away_she_has_nothing_to_say(tmp_path: Path) -> None:
    year = Year(tmp_path / "memory.db")
    run(_promise(year, "I like tea, and you are good company.", days=300))
    assert year.said == []


def test_a_promise_is_raised_in_the_morning_of_its_day(tmp_path: Path) -> None:
    year = Year(tmp_path / "memory.db")
    run(_promise(year, "I'll call my mother on {}.", days=30))
    ((at, words),) = year.said
    assert words == "You wanted to call your mother today."
    assert (at.month, at.day, at.hour) == (1, 4, 8)


def test_while_somebody_is_busy_she_waits_and_then_says_it(tmp_path: Path) -> None:
    year = Year(tmp_path / "memory.db", busy=lambda now: now.hour < 18)
    run(_promise(year, "I'll call my mother on {}.", days=30))
    ((at, _),) = year.said
    assert at.hour == 18


def test_to_somebody_who_is_always_busy_she_says_nothing(tmp_path: Path) -> None:
    year = Year(tmp_path / "memory.db", busy=lambda _: True)
    run(_promise(year, "I'll call my mother on {}.", days=30))
    assert year.said == []


async def _not_allowed(year: Year) -> None:
    year.live()
    year.she.allow(False)
    await year.she.wake(year.store)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(year.she.run())
        await year.until(year.now() + timedelta(hours=12))
        await year.tell(f"I'll call my mother on {say_day((year.now() + timedelta(3)).date())}.")
        await year.until(year.now() + timedelta(days=3, hours=1))
        assert year.said == []
        year.she.allow(True)
        await asyncio.sleep(1)
        assert len(year.said) == 1
        running.cancel()


def test_not_allowed_she_is_silent_and_allowed_she_speaks_at_once(tmp_path: Path) -> None:
    run(_not_allowed(Year(tmp_path / "memory.db")))


async def _waved_away(year: Year) -> None:
    year.live()
    await year.she.wake(year.store)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(year.she.run())
        await year.until(year.now() + timedelta(hours=12))
        day = (year.now() + timedelta(days=3)).date()
        await year.tell(f"I'll call my mother on {say_day(day)}.")
        await year.tell(f"The interview is on {say_day(day - timedelta(days=1))}.")
        await year.until(year.now() + timedelta(days=2, hours=20, minutes=30))
        assert [words for _, words in year.said] == ["You wanted to call your mother today."]
        year.she.let_be()
        await year.until(year.now() + timedelta(hours=19))
        assert len(year.said) == 1
        await year.until(year.now() + timedelta(hours=10))
        assert [words for _, words in year.said[1:]] == ["How did the interview go?"]
        running.cancel()


def test_waved_away_she_says_nothing_more_that_day(tmp_path: Path) -> None:
    run(_waved_away(Year(tmp_path / "memory.db")))


async def _let_be_and_restarted(year: Year) -> None:
    year.live()
    await year.she.wake(year.store)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(year.she.run())
        await year.until(year.now() + timedelta(hours=12))
        await year.tell(f"I'll call my mother on {say_day((year.now() + timedelta(3)).date())}.")
        await year.until(year.now() + timedelta(days=2, hours=19))
        year.she.let_be()
        await asyncio.sleep(1)
        await year.restart(tasks, running)
        await year.until(year.now() + timedelta(hours=19))
        assert year.said == []
        await year.until(year.now() + timedelta(hours=8))
        assert len(year.said) == 1
        await year.restart(tasks, running)
        await year.until(year.now() + timedelta(days=5))
        assert len(year.said) == 1
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()


def test_neither_silence_nor_what_was_raised_ends_with_a_restart(tmp_path: Path) -> None:
    run(_let_be_and_restarted(Year(tmp_path / "memory.db")))
