"""How loud a sound is."""

import numpy as np
import pytest

from voice_os.audio.levels import SILENCE_DBFS, dbfs


def test_a_full_square_wave_is_zero_decibels() -> None:
    assert dbfs(np.array([1, -1, 1, -1], np.float32)) == 0


def test_a_full_sine_is_three_decibels_below() -> None:
    assert dbfs(np.sin(np.arange(100_000)).astype(np.float32)) == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("length", [0, 512])
def test_nothing_is_as_quiet_as_can_be(length: int) -> None:
    assert dbfs(np.zeros(length, np.float32)) == SILENCE_DBFS
