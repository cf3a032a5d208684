import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.stt.pieces import pieces


def noise(seconds: float) -> Samples:
    count = round(seconds * SAMPLE_RATE)
    return np.random.default_rng(0).uniform(-0.5, 0.5, count).astype(np.float32)


def test_a_short_utterance_stays_whole() -> None:
    samples = noise(3)
    (piece,) = pieces(samples, len(samples))
    assert piece is samples


def test_a_long_one_is_cut_in_its_pauses() -> None:
    samples = noise(20)
    for pause in (8, 15):
        samples[round((pause - 0.2) * SAMPLE_RATE) : round((pause + 0.2) * SAMPLE_RATE)] = 0
    lengths = [len(piece) / SAMPLE_RATE for piece in pieces(samples, 10 * SAMPLE_RATE)]
    assert np.allclose(lengths, [8, 7, 5], atol=0.1)


@given(st.integers(0, 50_000), st.integers(1, 20_000))
def test_nothing_is_lost_and_no_piece_is_too_long(length: int, longest: int) -> None:
    samples = np.arange(length, dtype=np.float32)
    cut = pieces(samples, longest)
    assert all(len(piece) <= longest for piece in cut)
    assert np.array_equal(np.concatenate(cut), samples)
