"""Her small sounds."""

import numpy as np
import pytest

from voice_os.audio import PLAYBACK_RATE
from voice_os.audio.earcons import Earcon, sound


@pytest.mark.parametrize("earcon", Earcon)
def test_an_earcon_is_quiet_and_begins_and_ends_without_a_click(earcon: Earcon) -> None:
    samples = sound(earcon)
    assert 0.05 < np.abs(samples).max() <= 0.12 + 1e-6
    assert np.abs(np.diff(samples, prepend=0.0, append=0.0)).max() < 0.03
    assert abs(samples[0]) < 1e-3
    assert abs(samples[-1]) < 1e-3


@pytest.mark.parametrize("earcon", set(Earcon) - {Earcon.RING})
def test_an_earcon_is_short(earcon: Earcon) -> None:
    assert len(sound(earcon)) <= PLAYBACK_RATE // 5


def test_no_two_earcons_sound_alike() -> None:
    assert len({sound(earcon).tobytes() for earcon in Earcon}) == len(Earcon)
