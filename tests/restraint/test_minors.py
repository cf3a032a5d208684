"""She does not speak first to a minor in the evening and at night."""

from datetime import time

from voice_os.restraint.minors import EVENING, MORNING, quiet_hours


def test_without_a_minor_the_hours_are_as_wished() -> None:
    assert quiet_hours(time(23), time(6), minor=False) == (time(23), time(6))


def test_a_minors_evening_and_night_are_always_quiet() -> None:
    assert quiet_hours(time(23), time(6), minor=True) == (EVENING, MORNING)
    assert quiet_hours(time(2), time(2), minor=True) == (EVENING, MORNING)


def test_they_may_be_longer() -> None:
    assert quiet_hours(time(18), time(9), minor=True) == (time(18), time(9))
