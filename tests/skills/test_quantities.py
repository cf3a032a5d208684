from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.skills.quantities import (
    duration,
    number,
    say_duration,
    say_duration_before_noun,
    say_list,
    say_number,
    say_ordinal,
    say_year,
    whole_number,
)
from voice_os.understanding.wording import tidy


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("5", "5"),
        ("2.5", "2.5"),
        (".5", "0.5"),
        ("five", "5"),
        ("twenty five", "25"),
        ("a hundred", "100"),
        ("one hundred and five", "105"),
        ("two point five", "2.5"),
        ("point five", "0.5"),
        ("three and a half", "3.5"),
        ("a million", "1000000"),
        ("a couple of", "2"),
    ],
)
def test_numbers_are_read_from_words_and_digits(words: str, value: str) -> None:
    assert number(words) == Decimal(value)


@pytest.mark.parametrize(
    "words", ["", "nine eleven", "5 5", "first", "nan", "infinity", "1e5", "love", "9" * 40]
)
def test_what_is_not_one_number_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(words)


def test_a_whole_number_has_no_fraction() -> None:
    assert whole_number("twelve") == 12
    with pytest.raises(ValueError, match="not a whole number"):
        whole_number("two and a half")


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("five minutes", 300),
        ("5 min", 300),
        ("five minute", 300),
        ("thirty second", 30),
        ("90 seconds", 90),
        ("a minute", 60),
        ("half a minute", 30),
        ("half an hour", 1800),
        ("an hour and a half", 5400),
        ("one and a half hours", 5400),
        ("a minute and a half", 90),
        ("three quarters of an hour", 2700),
        ("1 hour 20 minutes", 4800),
        ("one hour and twenty minutes and five seconds", 4805),
        ("two days", 172_800),
    ],
)
def test_durations_are_read(words: str, seconds: int) -> None:
    assert duration(words) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "words", ["five", "minutes", "five minutes of fame", "pasta minute", "7 am"]
)
def test_what_is_not_one_duration_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        duration(words)


def test_a_duration_beyond_measure_is_the_longest_there_is() -> None:
    assert duration("nine hundred billion days") == timedelta.max


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "zero seconds"),
        (1, "one second"),
        (60, "one minute"),
        (299.2, "five minutes"),
        (250, "four minutes and ten seconds"),
        (5400, "one hour and thirty minutes"),
        (3605, "one hour"),
        (90_000, "one day and one hour"),
    ],
)
def test_a_duration_is_said_as_exactly_as_an_ear_needs(seconds: float, said: str) -> None:
    assert say_duration(timedelta(seconds=seconds)) == said


def test_a_duration_before_a_noun_is_singular() -> None:
    assert say_duration_before_noun(timedelta(minutes=90)) == "one hour thirty minute"


@given(st.integers(min_value=0, max_value=6 * 86_400))
def test_what_is_said_of_a_duration_is_read_back_within_its_smaller_unit(seconds: int) -> None:
    back = duration(tidy(say_duration(timedelta(seconds=seconds))))
    lost = timedelta(seconds=seconds) - back
    assert timedelta(0) <= lost < timedelta(hours=1)
    if seconds < 3600:
        assert not lost


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_that_is_said_is_read_back(value: int) -> None:
    assert number(tidy(say_number(value))) == value


def test_ordinals_years_and_lists_are_said_as_people_do() -> None:
    assert say_ordinal(23) == "twenty-third"
    assert say_year(2026) == "twenty twenty-six"
    assert say_list(["a"]) == "a"
    assert say_list(["a", "b", "c"], "or") == "a, b or c"
