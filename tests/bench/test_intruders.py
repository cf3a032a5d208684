"""Who cuts in on her in the bench."""

from pathlib import Path

import numpy as np
import pytest

from voice_os import demo
from voice_os.audio import SAMPLE_RATE
from voice_os.audio.files import read_wav, write_wav
from voice_os.bench.intruders import people

VISITOR = Path(demo.__file__).parent / "1-what-time-is-it.wav"


def test_a_person_begins_with_the_first_word_whatever_a_recording_begins_with(
    tmp_path: Path,
) -> None:
    path = tmp_path / "offset.wav"
    before = np.full(2 * SAMPLE_RATE, 0.1, np.float32)  # as of a microphone that was just opened
    write_wav(path, np.concatenate([before, read_wav(VISITOR)]))
    late, person = people([path, VISITOR])
    assert len(late.samples) == pytest.approx(len(person.samples), abs=SAMPLE_RATE // 10)
    assert late.onset == pytest.approx(person.onset, abs=SAMPLE_RATE // 10)
