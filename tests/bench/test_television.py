import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.levels import dbfs
from voice_os.bench.television import television


def hum(seconds: float, loudness: float) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE), dtype=np.float32)
    wave: Samples = np.sin(at * np.float32(0.1)) * np.float32(loudness)
    return wave


@pytest.mark.parametrize("level", [-45.0, -35.0])
def test_it_is_as_long_and_as_loud_as_was_asked(level: float) -> None:
    sound = television([hum(1.0, 0.5), hum(0.7, 0.01)], 10, level)
    assert len(sound) == 10 * SAMPLE_RATE
    assert sound.dtype == np.float32
    assert dbfs(sound) == pytest.approx(level, abs=0.1)


def test_all_who_speak_in_it_are_equally_loud() -> None:
    sound = television([hum(2.0, 0.5), hum(2.0, 0.01)], 4.25, -40)
    first, second = sound[: 2 * SAMPLE_RATE], sound[round(2.25 * SAMPLE_RATE) :]
    assert dbfs(first) == pytest.approx(dbfs(second), abs=0.5)


def test_it_goes_on_however_little_is_said() -> None:
    sound = television([hum(0.5, 0.5)], 8, -40)
    seconds = sound.reshape(8, SAMPLE_RATE)
    assert all(dbfs(second) > -45 for second in seconds)
