"""Whisper for real, on a stand-in that hears words in test tones.

Its weights are written by hand. How well real ones hear with a short window, and how sure of
themselves they are in silence, cannot be learned from it.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from standins.whisper import TONES

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.errors import Problem
from voice_os.stt.guards import Result
from voice_os.stt.whisper import Whisper
from voice_os.stt.whisper_model import WhisperModel

TONE, TEXT = next(iter(TONES.items()))


async def loaded(folder: Path, *, language: str = "en", floor: float = 5.0) -> Whisper:
    return await Whisper.load(
        folder, language=language, threads=0, window_margin=1.0, window_floor=floor
    )


@pytest.fixture
async def whisper(tiny_models: Path) -> AsyncIterator[Whisper]:
    engine = await loaded(tiny_models / "tiny-whisper")
    yield engine
    await engine.close()


def tone(frequency: float, seconds: float) -> Samples:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.1 * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


class Windows:
    """Stands in front of the real decoder: notes the windows, and spoils the short ones."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[float] = []
        self.spoiled: dict[str, float] = {}
        self.spoil_all = False
        real = WhisperModel.decode

        def decode(model: WhisperModel, samples: Samples, window: float) -> Result:
            self.seen.append(window)
            result = real(model, samples, window)
            if self.spoiled and (self.spoil_all or window < 30):
                return Result(result.text, **self.spoiled)
            return result

        monkeypatch.setattr(WhisperModel, "decode", decode)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    return Windows(monkeypatch)


@pytest.mark.parametrize("frequency", TONES)
async def test_it_hears_what_was_said(whisper: Whisper, frequency: int) -> None:
    transcript = await whisper.transcribe(tone(frequency, 2.0))
    assert transcript.text == TONES[frequency]
    assert transcript.no_speech < 0.5


async def test_the_window_holds_the_utterance_and_a_margin(
    whisper: Whisper, windows: Windows
) -> None:
    for seconds in (0.5, 3.0, 7.25, 29.0):
        await whisper.transcribe(tone(TONE, seconds))
    assert windows.seen == [5.0, 5.0, 8.25, 30.0]


async def test_a_long_utterance_is_heard_in_pieces(whisper: Whisper, windows: Windows) -> None:
    said = tone(TONE, 45.0)
    said[round(24.8 * SAMPLE_RATE) : round(25.2 * SAMPLE_RATE)] = 0
    transcript = await whisper.transcribe(said)
    assert transcript.text == f"{TEXT} {TEXT}"
    assert windows.seen == pytest.approx([26, 21], abs=0.1)


async def test_what_looks_wrong_is_heard_again_in_a_full_window(
    whisper: Whisper, windows: Windows
) -> None:
    windows.spoiled = {"no_speech": 0.1, "log_probability": -2.0}
    assert (await whisper.transcribe(tone(TONE, 1.0))).text == TEXT
    assert windows.seen == [5.0, 30.0]


async def test_what_is_wrong_there_too_is_no_text(whisper: Whisper, windows: Windows) -> None:
    windows.spoiled, windows.spoil_all = {"no_speech": 0.9, "log_probability": -2.0}, True
    transcript = await whisper.transcribe(tone(TONE, 1.0))
    assert (transcript.text, transcript.no_speech) == ("", 0.9)


@pytest.mark.parametrize("samples", [0, 1, 1500])
async def test_a_click_is_no_utterance(whisper: Whisper, windows: Windows, samples: int) -> None:
    assert (await whisper.transcribe(np.zeros(samples, np.float32))).text == ""
    assert windows.seen == []


async def test_calls_wait_for_each_other_and_a_cancelled_one_is_dropped(
    whisper: Whisper, windows: Windows
) -> None:
    async with asyncio.TaskGroup() as group:
        calls = [
            group.create_task(whisper.transcribe(tone(TONE, seconds))) for seconds in (6, 7, 8)
        ]
        await asyncio.sleep(0)
        calls[1].cancel()
    assert [calls[0].result().text, calls[2].result().text] == [TEXT, TEXT]
    assert windows.seen == [7.0, 9.0]


async def test_its_name_is_the_models(whisper: Whisper) -> None:
    assert whisper.name == "Whisper tiny-whisper"


async def test_an_english_model_knows_no_german(tiny_models: Path) -> None:
    with pytest.raises(Problem, match=r"'de'.*voice-os setup"):
        await loaded(tiny_models / "tiny-whisper", language="de")


@pytest.fixture
def spoilt(tiny_models: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_models / "tiny-whisper", tmp_path / "whisper-base.en"))


FILES = ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"]


@pytest.mark.parametrize("name", FILES)
async def test_a_missing_file_is_named_with_the_way_out(spoilt: Path, name: str) -> None:
    (spoilt / name).unlink()
    with pytest.raises(Problem) as caught:
        await loaded(spoilt)
    assert str(spoilt / name) in str(caught.value)
    assert "`voice-os models get whisper-base.en`" in str(caught.value)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
async def test_a_truncated_file_is_named(spoilt: Path, name: str, share: float) -> None:
    whole = (spoilt / name).read_bytes()
    (spoilt / name).write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(Problem, match=re.escape(name)):
        await loaded(spoilt)


async def test_a_tokenizer_of_something_else_is_named(spoilt: Path) -> None:
    path = spoilt / "tokenizer.json"
    path.write_text(path.read_text("utf-8").replace("<|notimestamps|>", "<|nonsense|>"), "utf-8")
    with pytest.raises(Problem, match=r"tokenizer\.json"):
        await loaded(spoilt)


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="nowhere"):
        await loaded(tmp_path / "nowhere")
