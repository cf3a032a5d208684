import sys
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE
from voice_os.audio.files import read_wav
from voice_os.errors import Problem
from voice_os.stt import EndOfTurn
from voice_os.stt.smart_turn import SmartTurn, features
from voice_os.stt.wheel import faster_whisper


@pytest.fixture
async def engine(shared: Path) -> AsyncIterator[EndOfTurn]:
    path = shared / "models" / "smart-turn-v3.2" / "smart-turn-v3.2-cpu.onnx"
    if not path.is_file():
        pytest.skip(f"no end-of-turn model: {path} is missing")
    smart_turn = await SmartTurn.load(path, name="Smart Turn v3.2")
    yield smart_turn
    await smart_turn.close()


async def test_a_clause_that_ends_is_told_from_one_that_breaks_off(
    engine: EndOfTurn, shared: Path
) -> None:
    speech = read_wav(shared / "data" / "speech-jfk" / "jfk.wav")
    at = {
        second: await engine.finished(speech[: int(second * SAMPLE_RATE)]) for second in (4, 10.5)
    }
    assert at[4] < 0.1  # "ask not"
    assert at[10.5] > 0.9  # "what you can do for your country"


@pytest.mark.parametrize("count", [0, 1, 1_600, 20 * SAMPLE_RATE])
async def test_any_length_has_an_answer(engine: EndOfTurn, count: int) -> None:
    assert 0 <= await engine.finished(np.zeros(count, np.float32)) <= 1


async def test_only_the_last_eight_seconds_count(engine: EndOfTurn) -> None:
    noise = np.random.default_rng(0).uniform(-0.1, 0.1, 9 * SAMPLE_RATE).astype(np.float32)
    late = noise[SAMPLE_RATE:]
    assert await engine.finished(noise) == await engine.finished(late)


async def test_loudness_does_not_matter(engine: EndOfTurn, shared: Path) -> None:
    speech = read_wav(shared / "data" / "speech-jfk" / "jfk.wav")[: 4 * SAMPLE_RATE]
    quiet = (speech * np.float32(0.1)).astype(np.float32)
    assert await engine.finished(quiet) == pytest.approx(await engine.finished(speech), abs=0.02)


async def test_a_file_that_is_no_model_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "smart-turn-v3.2" / "model.onnx"
    path.parent.mkdir()
    path.write_bytes(b"not a model")
    with pytest.raises(Problem, match=r"model\.onnx.*voice-os models get smart-turn-v3\.2"):
        await SmartTurn.load(path)


def test_features_are_those_that_the_network_was_trained_with() -> None:
    """Zeros stand in front and count in the mean; silence is finite."""
    mel = faster_whisper("feature_extractor").FeatureExtractor(80)
    speech = np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE).astype(np.float32)
    found = features(speech, mel)
    assert found.shape == (80, 800)
    assert found.dtype == np.float32
    assert found[:, 720:].mean() > found[:, :680].mean() + 1
    assert np.isfinite(features(np.zeros(0, np.float32), mel)).all()


def test_one_module_of_faster_whisper_comes_without_the_others() -> None:
    loaded = {name for name in sys.modules if name.startswith("faster_whisper")}
    assert faster_whisper("feature_extractor").FeatureExtractor
    assert {name for name in sys.modules if name.startswith("faster_whisper")} == loaded
