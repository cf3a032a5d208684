from pathlib import Path

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.files import write_wav
from voice_os.audio.levels import dbfs
from voice_os.bench.recordings import recordings, span_of_words


def sound(*pieces: tuple[float, float]) -> Samples:
    """Noise of so many seconds and such a loudness, one piece behind the other."""
    random = np.random.default_rng(0)
    return np.concatenate(
        [level * random.standard_normal(round(length * SAMPLE_RATE)) for length, level in pieces]
    ).astype(np.float32)


def test_words_lie_between_the_quiet() -> None:
    words = span_of_words(sound((0.5, 1e-4), (1.2, 0.1), (0.8, 1e-4)))
    assert words == pytest.approx((0.5 * SAMPLE_RATE, 1.7 * SAMPLE_RATE), abs=200)


def test_a_knock_behind_the_words_is_none() -> None:
    words = span_of_words(sound((0.5, 1e-4), (1, 0.1), (0.8, 1e-4), (0.1, 0.1), (0.5, 1e-4)))
    assert words is not None
    assert words[1] == pytest.approx(1.5 * SAMPLE_RATE, abs=200)


def test_a_pause_between_words_is_no_end() -> None:
    words = span_of_words(sound((0.5, 1e-4), (1, 0.1), (0.8, 1e-4), (0.4, 0.1), (0.5, 1e-4)))
    assert words is not None
    assert words[1] == pytest.approx(2.7 * SAMPLE_RATE, abs=200)


def test_where_a_recording_breaks_off_the_end_cannot_be_told() -> None:
    assert span_of_words(sound((0.5, 1e-4), (1, 0.1))) is None


def test_in_silence_there_are_no_words() -> None:
    assert span_of_words(np.zeros(SAMPLE_RATE, np.float32)) is None


def test_the_room_sounds_on_behind_a_recording(tmp_path: Path) -> None:
    folder = tmp_path / "speech-speechbrain" / "ASR"
    folder.mkdir(parents=True)
    write_wav(folder / "one.wav", sound((0.5, 1e-3), (1.2, 0.1), (0.3, 1e-3)))
    (one,) = recordings(tmp_path)
    longer = one.until(4 * SAMPLE_RATE)
    assert len(longer) == 4 * SAMPLE_RATE
    assert len(one.until(SAMPLE_RATE)) == SAMPLE_RATE
    room = dbfs(longer[: SAMPLE_RATE // 4])
    assert dbfs(longer[-SAMPLE_RATE:]) == pytest.approx(room, abs=1)


def test_without_a_corpus_the_demonstration_speaks(tmp_path: Path) -> None:
    found = list(recordings(tmp_path))
    assert found
    assert all(0 < one.begin < one.end <= len(one.samples) for one in found)
