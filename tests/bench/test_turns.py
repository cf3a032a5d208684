"""Turns that are measured: the real assistant, tiny models, a virtual sound card."""

from collections.abc import Mapping

import pytest

from voice_os.bench import turns
from voice_os.bench.turns import MeasuredTurn, measure_turns
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.settings import load
from voice_os.understanding.recognition import Recognizer


async def test_every_turn_is_measured_live_and_the_plain_way(
    models: Mapping[str, str], card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SAID", "could you tell me")
    monkeypatch.setattr(turns, "WARM_UP", 0)
    told: list[MeasuredTurn] = []
    settings = load({**models, "audio.earcons": False})
    measured = await measure_turns(
        settings, count=2, release_after=0.2, card=card, on_turn=told.append
    )
    assert measured.turns == told
    assert len(told) == 2
    assert measured.utterance > 0.5
    for turn in told:
        assert turn.live > 0
        assert turn.plain.sum > turn.plain.transcript > 0
        assert turn.recorded == pytest.approx(turn.live, abs=0.1)
        assert turn.stop is not None


def test_what_the_visitor_says_is_open_talk(recognizer: Recognizer) -> None:
    """Else the language model is shown what skills there are, and more is measured than a turn."""
    assert recognizer.guesser.is_open_talk(turns.SAID)
