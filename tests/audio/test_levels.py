"""How loud a sound is, and how bright."""

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.levels import DULLEST, SILENCE_DBFS, brightness, dbfs


def test_a_full_square_wave_is_zero_decibels() -> None:
    assert dbfs(np.array([1, -1, 1, -1], np.float32)) == 0


def test_a_full_sine_is_three_decibels_below() -> None:
    assert dbfs(np.sin(np.arange(100_000)).astype(np.float32)) == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("length", [0, 512])
def test_nothing_is_as_quiet_as_can_be(length: int) -> None:
    assert dbfs(np.zeros(length, np.float32)) == SILENCE_DBFS


def tone(pitch: float) -> Samples:
    return np.sin(2 * np.pi * pitch * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)


def test_the_higher_a_tone_the_brighter_it_is() -> None:
    bright = [brightness(tone(pitch)) for pitch in (300, 1000, 4000)]
    assert DULLEST < bright[0] < bright[1] < bright[2]
    assert bright[2] == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("loudness", [0.001, 0.5])
def test_how_bright_a_sound_is_does_not_depend_on_its_loudness(loudness: float) -> None:
    louder = np.float32(loudness) * tone(700)
    assert brightness(louder) == pytest.approx(brightness(tone(700)), abs=0.01)


@pytest.mark.parametrize("sound", [np.zeros(512, np.float32), tone(100)])
def test_silence_and_what_is_low_are_as_dull_as_can_be(sound: Samples) -> None:
    assert brightness(sound) == DULLEST
