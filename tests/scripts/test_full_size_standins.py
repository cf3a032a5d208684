"""The stand-ins of full size do in their real engines what their docstrings say.

They take minutes, so they run only where `VOICE_OS_STANDINS` names a folder with what
`make_standins.py --full` made; what is not in it is skipped.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_standins import FULL
from numpy.typing import NDArray
from standins import voice_config
from standins.qwen import REPLY
from standins.whisper import FULL_TRANSCRIPT

Sound = NDArray[np.float32]


def made(name: str) -> str:
    if not (folder := os.environ.get("VOICE_OS_STANDINS")):
        pytest.skip("slow: VOICE_OS_STANDINS does not name a folder of full-size stand-ins")
    path = Path(folder) / FULL[name][0]
    if not path.exists():
        pytest.skip(f"not made: run scripts/make_standins.py {folder} --full {name}")
    return str(path)


@pytest.mark.parametrize("name", ["qwen2.5-0.5b", "qwen2.5-1.5b"])
def test_a_language_model_gives_its_reply_and_stops(name: str) -> None:
    from llama_cpp import Llama

    llm = Llama(made(name), n_ctx=512, verbose=False)
    asked = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello?"}]
    answer: Any = llm.create_chat_completion(asked)  # type: ignore[arg-type]
    assert answer["choices"][0]["message"]["content"] == REPLY
    assert answer["choices"][0]["finish_reason"] == "stop"


@pytest.mark.parametrize("name", ["tiny.en", "base.en", "small.en"])
def test_a_whisper_hears_its_transcript(name: str) -> None:
    from faster_whisper import WhisperModel

    ear = WhisperModel(made(name), device="cpu", compute_type="int8")
    noise = np.random.default_rng(0).normal(0, 0.05, 32_000).astype(np.float32)
    segments, _ = ear.transcribe(noise, language="en", beam_size=1)
    assert " ".join(segment.text.strip() for segment in segments) == FULL_TRANSCRIPT


@pytest.fixture(scope="module")
def voice() -> Any:
    path = made("piper-medium")
    from piper import PiperVoice

    return PiperVoice.load(path)


def spoken(voice: Any, text: str, **options: Any) -> Sound:
    from piper import SynthesisConfig

    config = SynthesisConfig(normalize_audio=False, **options)
    return np.concatenate([chunk.audio_float_array for chunk in voice.synthesize(text, config)])


@pytest.mark.parametrize("text", ["Oh.", "Turn on the kitchen light, please."])
def test_the_voice_is_loud_enough_and_never_too_loud(voice: Any, text: str) -> None:
    sound = spoken(voice, text)
    assert np.abs(sound).max() <= 1
    assert 0.02 < sound.std() < 0.3


def test_the_voice_speaks_as_long_as_a_person_would(voice: Any) -> None:
    sound = spoken(voice, "Turn on the kitchen light, please.")
    assert 1.5 < len(sound) / voice_config.SAMPLE_RATE < 3


def test_the_voice_can_be_slowed_down_and_hurried(voice: Any) -> None:
    steady: dict[str, float] = {"noise_w_scale": 0.0}
    plain, slow, quick = (
        len(spoken(voice, "Turn on the light.", length_scale=scale, **steady))
        for scale in (1.0, 2.0, 0.5)
    )
    assert quick < 0.75 * plain
    assert slow > 1.5 * plain


def test_without_noise_the_voice_says_the_same_the_same_way(voice: Any) -> None:
    silent: dict[str, float] = {"noise_scale": 0.0, "noise_w_scale": 0.0}
    np.testing.assert_array_equal(spoken(voice, "Hi.", **silent), spoken(voice, "Hi.", **silent))
