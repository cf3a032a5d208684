"""Changing the sample rate, piece by piece."""

import numpy as np
import pytest

from voice_os.audio.resample import Resampler, resampled

RATES = [(44_100, 16_000), (22_050, 48_000), (48_000, 16_000), (48_000, 44_100), (8_000, 48_000)]


def tone(rate: int, pitch: float = 300.0, seconds: float = 0.5) -> np.ndarray:
    return np.sin(2 * np.pi * pitch * np.arange(int(rate * seconds)) / rate).astype(np.float32)


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_a_tone_stays_the_tone(from_rate: int, to_rate: int) -> None:
    got, wanted = resampled(tone(from_rate), from_rate, to_rate), tone(to_rate)
    assert abs(len(got) - len(wanted)) <= 1
    middle = slice(len(wanted) // 4, -len(wanted) // 4)
    np.testing.assert_allclose(got[middle], wanted[: len(got)][middle], atol=1e-3)


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_pieces_have_no_seams(from_rate: int, to_rate: int) -> None:
    whole = tone(from_rate)
    resampler = Resampler(from_rate, to_rate)
    pieces = [resampler.feed(piece) for piece in np.array_split(whole, 37)]
    pieces.append(resampler.feed(whole[:0], last=True))
    np.testing.assert_allclose(
        np.concatenate(pieces), resampled(whole, from_rate, to_rate), atol=1e-6
    )


def test_a_second_stream_may_follow_the_first() -> None:
    resampler = Resampler(44_100, 16_000)
    first = resampler.feed(tone(44_100), last=True)
    np.testing.assert_array_equal(resampler.feed(tone(44_100), last=True), first)


def test_equal_rates_pass_through_at_once() -> None:
    wave = tone(16_000)
    resampler = Resampler(16_000, 16_000)
    assert resampler.feed(wave) is wave
    assert resampler.delay == 0
