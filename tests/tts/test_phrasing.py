import numpy as np
import pytest
from tts.measures import edges, rms

from voice_os.tts import Delivery
from voice_os.tts.phrasing import CLAUSE_PAUSE, SENTENCE_PAUSE, pause_after, phrased

RATE = 16_000


def padded_tone(silence: float) -> np.ndarray:
    tone = 0.4 * np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE)
    return np.pad(tone, round(silence * RATE)).astype(np.float32)


@pytest.mark.parametrize("clause", ["It is late.", 'He said "no!"', "Really?", "So…", "（はい。）"])
def test_a_pause_follows_a_sentence(clause: str) -> None:
    assert pause_after(clause) == SENTENCE_PAUSE


@pytest.mark.parametrize("clause", ["Of course,", "one; ", "well —", '"Yes,"'])
def test_a_shorter_pause_follows_a_comma(clause: str) -> None:
    assert pause_after(clause) == CLAUSE_PAUSE < SENTENCE_PAUSE


@pytest.mark.parametrize("clause", ["the train from the", "", '"'])
def test_no_pause_follows_words_that_go_on(clause: str) -> None:
    assert pause_after(clause) == 0


def test_silence_that_the_engine_left_is_taken_off() -> None:
    for silence in (0, 0.005, 0.5):
        before, behind = edges(phrased(padded_tone(silence), "and so", Delivery(), RATE), RATE)
        assert before <= 0.015
        assert behind <= 0.015


def test_silence_inside_a_clause_stays() -> None:
    sound = np.concatenate([padded_tone(0.2), padded_tone(0.2)])
    assert len(phrased(sound, "and so", Delivery(), RATE)) >= 2.4 * RATE


def test_the_pause_that_is_meant_is_put_on_and_shrinks_with_the_rate() -> None:
    for rate in (1.0, 2.0):
        _, behind = edges(phrased(padded_tone(0.5), "So.", Delivery(rate=rate), RATE), RATE)
        assert behind == pytest.approx(SENTENCE_PAUSE / rate, abs=0.015)


def test_a_clause_begins_and_ends_at_zero_so_that_nothing_clicks() -> None:
    sound = phrased(padded_tone(0), "and so", Delivery(), RATE)
    assert sound[0] == sound[-1] == 0


def test_silence_is_no_phrase() -> None:
    assert len(phrased(np.zeros(RATE, np.float32), "So.", Delivery(), RATE)) == 0
    assert len(phrased(np.zeros(0, np.float32), "So.", Delivery(), RATE)) == 0


def test_no_energy_is_a_silence_as_long_as_the_words() -> None:
    sound = phrased(padded_tone(0), "So.", Delivery(energy=0), RATE)
    assert len(sound) >= RATE
    assert not sound.any()


def test_energy_is_a_factor_on_the_loudness() -> None:
    plain = rms(phrased(padded_tone(0.1), "so", Delivery(), RATE))
    for energy in (0.25, 0.5, 2.0):
        loud = rms(phrased(padded_tone(0.1), "so", Delivery(energy=energy), RATE))
        assert loud == pytest.approx(energy * plain, rel=0.001)


def test_what_would_clip_is_bent_and_keeps_its_order() -> None:
    rising = np.linspace(0.1, 0.45, 2 * RATE, dtype=np.float32)
    loud = phrased(rising, "so", Delivery(energy=4.0), RATE)
    middle = loud[RATE // 2 : -RATE // 2]
    assert loud.max() <= 1
    assert middle[-1] > 0.99
    assert (np.diff(middle) >= 0).all()
    np.testing.assert_allclose(middle[:1000], 4 * rising[RATE // 2 : RATE // 2 + 1000], rtol=1e-6)
