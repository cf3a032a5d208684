"""Times as people say them, and the times of the calendar that they mean."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.understanding.times import When

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 3, 9, 47, tzinfo=BERLIN)
"""A Tuesday."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("at five", "2026-11-03T17:00"),
        ("at 9", "2026-11-03T21:00"),
        ("at 5 30 pm", "2026-11-03T17:30"),
        ("at 5pm", "2026-11-03T17:00"),
        ("at seven in the morning", "2026-11-04T07:00"),
        ("half past six", "2026-11-03T18:30"),
        ("at a quarter to eight", "2026-11-03T19:45"),
        ("seven oh five p m", "2026-11-03T19:05"),
        ("at 20 15", "2026-11-03T20:15"),
        ("seventeen hundred hours", "2026-11-03T17:00"),
        ("at noon", "2026-11-03T12:00"),
        ("at midnight", "2026-11-04T00:00"),
        ("tomorrow at five", "2026-11-04T17:00"),
        ("five o'clock tomorrow", "2026-11-04T17:00"),
        ("tomorrow morning at seven", "2026-11-04T07:00"),
        ("tonight at ten", "2026-11-03T22:00"),
        ("on tuesday at nine", "2026-11-03T21:00"),
        ("tuesday at nine in the morning", "2026-11-10T09:00"),
        ("on friday at noon", "2026-11-06T12:00"),
        ("next friday at three in the afternoon", "2026-11-13T15:00"),
        ("wednesday next week at two", "2026-11-11T14:00"),
        ("on the third of may at half past six", "2027-05-03T18:30"),
        ("december 25 2027 at 8 am", "2027-12-25T08:00"),
        ("christmas eve at six", "2026-12-24T18:00"),
        ("on the 31st at one", "2026-12-31T13:00"),
        ("in ten minutes", "2026-11-03T09:57"),
        ("in half an hour", "2026-11-03T10:17"),
        ("in an hour and a half", "2026-11-03T11:17"),
        ("one hour and twenty minutes from now", "2026-11-03T11:07"),
        ("in a second", "2026-11-03T09:47:01"),
        ("in two weeks", "2026-11-17T09:47"),
        ("in three months at ten", "2027-02-03T10:00"),
    ],
)
def test_a_time_is_the_next_one_that_fits(said: str, meant: str) -> None:
    assert When.parse(said).first(NOW) == at(meant)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("today", "2026-11-03T00:00", "2026-11-04T00:00"),
        ("yesterday evening", "2026-11-02T17:00", "2026-11-02T22:00"),
        ("this afternoon", "2026-11-03T12:00", "2026-11-03T18:00"),
        ("next week", "2026-11-09T00:00", "2026-11-16T00:00"),
        ("this weekend", "2026-11-07T00:00", "2026-11-09T00:00"),
        ("last month", "2026-10-01T00:00", "2026-11-01T00:00"),
        ("may", "2027-05-01T00:00", "2027-06-01T00:00"),
        ("next year", "2027-01-01T00:00", "2028-01-01T00:00"),
        ("the day after tomorrow", "2026-11-05T00:00", "2026-11-06T00:00"),
        ("at five", "2026-11-03T17:00", "2026-11-03T18:00"),
    ],
)
def test_a_stretch_of_time_has_a_start_and_an_end(said: str, start: str, end: str) -> None:
    assert When.parse(said).span(NOW) == (at(start), at(end))


@pytest.mark.parametrize(
    ("said", "rule", "meant"),
    [
        (
            "every second tuesday at nine in the morning",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            ["2026-11-10T09:00", "2026-11-24T09:00"],
        ),
        (
            "every weekday at half past seven",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            ["2026-11-04T07:30", "2026-11-05T07:30", "2026-11-06T07:30", "2026-11-09T07:30"],
        ),
        (
            "every monday and wednesday at six",
            "FREQ=WEEKLY;BYDAY=MO,WE",
            ["2026-11-04T18:00", "2026-11-09T18:00"],
        ),
        ("each morning", "FREQ=DAILY", ["2026-11-04T08:00", "2026-11-05T08:00"]),
        ("daily at eight pm", "FREQ=DAILY", ["2026-11-03T20:00", "2026-11-04T20:00"]),
        (
            "on the first of every month at ten",
            "FREQ=MONTHLY",
            ["2026-12-01T10:00", "2027-01-01T10:00"],
        ),
        (
            "every year on the third of march",
            "FREQ=YEARLY",
            ["2027-03-03T09:00", "2028-03-03T09:00"],
        ),
        (
            "every three hours",
            "FREQ=HOURLY;INTERVAL=3",
            ["2026-11-03T12:47", "2026-11-03T15:47"],
        ),
        ("mondays at four", "FREQ=WEEKLY;BYDAY=MO", ["2026-11-09T16:00", "2026-11-16T16:00"]),
    ],
)
def test_what_comes_again_has_a_rule(said: str, rule: str, meant: list[str]) -> None:
    when = When.parse(said)
    assert when.rule == rule
    assert list(islice(when.after(NOW), len(meant))) == [at(one) for one in meant]


def test_who_wants_to_be_woken_at_seven_means_the_morning() -> None:
    assert When.parse("at seven").first(NOW) == at("2026-11-03T19:00")
    assert When.parse("at seven").first(NOW, early=True) == at("2026-11-04T07:00")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "banana",
        "the table",
        "at",
        "five tomorrow today at six at seven",
        "25 o'clock",
        "my may",
    ],
)
def test_what_names_no_time_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"not a time|two|no time"):
        When.parse(said)


def test_a_day_that_is_none_is_refused_when_it_is_looked_for() -> None:
    with pytest.raises(ValueError, match="no such day"):
        When.parse("the thirtieth of february").first(NOW)


def test_it_tells_whether_a_time_and_a_date_were_said() -> None:
    assert When.parse("tomorrow").has_date
    assert not When.parse("tomorrow").has_time
    assert When.parse("at five").has_time
    assert not When.parse("at five").has_date
    assert When.parse("in an hour").has_time


def test_an_hour_that_the_clock_change_leaves_out_is_an_hour_later() -> None:
    before = at("2027-03-27T12:00")
    assert When.parse("tomorrow at 2 30 am").first(before) == at("2027-03-28T03:30")


def test_hours_from_now_are_true_hours_and_days_keep_the_time_across_a_clock_change() -> None:
    before = at("2027-03-27T22:00")
    later = When.parse("in six hours").first(before)
    assert later.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=6)
    assert When.parse("in one day").first(before) == at("2027-03-28T22:00")


def test_what_comes_daily_keeps_its_time_across_a_clock_change() -> None:
    days = islice(When.parse("every day at eight am").after(at("2027-03-27T12:00")), 2)
    assert [one.astimezone(UTC).hour for one in days] == [6, 6]


@pytest.mark.parametrize("said", When.examples())
def test_every_example_is_a_time(said: str) -> None:
    assert When.parse(said).first(NOW) is not None


WORDS = sorted({word for said in When.examples() for word in said.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_any_order_of_its_words_is_a_time_or_refused(words: list[str]) -> None:
    with suppress(ValueError):
        When.parse(" ".join(words)).span(NOW)
