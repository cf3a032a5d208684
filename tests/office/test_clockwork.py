"""Errands on virtual time: told when they should be, whatever the clock on the wall is set to."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from office.scripted_time import ScriptedTime

from voice_os.bench import virtual_time
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.due import Alarm, Errand, Reminder, Timer, timer
from voice_os.office.ledger import Fleeting, Keeper, Ledger

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


class Desk:
    """Somebody at a desk, who hears everything at once unless they are `deaf`."""

    def __init__(self, clocks: ScriptedTime, keeper: Keeper | None = None) -> None:
        self.clocks = clocks
        self.ledger = Ledger(keeper or Fleeting())
        self.clockwork = Clockwork(self.ledger, clocks, self._told)
        self.told: list[tuple[datetime, Errand]] = []
        self.late: list[float] = []
        self.deaf = False

    def _told(self, due: Due) -> None:
        self.told.append((self.clocks.now(), due.errand))
        self.late.append(due.late)
        if not self.deaf:
            self.clockwork.heard(due)

    async def set(self, *errands: Errand) -> tuple[int, ...]:
        return (await self.ledger.change(add=errands)).added

    def hours(self) -> list[str]:
        return [f"{at:%d %H:%M}" for at, _ in self.told]


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Desk]:
    clockwork = asyncio.create_task(desk.clockwork.run())
    yield desk
    clockwork.cancel()
    await asyncio.wait([clockwork])


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute)


def test_a_timer_is_told_when_it_is_due_and_is_gone() -> None:
    async def story() -> None:
        async with running(Desk(ScriptedTime())) as desk:
            await desk.set(timer(5 * MINUTE, "pasta", desk.clocks))
            await asyncio.sleep(299.9)
            assert not desk.told
            await asyncio.sleep(0.2)
            assert len(desk.told) == 1
            assert desk.late[0] < 0.1
            assert await desk.clockwork.errands() == {}

    virtual_time.run(story())


def test_a_timer_does_not_care_what_the_wall_clock_is_set_to() -> None:
    async def story() -> None:
        async with running(Desk(ScriptedTime())) as desk:
            await desk.set(timer(60 * MINUTE, None, desk.clocks))
            await asyncio.sleep(600)
            desk.clocks.set_by(86_400)
            await asyncio.sleep(600)
            desk.clocks.set_by(-3 * 86_400)
            await asyncio.sleep(2399.9)
            assert not desk.told
            await asyncio.sleep(0.2)
            assert len(desk.told) == 1

    virtual_time.run(story())


def test_an_alarm_goes_by_the_wall_clock_and_notices_at_once_when_it_is_set() -> None:
    async def story() -> None:
        start = datetime(2026, 3, 2, 6, 0, tzinfo=BERLIN)
        async with running(Desk(ScriptedTime(start))) as desk:
            await desk.set(Alarm(at(2, 7)))
            await desk.set(Alarm(at(2, 9)))
            await asyncio.sleep(60)
            desk.clocks.set_by(59 * 60 - 0.05)  # a twentieth of a second before seven
            await asyncio.sleep(0.1)
            assert desk.hours() == ["02 07:00"]
            desk.clocks.set_by(-3600)
            await asyncio.sleep(3 * 3600 - 1)
            assert len(desk.told) == 1
            await asyncio.sleep(1.1)
            assert desk.hours() == ["02 07:00", "02 09:00"]
            assert max(desk.late) < 0.1

    virtual_time.run(story())


def test_an_alarm_at_an_hour_that_is_skipped_rings_when_the_clock_has_jumped_over_it() -> None:
    async def story() -> None:
        start = datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)  # summer time begins on the 29th
        async with running(Desk(ScriptedTime(start))) as desk:
            await desk.set(Alarm(at(29, 2, 30)), Alarm(at(29, 7)))
            await asyncio.sleep(86_400)
        assert desk.hours() == ["29 03:30", "29 07:00"]

    virtual_time.run(story())


def test_an_alarm_at_an_hour_that_comes_twice_rings_once() -> None:
    async def story() -> None:
        start = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)  # winter time begins on the 25th
        async with running(Desk(ScriptedTime(start))) as desk:
            await desk.set(Alarm(at(25, 2, 30, month=10), rule="FREQ=DAILY"))
            await asyncio.sleep(1.9 * 86_400)
        assert desk.hours() == ["25 02:30", "26 02:30"]

    virtual_time.run(story())


def test_who_travels_is_woken_at_the_hour_of_the_place_they_are_in() -> None:
    async def story() -> None:
        start = datetime(2026, 3, 2, 12, 0, tzinfo=BERLIN)
        async with running(Desk(ScriptedTime(start))) as desk:
            await desk.set(Alarm(at(3, 7)))
            await asyncio.sleep(3600)
            desk.clocks.travel("America/New_York")
            await asyncio.sleep(86_401)
        assert desk.hours() == ["03 07:00"]
        assert desk.told[0][0].utcoffset() == timedelta(hours=-5)

    virtual_time.run(story())


def test_every_second_tuesday_through_half_a_year_with_both_changes_of_the_clock() -> None:
    async def story() -> None:
        start = datetime(2026, 3, 2, 12, 0, tzinfo=BERLIN)
        every = Reminder("water the ferns", at(3, 17), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
        async with running(Desk(ScriptedTime(start))) as desk:
            await desk.set(every)
            await asyncio.sleep(250 * 86_400)
        days = [told for told, _ in desk.told]
        assert len(days) == 18
        assert {f"{day:%a %H:%M}" for day in days} == {"Tue 17:00"}
        assert {b.date() - a.date() for a, b in pairwise(days)} == {timedelta(days=14)}
        assert max(desk.late) < 0.1

    virtual_time.run(story())


def test_months_of_errands_with_a_clock_that_is_set_again_and_again_are_right_to_a_tenth() -> None:
    async def story() -> None:
        chance = random.Random(4)  # noqa: S311
        start = datetime(2026, 2, 20, 12, 0, tzinfo=BERLIN)
        async with running(Desk(ScriptedTime(start))) as desk:
            alarm = Alarm(at(21, 6, 45, month=2), rule="FREQ=DAILY")
            await desk.set(alarm)
            rung = 0
            for _ in range(300):
                length = timedelta(seconds=chance.uniform(1, 80_000))
                begun = desk.clocks.elapsed()
                await desk.set(timer(length, None, desk.clocks))
                before = len(desk.told)
                if chance.random() < 0.3:
                    await asyncio.sleep(length.total_seconds() / 3)
                    desk.clocks.set_by(chance.uniform(-900, 900))
                rest = length.total_seconds() - (desk.clocks.elapsed() - begun)
                await asyncio.sleep(rest + 0.1)
                rung += sum(isinstance(one, Timer) for _, one in desk.told[before:])
            assert rung == 300
            alarms = [told for told, one in desk.told if isinstance(one, Alarm)]
            assert len(alarms) > 100
            assert {f"{told:%H}" for told in alarms} <= {"06", "07"}  # set forward over the hour
            on_time = [told for told in alarms if f"{told:%H:%M:%S}" == "06:45:00"]
            assert len(on_time) > 0.95 * len(alarms)

    virtual_time.run(story())


def test_a_thousand_at_once_are_all_told_on_time() -> None:
    async def story() -> None:
        async with running(Desk(ScriptedTime())) as desk:
            await desk.set(*(timer(10 * MINUTE, str(n), desk.clocks) for n in range(1000)))
            await asyncio.sleep(600.1)
            assert len(desk.told) == 1000
            assert max(desk.late) < 0.1
            await asyncio.sleep(1)
            assert await desk.clockwork.errands() == {}

    virtual_time.run(story())


def test_what_was_not_heard_before_she_was_killed_is_told_at_the_next_start() -> None:
    async def story() -> None:
        kept = Fleeting()
        desk = Desk(ScriptedTime(), kept)
        desk.deaf = True
        async with running(desk):
            await desk.set(timer(MINUTE, "egg", desk.clocks), Alarm(at(2, 12, 30)))
            await asyncio.sleep(61)
        assert len(desk.told) == 1
        await asyncio.sleep(3600)
        async with running(Desk(desk.clocks, kept)) as again:
            await asyncio.sleep(1)
        names = [one.name for _, one in again.told if isinstance(one, Timer | Alarm)]
        assert names == ["egg", None]
        assert [round(late) for late in again.late] == [3601, 1861]

    virtual_time.run(story())


def test_after_a_restart_of_the_machine_a_timer_goes_on_by_the_wall_clock() -> None:
    async def story() -> None:
        kept = Fleeting()
        async with running(Desk(ScriptedTime(), kept)) as desk:
            await desk.set(timer(60 * MINUTE, None, desk.clocks))
            await asyncio.sleep(600)
        rebooted = ScriptedTime(desk.clocks.now() + timedelta(minutes=5), run="two")
        rebooted.set_by(-desk.clocks.elapsed())
        async with running(Desk(rebooted, kept)) as again:
            await asyncio.sleep(10)
            rebooted.set_by(7 * 3600)  # by now it holds on to the new run's seconds
            await asyncio.sleep(45 * 60 - 10.1)
            assert not again.told
            await asyncio.sleep(0.2)
            assert len(again.told) == 1

    virtual_time.run(story())


def test_a_daily_reminder_missed_for_three_days_is_told_once_and_goes_on() -> None:
    async def story() -> None:
        kept = Fleeting()
        desk = Desk(ScriptedTime(datetime(2026, 3, 2, 12, tzinfo=UTC)), kept)
        await desk.set(Reminder("stretch", at(2, 15), "FREQ=DAILY"))
        await asyncio.sleep(3 * 86_400)
        async with running(Desk(desk.clocks, kept)) as again:
            await asyncio.sleep(86_400)
        assert again.hours() == ["05 12:00", "05 15:00"]

    virtual_time.run(story())


def test_a_cancelled_errand_stays_silent() -> None:
    async def story() -> None:
        async with running(Desk(ScriptedTime())) as desk:
            change = await desk.ledger.change(add=[timer(MINUTE, None, desk.clocks)])
            await asyncio.sleep(59)
            await desk.ledger.change(drop=change.added)
            await asyncio.sleep(3600)
            assert not desk.told

    virtual_time.run(story())


def test_when_i_get_back_is_the_next_time_they_speak_after_an_absence() -> None:
    async def story() -> None:
        async with running(Desk(ScriptedTime())) as desk:
            desk.clockwork.spoken()
            await desk.set(Reminder("call Anna", None, made=desk.clocks.wall()))
            for _ in range(8):
                await asyncio.sleep(120)
                desk.clockwork.spoken()
            assert not desk.told
            await asyncio.sleep(1800)
            desk.clockwork.spoken()
            desk.clockwork.spoken()
            await asyncio.sleep(1)
            assert len(desk.told) == 1
            assert await desk.clockwork.errands() == {}

    virtual_time.run(story())
