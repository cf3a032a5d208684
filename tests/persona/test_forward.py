"""May she speak first? The hard limits hold whatever there is to say."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona.forward import APART, MOST, Quiet, may_speak, next_chance

NIGHT = Quiet(time(22), time(8))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

zones = st.sampled_from([ZoneInfo("Europe/Oslo"), ZoneInfo("America/New_York"), UTC])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))
quiets = st.builds(Quiet, st.times(), st.times())


@given(st.lists(moments, max_size=40), quiets, zones)
def test_whenever_she_is_asked_quiet_hours_and_caps_are_kept(
    asked: list[datetime], quiet: Quiet, zone: ZoneInfo
) -> None:
    spoken: list[datetime] = []
    for at in sorted(moment.replace(tzinfo=UTC) for moment in asked):
        now = at.astimezone(zone)
        if may_speak(now, spoken, quiet):
            assert not quiet.holds(now)
            assert all(now - before >= APART for before in spoken)
            assert len([at for at in spoken if now - at < timedelta(hours=24)]) < MOST
            spoken.append(now)


@given(moments, st.lists(moments, max_size=6), quiets, zones)
def test_the_next_chance_is_a_time_at_which_she_may(
    now: datetime, spoken: list[datetime], quiet: Quiet, zone: ZoneInfo
) -> None:
    before = [at.replace(tzinfo=UTC) for at in spoken]
    chance = next_chance(now.replace(tzinfo=UTC).astimezone(zone), before, quiet)
    assert chance >= now.replace(tzinfo=UTC)
    if not quiet.holds(chance):
        assert may_speak(chance, before, quiet)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_that_somebody_was_away_long_makes_no_difference(now: datetime, absence: timedelta) -> None:
    """The limits know nothing of when somebody last spoke; only of when she did."""
    at = now.replace(tzinfo=UTC)
    assert may_speak(at, [], NIGHT) == may_speak(at, [at - timedelta(days=2) - absence], NIGHT)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("21:59", False), ("22:00", True), ("03:00", True), ("07:59", True), ("08:00", False)],
)
def test_quiet_hours_go_through_midnight(at: str, quiet: bool) -> None:
    assert NIGHT.holds(datetime.fromisoformat(f"2026-03-02T{at}+00:00")) is quiet


def test_they_may_lie_within_a_day_or_not_be() -> None:
    siesta = Quiet(time(13), time(15))
    assert siesta.holds(NOON.replace(hour=14))
    assert not siesta.holds(NOON)
    assert not Quiet(time(0), time(0)).holds(NOON)


def test_a_chance_in_the_night_is_one_in_the_morning() -> None:
    assert next_chance(NOON.replace(hour=23), [], NIGHT) == NOON.replace(day=3, hour=8)
    assert next_chance(NOON.replace(hour=19), [NOON.replace(hour=18, minute=30)], NIGHT) == (
        NOON.replace(day=3, hour=8)
    )


def test_after_three_times_she_is_silent_until_a_day_later() -> None:
    spoken = [NOON.replace(hour=hour) for hour in (8, 12, 16)]
    assert next_chance(NOON.replace(hour=21), spoken, NIGHT) == NOON.replace(day=3, hour=8)
