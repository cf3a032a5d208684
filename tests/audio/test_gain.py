"""Quiet and loud people alike."""

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.gain import MOST, TARGET, evened
from voice_os.audio.levels import dbfs


def noise(seconds: float, level: float) -> Samples:
    count = int(seconds * SAMPLE_RATE) // FRAME * FRAME
    chance = np.random.default_rng(1).standard_normal(count)
    return (10 ** (level / 20) * chance).astype(np.float32)


def syllables(seconds: float, level: float) -> Samples:
    """Sound that swells and dies away four times a second, over a little noise."""
    sound = noise(seconds, level)
    swell = np.sin(2 * np.pi * 2 * np.arange(len(sound)) / SAMPLE_RATE) ** 2
    return np.asarray(np.clip(sound * swell + noise(seconds, -80), -1, 1), np.float32)


@pytest.mark.parametrize("level", [-50, -44, -32, -20, -10])
def test_people_come_out_at_one_level(level: float) -> None:
    out = evened(syllables(3, level))
    spoken = [dbfs(frame) for frame in out.reshape(-1, FRAME)]
    assert max(spoken) == pytest.approx(TARGET + 2, abs=3)
    assert np.abs(out).max() <= 1


def test_pauses_do_not_count() -> None:
    speech = syllables(2, -40)
    paused = np.concatenate([speech, noise(8, -80), speech])
    assert dbfs(evened(paused)[: len(speech)]) == pytest.approx(dbfs(evened(speech)), abs=0.5)


def test_the_faintest_whisper_is_raised_only_so_far() -> None:
    whisper = noise(1, -80)
    assert dbfs(evened(whisper)) == pytest.approx(-80 + MOST, abs=0.5)


@pytest.mark.parametrize("sound", [np.zeros(0, np.float32), np.zeros(4000, np.float32)])
def test_silence_stays_silence(sound: Samples) -> None:
    assert not evened(sound).any()
    assert len(evened(sound)) == len(sound)
