"""Events: unrolled, changed and compared, through clock changes and across zones."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from voice_os.errors import Problem
from voice_os.office import events
from voice_os.office.events import HOUR

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)


def at(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_what_recurs_keeps_its_hour_when_the_clocks_change() -> None:
    weekly = events.single(events.made("Yoga", at(24, 9), at(24, 10), rule="FREQ=WEEKLY"))
    found = events.occurrences(weekly, at(24), at(24) + 15 * DAY)
    assert [f"{one.start:%d %H:%M %z}" for one in found] == [
        "24 09:00 +0100",
        "31 09:00 +0200",
        "07 09:00 +0200",
    ]
    assert all(one.recurs for one in found)


def test_one_of_a_series_is_struck_out_or_moved_and_the_others_stay() -> None:
    weekly = events.single(events.made("Yoga", at(24, 9), at(24, 10), rule="FREQ=WEEKLY"))
    second = events.occurrences(weekly, at(31), at(31) + DAY)[0]
    less = events.cancelled(weekly, second)
    assert less is not None
    left = events.occurrences(less, at(24), at(24) + 15 * DAY)
    assert [one.start.day for one in left] == [24, 7]
    moved = events.moved(weekly, second, at(1, 11, month=4))
    hours = [f"{one.start:%d %H}" for one in events.occurrences(moved, at(24), at(24) + 15 * DAY)]
    assert hours == ["24 09", "01 11", "07 09"]


def test_a_single_event_is_struck_out_with_nothing_left() -> None:
    once = events.single(events.made("Tea", at(24, 9), at(24, 10)))
    (event,) = events.occurrences(once, at(24), at(25))
    assert not event.recurs
    assert events.cancelled(once, event) is None


def test_a_day_is_a_day_whatever_the_zone() -> None:
    trip = events.single(events.made("Trip", at(28), at(30), all_day=True))
    for zone in (BERLIN, NEW_YORK, ZoneInfo("Pacific/Auckland")):
        days = [datetime(2026, 3, day, tzinfo=zone) for day in (27, 28, 29, 30)]
        on = [bool(events.occurrences(trip, day, day + DAY)) for day in days]
        assert on == [False, True, True, False]


def test_an_event_of_another_zone_is_told_in_ones_own() -> None:
    start = datetime(2026, 3, 10, 9, tzinfo=NEW_YORK)
    call = events.single(events.made("Call", start, start + HOUR))
    (event,) = events.occurrences(call, at(10), at(11))
    assert f"{event.start:%H:%M}" == "14:00"  # five hours: New York has summer time by then


def test_what_overlaps_is_found_and_what_touches_is_not() -> None:
    one = events.Event("1", "A", at(3, 10), at(3, 11))
    others = [
        events.Event("2", "B", at(3, 10, 30), at(3, 12)),
        events.Event("3", "C", at(3, 11), at(3, 12)),
        events.Event("4", "D", at(3), at(4), all_day=True),
    ]
    assert [other.title for other in events.conflicts(one, others)] == ["B"]


def test_the_free_stretches_of_a_day_are_those_between() -> None:
    on = [events.Event("1", "A", at(3, 10), at(3, 11)), events.Event("2", "B", at(3, 9), at(3, 10))]
    assert list(events.free(on, at(3, 8), at(3, 12))) == [
        (at(3, 8), at(3, 9)),
        (at(3, 11), at(3, 12)),
    ]


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR", "BEGIN:VEVENT\nEND:VEVENT"])
def test_what_is_no_calendar_is_a_sentence(text: str) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        events.parse(text)


def test_a_broken_event_spoils_no_other() -> None:
    text = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:bad
DTSTART:20260303T100000Z
RRULE:FREQ=SOMETIMES
SUMMARY:Bad
END:VEVENT
BEGIN:VEVENT
UID:good
DTSTART:20260303T100000Z
SUMMARY:Good
  of course
END:VEVENT
END:VCALENDAR
"""
    found = events.occurrences(events.parse(text), at(3), at(4))
    assert "Good of course" in [event.title for event in found]
