"""Quiet and loud people alike."""

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.gain import MOST, TARGET, Gain
from voice_os.audio.levels import dbfs


def noise(seconds: float, level: float) -> Samples:
    count = int(seconds * SAMPLE_RATE) // FRAME * FRAME
    chance = np.random.default_rng(1).standard_normal(count)
    return (10 ** (level / 20) * chance).astype(np.float32)


def evened(gain: Gain, samples: Samples) -> Samples:
    return np.concatenate([gain.even(frame) for frame in samples.reshape(-1, FRAME)])


def syllables(seconds: float, level: float) -> Samples:
    """Sound that swells and dies away four times a second, over a little noise."""
    sound = noise(seconds, level)
    swell = np.sin(2 * np.pi * 2 * np.arange(len(sound)) / SAMPLE_RATE) ** 2
    return np.asarray(sound * swell + noise(seconds, -70), np.float32)


@pytest.mark.parametrize("level", [-44, -32, -20, -10])
def test_people_come_out_at_one_level(level: float) -> None:
    out = evened(Gain(), np.clip(syllables(12, level), -1, 1))
    assert dbfs(out[-2 * SAMPLE_RATE :]) == pytest.approx(TARGET, abs=6)
    assert np.abs(out).max() <= 1


def test_noise_is_not_pumped_up() -> None:
    gain = Gain()
    evened(gain, noise(60, -50))
    assert abs(gain.decibels) < 3


def test_silence_between_the_words_is_left_at_the_gain_of_the_words() -> None:
    gain = Gain()
    evened(gain, syllables(12, -40))
    before = gain.decibels
    evened(gain, noise(30, -70))
    assert gain.decibels == pytest.approx(before, abs=1)
    assert before <= MOST
