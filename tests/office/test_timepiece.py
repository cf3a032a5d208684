"""The machine's own clocks: the zone it is in, and being told when its clock is set."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from voice_os.office.timepiece import MachineTime


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be chosen")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
async def test_a_local_time_is_one_of_the_zone_the_machine_is_in() -> None:
    clocks = MachineTime()
    spring = [clocks.instant(datetime(2026, 3, 29, hour, 30)) for hour in (1, 2, 3)]
    assert spring[1] - spring[0] == 3600
    assert spring[2] == spring[1]  # half past two is skipped, and comes as half past three
    autumn = [clocks.instant(datetime(2026, 10, 25, hour, 30)) for hour in (1, 2, 3)]
    assert autumn[1] - autumn[0] == 3600
    assert autumn[2] - autumn[1] == 7200  # half past two comes twice: the first is meant


async def test_a_sleeper_is_woken_by_the_clock_watch_or_by_its_time() -> None:
    clocks = MachineTime()
    with clocks.watching():
        before = clocks.elapsed()
        await clocks.sleep(0.05)
        assert clocks.elapsed() - before >= 0.04


async def test_two_of_one_run_of_the_machine_count_the_same_seconds() -> None:
    one, other = MachineTime(), MachineTime()
    if one.run == other.run:
        first = one.elapsed()
        await asyncio.sleep(0)
        assert other.elapsed() >= first
    else:
        assert one.run
