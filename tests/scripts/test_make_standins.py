"""Every stand-in loads in its real engine and does what its docstring says."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_standins import make_once
from numpy.typing import NDArray
from standins import tiny_voice, voice_config, whisper
from standins.tiny_llm import DEFAULT_REPLY, REPLIES
from standins.vocabulary import COMMON, Vocabulary, pieces

MAKER = Path(__file__).parents[2] / "scripts" / "make_standins.py"
SPEECH_RATE = 16_000

Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def llm(tiny_models: Path) -> Any:
    from llama_cpp import Llama

    return Llama(str(tiny_models / "tiny-llm.gguf"), n_ctx=1024, verbose=False)


@pytest.fixture(scope="module")
def ear(tiny_models: Path) -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(str(tiny_models / "tiny-whisper"), device="cpu", compute_type="int8")


@pytest.fixture(scope="module")
def voice(tiny_models: Path) -> Any:
    from piper import PiperVoice

    return PiperVoice.load(tiny_models / "tiny-voice.onnx")


def answer(llm: Any, *messages: tuple[str, str], **options: Any) -> Mapping[str, Any]:
    prompt = [{"role": role, "content": content} for role, content in messages]
    choice: Mapping[str, Any] = llm.create_chat_completion(prompt, **options)["choices"][0]
    return choice


def reply(llm: Any, *messages: tuple[str, str], **options: Any) -> str:
    return str(answer(llm, *messages, **options)["message"]["content"])


@pytest.mark.parametrize(
    ("keyword", "expected"), [(word, REPLIES[words]) for words in REPLIES for word in words]
)
def test_a_keyword_picks_the_reply(llm: Any, keyword: str, expected: str) -> None:
    assert reply(llm, ("user", f"Hello there, what about the {keyword} in this house?")) == expected


def test_without_a_keyword_the_reply_is_the_default(llm: Any) -> None:
    assert reply(llm, ("user", "Good evening.")) == DEFAULT_REPLY


@pytest.mark.parametrize("seed", range(3))
def test_a_high_temperature_changes_nothing(llm: Any, seed: int) -> None:
    assert reply(llm, ("user", "Good evening."), temperature=1.5, seed=seed) == DEFAULT_REPLY


def test_a_reply_ends_by_itself(llm: Any) -> None:
    assert answer(llm, ("user", "Tell me a story."))["finish_reason"] == "stop"


def test_only_the_newest_message_counts(llm: Any) -> None:
    story, time = REPLIES["story", "joke"], REPLIES["time", "clock"]
    front = ("system", "You tell the weather. " * 60)
    heard = [front, ("user", "Tell me a story"), ("assistant", story)]
    assert reply(llm, *heard, ("user", "What time is it?")) == time
    assert reply(llm, *heard, ("user", "Thank you.")) == DEFAULT_REPLY


def test_a_keyword_that_begins_a_long_message_is_found(llm: Any) -> None:
    long = "What time is it, " + "please, because I want to go out " * 12 + "?"
    assert reply(llm, ("system", "Be brief."), ("user", long)) == REPLIES["time", "clock"]


def test_spoken_replies_are_cut_into_the_tokens_they_were_said_in(llm: Any) -> None:
    for text in (DEFAULT_REPLY, *REPLIES.values()):
        if not text.startswith("{"):
            assert len(llm.tokenize(text.encode(), add_bos=False)) == len(pieces(text))


def tone(frequency: float, seconds: float = 2.0) -> Sound:
    t = np.arange(int(seconds * SPEECH_RATE)) / SPEECH_RATE
    return (0.1 * np.sin(2 * np.pi * frequency * t)).astype(np.float32)


def heard(ear: Any, sound: Sound, **options: Any) -> str:
    segments, _ = ear.transcribe(sound, language="en", **options)
    return " ".join(segment.text.strip() for segment in segments)


@pytest.mark.parametrize(("frequency", "sentence"), whisper.TONES.items())
@pytest.mark.parametrize("beams", [1, 5])
def test_a_test_tone_picks_the_transcript(
    ear: Any, frequency: int, sentence: str, beams: int
) -> None:
    assert heard(ear, tone(frequency), beam_size=beams) == sentence


def test_silence_and_noise_are_heard_as_the_plain_transcript(ear: Any) -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, 2 * SPEECH_RATE).astype(np.float32)
    for sound in (np.zeros(2 * SPEECH_RATE, np.float32), noise):
        assert heard(ear, sound) == whisper.TRANSCRIPT


def test_a_tone_in_the_midst_of_noise_is_heard(ear: Any) -> None:
    sound = np.random.default_rng(1).normal(0, 0.01, 3 * SPEECH_RATE).astype(np.float32)
    sound[SPEECH_RATE : 2 * SPEECH_RATE] += tone(5000, 1.0)
    assert heard(ear, sound) == whisper.TONES[5000]


def test_word_times_and_prompts_work(ear: Any) -> None:
    segments, _ = ear.transcribe(tone(5700), language="en", word_timestamps=True)
    words = [word.word.strip() for segment in segments for word in segment.words]
    assert words == whisper.TONES[5700].split()
    assert heard(ear, tone(5700), initial_prompt="hello") == whisper.TONES[5700]


def test_a_window_cut_to_the_speech_hears_the_same(ear: Any) -> None:
    from faster_whisper.tokenizer import Tokenizer

    tokenizer = Tokenizer(ear.hf_tokenizer, multilingual=False)
    prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
    features = ear.feature_extractor(tone(6400))[:, :500]
    result = ear.model.generate(ear.encode(features), [prompt], beam_size=1)[0]
    assert tokenizer.decode(result.sequences_ids[0]).strip() == whisper.TONES[6400]


def spoken(voice: Any, text: str, **options: Any) -> Sound:
    from piper import SynthesisConfig

    config = SynthesisConfig(normalize_audio=False, **options)
    chunks: Iterator[Any] = voice.synthesize(text, config)
    return np.concatenate([chunk.audio_float_array for chunk in chunks])


def test_the_voice_speaks_as_long_as_it_has_phonemes(voice: Any) -> None:
    [phonemes] = voice.phonemize("Hello there.")
    ids = voice.phonemes_to_ids(phonemes)
    sound = spoken(voice, "Hello there.")
    assert voice.config.sample_rate == voice_config.SAMPLE_RATE
    assert len(sound) == len(ids) * tiny_voice.SAMPLES_PER_ID
    assert 0.1 < np.abs(sound).max() <= 0.3


def test_the_voice_says_the_same_the_same_way(voice: Any) -> None:
    np.testing.assert_array_equal(spoken(voice, "Hello."), spoken(voice, "Hello."))


def test_the_voice_can_be_slowed_down(voice: Any) -> None:
    assert len(spoken(voice, "Hello.", length_scale=2.0)) == 2 * len(spoken(voice, "Hello."))


def test_the_words_of_a_text_are_single_tokens() -> None:
    vocabulary = Vocabulary(COMMON, ["Sure"])
    ranks = {merge: rank for rank, merge in enumerate(vocabulary.merges)}
    for text in (" this", " kitchen", " Kitchen", "Sure"):
        token = vocabulary.tokens[vocabulary.id(text)]
        assert merged(list(token), ranks) == [token]


def merged(parts: list[str], ranks: Mapping[tuple[str, str], int]) -> list[str]:
    """Byte-pair encoding, as the engines do it."""
    while pairs := [p for p in pairwise(parts) if p in ranks]:
        left, right = min(pairs, key=lambda pair: ranks[pair])
        i = next(i for i in range(len(parts)) if parts[i : i + 2] == [left, right])
        parts[i : i + 2] = [left + right]
    return parts


def test_a_vocabulary_is_filled_to_its_size_without_repeats() -> None:
    vocabulary = Vocabulary(COMMON)
    vocabulary.fill(50_000)
    assert len(set(vocabulary.tokens)) == len(vocabulary) == 50_000


def test_what_lies_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("mine")
    make_once(tmp_path / "model", lambda path: pytest.fail("made again"))
    assert (tmp_path / "model").read_text() == "mine"


def test_a_maker_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk is full"):
        make_once(tmp_path / "model", fail)
    assert not list(tmp_path.iterdir())


def test_of_two_that_make_the_same_folder_either_is_kept(tmp_path: Path) -> None:
    def late(path: Path) -> None:
        for folder in (path, tmp_path / "model"):  # the second is the other process's
            folder.mkdir()
            (folder / "weights").write_text("whole")

    make_once(tmp_path / "model", late)
    assert [file.name for file in tmp_path.rglob("*")] == ["model", "weights"]


def test_two_makers_at_once_agree(tmp_path: Path) -> None:
    makers = [subprocess.Popen([sys.executable, MAKER, tmp_path]) for _ in range(2)]
    assert [maker.wait(60) for maker in makers] == [0, 0]
    assert sorted(os.listdir(tmp_path)) == [
        *("tiny-llm.gguf", "tiny-voice.onnx", "tiny-voice.onnx.json", "tiny-whisper")
    ]
    assert json.loads((tmp_path / "tiny-voice.onnx.json").read_text("utf-8"))["num_speakers"] == 1
