"""Two streams stay side by side while their stamps wander, and follow what is really so."""

from collections.abc import Sequence

import numpy as np

from voice_os.audio.alignment import Alignment

FRAME = 1536  # positions at the playback rate


def ends(firsts: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How far off each frame is set from where it would lie at an even pace."""
    alignment = Alignment()
    begins = [alignment.follow(first, first + FRAME)[0] for first in firsts]
    return np.array(begins) - FRAME * np.arange(len(begins))


def test_stamps_that_wander_move_it_little() -> None:
    wandering = 200 * np.sin(np.arange(300) / 20)  # 4 ms
    off = ends(list(FRAME * np.arange(300) + wandering))
    assert np.abs(np.diff(off)).max() < 0.31
    assert np.ptp(off) < 20


def test_a_drift_is_followed_with_a_delay_that_stays() -> None:
    drift = 0.15 * np.arange(4_000)  # 100 ppm
    behind = drift - ends(list(FRAME * np.arange(4_000) + drift))
    assert np.ptp(behind[-500:]) < 1
    assert behind[-1] < 100  # 2 ms


def test_a_stream_that_was_begun_anew_is_believed_at_once() -> None:
    jumped = [FRAME * at + (5_000 if at >= 10 else 0) for at in range(20)]
    assert ends(jumped)[-1] == 5_000
