"""Listening on virtual time, with stubs for ears and voice."""

import sys

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE
from voice_os.bench import hour, virtual_time
from voice_os.bench.recordings import recordings, shared_folder
from voice_os.errors import Problem


def test_people_are_answered_while_memory_is_watched() -> None:
    demonstration = recordings(shared_folder() / "no such folder")
    listened = virtual_time.run(hour.listen(2, [one.samples for one in demonstration]))
    assert listened.turns >= 3
    assert abs(listened.grown_mb) < 100


def test_in_silence_nothing_is_answered() -> None:
    silence = [np.zeros(SAMPLE_RATE, np.float32)]
    assert virtual_time.run(hour.listen(1, silence)).turns == 0


def test_a_measurement_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Problem, match="memory over an hour could not be measured"):
        hour.measure_hour(1)
