"""The pitch of a voice."""

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.pitch import pitch_of


def hum(pitch: float, seconds: float = 1.0) -> Samples:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    overtones = [np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 9)]
    return np.asarray(0.1 * np.sum(overtones, axis=0), np.float32)


@pytest.mark.parametrize("pitch", [80, 119, 203.5, 331, 450])
def test_a_hum_has_the_pitch_it_was_made_with(pitch: float) -> None:
    assert pitch_of(hum(pitch), SAMPLE_RATE) == pytest.approx(pitch, rel=0.005)


def test_pauses_do_not_count() -> None:
    sound = np.concatenate([hum(120), np.zeros(SAMPLE_RATE * 3, np.float32), hum(120)])
    assert pitch_of(sound, SAMPLE_RATE) == pytest.approx(120, rel=0.01)


def test_noise_has_none() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE).astype(np.float32)
    assert pitch_of(noise, SAMPLE_RATE) is None


@pytest.mark.parametrize("count", [0, 10, SAMPLE_RATE])
def test_nor_has_silence(count: int) -> None:
    assert pitch_of(np.zeros(count, np.float32), SAMPLE_RATE) is None
