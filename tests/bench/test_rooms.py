import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.audio.levels import dbfs
from voice_os.bench.intruders import active_level, coughs, hums, noises, onset
from voice_os.bench.rooms import Air, Room, made_response, rooms


def test_an_echo_comes_when_and_as_loud_as_the_room_says() -> None:
    direct = np.array([1.0], np.float32)
    air = Air(Room(direct, delay=700, echo_db=-6, noise_dbfs=-200), seed=0)
    click = np.zeros(FRAME, np.float32)
    click[10] = 0.5
    heard = np.concatenate([air.heard(click), *(air.heard(np.zeros_like(click)) for _ in range(3))])
    assert np.argmax(np.abs(heard)) == 710
    assert heard[710] == pytest.approx(0.5 * 10 ** (-6 / 20), rel=1e-3)


def test_a_room_is_the_same_for_the_same_seed() -> None:
    first, second = (list(rooms(3, 4)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.response, other.response)
        assert (one.delay, one.noise_dbfs) == (other.delay, other.noise_dbfs)


def test_a_room_may_have_recorded_noise_that_goes_on_and_on() -> None:
    hum = np.sin(np.arange(700) / 3).astype(np.float32) * np.sqrt(2, dtype=np.float32)
    silent = np.zeros(FRAME, np.float32)
    air = Air(Room(np.ones(1, np.float32), 0, -6, noise_dbfs=-50, noise=hum), seed=0)
    heard = np.concatenate([air.heard(silent) for _ in range(3)])
    assert dbfs(heard) == pytest.approx(-50, abs=0.5)
    assert np.array_equal(heard[700:1400], heard[:700])


def test_a_made_response_has_unit_energy() -> None:
    response = made_response(np.random.default_rng(0))
    assert np.linalg.norm(response) == pytest.approx(1, rel=1e-4)


def test_an_onset_is_where_the_sound_begins_to_be_heard() -> None:
    sound = np.zeros(SAMPLE_RATE, np.float32)
    sound[4_800:] = 0.1
    assert onset(sound) == 4_800


def test_what_is_made_has_an_active_level_of_one_and_is_the_same_for_the_same_seed() -> None:
    for make in (coughs, hums, noises):
        first, second = make(8, 1), make(8, 1)
        for one, other in zip(first, second, strict=True):
            assert active_level(one.samples) == pytest.approx(1, rel=0.2)
            assert np.array_equal(one.samples, other.samples)
