"""Turns without a key: the real assistant, tiny models, a virtual sound card."""

from collections.abc import Mapping

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE
from voice_os.bench import open_turns
from voice_os.bench.open_turns import measure_open_turns, utterances
from voice_os.bench.recordings import Recording, recordings, shared_folder
from voice_os.bench.turns import WARM_UP
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.mode import Mode
from voice_os.settings import load


def recording(name: str, seconds: float, language: str = "en") -> Recording:
    end = round(seconds * SAMPLE_RATE)
    return Recording(name, language, np.zeros(end + SAMPLE_RATE, np.float32), 0, end)


async def test_turns_are_measured_from_the_last_word_on(
    models: Mapping[str, str], card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_turns, "WARM_UP", 0)
    said = utterances(recordings(shared_folder() / "no such folder"), 2)  # the demonstration's
    told: list[None] = []
    settings = load({**models, "audio.earcons": False, "listening.mode": Mode.OPEN})
    measured = await measure_open_turns(
        settings, said, card=card, on_turn=lambda: told.append(None)
    )
    assert len(told) == 2
    assert len(measured.turns) + measured.missed == 2
    assert 0.2 < measured.pause < 2
    for turn in measured.turns:
        assert turn.live > 0
        assert turn.plain.sum > 0
        assert turn.recorded == pytest.approx(turn.live, abs=0.1)
    assert measured.turns


def test_visitors_say_what_is_english_and_neither_short_nor_long() -> None:
    recorded = [
        recording("short", 1.0),
        recording("fit", 3.0),
        recording("long", 20.0),
        recording("french", 3.0, "fr"),
    ]
    assert {one.name for one in utterances(recorded, 5)} == {"fit"}


def test_there_are_as_many_utterances_as_turns_and_always_the_same() -> None:
    recorded = [recording(str(number), 3.0) for number in range(4)]
    said = utterances(recorded, 7)
    assert len(said) == WARM_UP + 7
    assert said == utterances(recorded, 7)
