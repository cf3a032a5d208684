"""When sound began and ended in a recording of the speaker."""

import numpy as np
import pytest

from voice_os.bench.virtual_sound_card import RATE, Recording


def recording(*pieces: tuple[float, float, float]) -> Recording:
    """Pieces of `loudness` from one second to another; each arrives when it is over."""
    made = Recording()
    for begin, end, loudness in pieces:
        made.pieces.append((end, np.full(round((end - begin) * RATE), loudness, np.float32)))
    return made


def test_sound_is_found_to_the_sample_inside_a_piece() -> None:
    made = recording((1.0, 1.1, 0.0), (1.1, 1.2, 0.5), (1.2, 1.3, 0.0))
    assert made.sound_between(1.0, 2.0) == pytest.approx((1.1, 1.2), abs=1e-4)


def test_sound_outside_the_times_does_not_count() -> None:
    made = recording((1.0, 1.4, 0.5))
    assert made.sound_between(1.1, 1.3) == pytest.approx((1.1, 1.3), abs=1e-4)
    assert made.sound_between(1.5, 2.0) is None


def test_what_cannot_be_heard_is_silence() -> None:
    assert recording((1.0, 1.4, 0.0009)).sound_between(1.0, 2.0) is None
