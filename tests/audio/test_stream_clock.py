"""A smooth clock out of jittery time stamps."""

import numpy as np
import pytest

from voice_os.audio.stream_clock import StreamClock

RATE, BLOCK = 16_000, 512


def learned(
    seconds: float, *, jitter: float = 0.0, ppm: float = 0.0, late: float = 0.0
) -> StreamClock:
    """A clock after that long of a stream that began at 100 s, with uniform jitter."""
    clock, chance = StreamClock(RATE), np.random.default_rng(1)
    for position in range(0, int(seconds * RATE), BLOCK):
        true = 100 + position / RATE * (1 + ppm * 1e-6)
        clock.note(position, true + late + jitter * chance.uniform(-1, 1))
    return clock


def test_without_jitter_it_is_exact() -> None:
    clock = learned(2)
    assert clock.time_of(RATE) == pytest.approx(101)
    assert clock.position_at(101) == pytest.approx(RATE)


@pytest.mark.parametrize(("jitter", "error"), [(0.005, 0.001), (0.03, 0.006)])
def test_it_survives_jitter(jitter: float, error: float) -> None:
    clock = learned(10, jitter=jitter)
    assert clock.time_of(10 * RATE) == pytest.approx(110, abs=error)


@pytest.mark.parametrize("ppm", [-100, 100, 300])
def test_it_follows_drift(ppm: float) -> None:
    clock = learned(60, ppm=ppm, jitter=0.002)
    assert clock.drift * 1e6 == pytest.approx(ppm, abs=15)
    assert clock.time_of(60 * RATE) == pytest.approx(160 + 60 * ppm * 1e-6, abs=0.001)


def test_a_single_late_stamp_changes_nothing() -> None:
    clock = learned(20)
    clock.note(20 * RATE, 120.2)
    assert clock.time_of(20 * RATE) == pytest.approx(120, abs=0.001)


@pytest.mark.parametrize("jump", [0.02, -0.05, 0.2])
def test_a_small_jump_that_stays_is_believed_after_half_a_second(jump: float) -> None:
    clock = learned(20)
    for position in range(20 * RATE, 21 * RATE, BLOCK):
        clock.note(position, 100 + position / RATE + jump)
    assert clock.time_of(21 * RATE) == pytest.approx(121 + jump, abs=0.001)


def test_a_lid_closed_for_an_hour_is_believed_at_once() -> None:
    clock = learned(20, ppm=50)
    clock.note(20 * RATE, 120 + 3600)
    assert clock.time_of(20 * RATE) == 3720
    assert clock.drift * 1e6 == pytest.approx(50, abs=5)
