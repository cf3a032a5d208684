"""Her mood as it is heard: measured in the WAV files of both engines."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE
from voice_os.bench.moods import MOODS, measure_moods, measured, rank_correlation
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak
from voice_os.tts.piper import Piper

WANTED = 0.9


def follows(found: Mapping[str, Any], pitch: str) -> None:
    """In each line of moods, all four that are heard follow the mood."""
    for line, correlations in found["spearman"].items():
        for measure in ("words_a_second", "level_dbfs", pitch):
            assert correlations[measure] >= WANTED, (line, measure)
        assert correlations["pause_s"] <= -WANTED, line


async def test_with_espeak_rate_pauses_energy_and_pitch_follow_the_mood(tmp_path: Path) -> None:
    voice = await Espeak.load("en")
    follows(await measure_moods(voice, Delivery(), tmp_path), pitch="pitch_hz")
    await voice.close()
    written = {path.name for path in tmp_path.iterdir()}  # noqa: ASYNC240
    assert written == {f"espeak-{mood.replace(' ', '-')}.wav" for mood in MOODS}


async def test_with_piper_too(tiny_models: Path) -> None:
    voice = await Piper.load(tiny_models / "tiny-voice.onnx", speaker=None, threads=1)
    # Each sound of the tiny voice is a tone of its own: where they are centred tells the pitch.
    follows(await measure_moods(voice, Delivery()), pitch="centre_hz")
    await voice.close()


def test_a_sound_is_measured() -> None:
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = 0.1 * np.sin(2 * np.pi * 200 * time)
    quiet = np.zeros(SAMPLE_RATE // 5)
    heard = measured(np.concatenate([quiet, tone, quiet, tone, quiet]).astype(np.float32), 6)
    assert heard.words_a_second == pytest.approx(3, rel=0.02)
    assert heard.pause_s == pytest.approx(0.2, abs=0.01)
    assert heard.level_dbfs == pytest.approx(-23, abs=0.2)
    assert heard.pitch_hz == pytest.approx(200, rel=0.01)
    assert heard.centre_hz == pytest.approx(200, rel=0.01)


def test_ranks_are_compared() -> None:
    assert rank_correlation([1, 2, 30, 400]) == pytest.approx(1)
    assert rank_correlation([4, 3, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([1, 1, 2, 2]) == pytest.approx(0.894, abs=0.001)
    assert rank_correlation([5, 5, 5]) == 0
