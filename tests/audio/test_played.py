"""What was played, as it is heard."""

import numpy as np
import pytest

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.played import KEPT, Played


def tone(frames: int, pitch: float = 440.0) -> Samples:
    return np.sin(2 * np.pi * pitch * np.arange(frames) / PLAYBACK_RATE).astype(np.float32)


def played(frames: Samples, *, begins: float = 10.0) -> Played:
    """Frames that are heard from `begins` on."""
    remembered = Played()
    for start in range(0, len(frames), 480):
        remembered.stamp(start, begins + start / PLAYBACK_RATE)
        remembered.add(frames[start : start + 480])
    return remembered


@pytest.mark.parametrize("late", [0.0, 1e-5, 0.00123])
def test_it_is_read_at_any_time_as_if_it_had_been_sampled_then(late: float) -> None:
    remembered = played(tone(PLAYBACK_RATE))
    read = remembered.between(10.5 + late, 10.51 + late, 160)
    expected = np.sin(2 * np.pi * 440 * (0.5 + late + np.arange(160) / SAMPLE_RATE))
    np.testing.assert_allclose(read, expected, atol=0.01)


def test_what_the_microphone_cannot_hold_does_not_fold_back() -> None:
    remembered = played(tone(PLAYBACK_RATE, 12_000))
    assert np.abs(remembered.between(10.5, 10.51, 160)).max() < 0.02


def test_before_and_behind_it_there_is_silence() -> None:
    remembered = played(tone(PLAYBACK_RATE))
    assert not remembered.between(9.0, 9.032, 512).any()
    assert not remembered.between(11.1, 11.132, 512).any()
    assert not Played().between(9.0, 9.032, 512).any()


def test_only_the_last_seconds_are_kept() -> None:
    remembered = played(tone(KEPT + 2 * PLAYBACK_RATE))
    assert not remembered.between(10.5, 10.51, 160).any()
    assert remembered.between(15.0, 15.01, 160).any()


def test_it_knows_until_when_it_sounds() -> None:
    remembered = played(np.concatenate([tone(PLAYBACK_RATE), np.zeros(4_800, np.float32)]))
    assert remembered.sounds_after(10.9)
    assert not remembered.sounds_after(11.001)
    assert not Played().sounds_after(0)


def test_a_device_that_is_opened_again_begins_a_new_clock() -> None:
    remembered = played(tone(PLAYBACK_RATE))
    remembered.stamp(PLAYBACK_RATE, 500.0, anew=True)
    remembered.add(tone(PLAYBACK_RATE))
    read = remembered.between(500.5, 500.51, 160)
    np.testing.assert_allclose(read[:3], np.sin(2 * np.pi * 440 * np.arange(3) / 16_000), atol=0.01)
