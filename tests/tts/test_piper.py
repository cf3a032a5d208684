"""Piper with a tiny voice: what it is asked for can be measured in what it says."""

import json
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from tts.measures import centroid, duration, edges, rms, spoken

from voice_os.errors import Problem
from voice_os.tts import Delivery, TextToSpeech
from voice_os.tts.phrasing import CLAUSE_PAUSE, LEVEL, SENTENCE_PAUSE
from voice_os.tts.piper import Piper

SENTENCE = "The train leaves at seven in the morning."


@pytest.fixture
def voice_file(tiny_models: Path, tmp_path: Path) -> Path:
    """A copy of the tiny voice that a test may spoil."""
    for name in ("tiny-voice.onnx", "tiny-voice.onnx.json"):
        shutil.copy(tiny_models / name, tmp_path / name)
    return tmp_path / "tiny-voice.onnx"


@pytest.fixture
def two_speakers(voice_file: Path) -> Path:
    """The tiny voice as one of two speakers; the second is 400 Hz above the first."""
    onnx = pytest.importorskip("onnx", reason="the voice of two speakers is made with onnx")
    model = onnx.load(str(voice_file))
    helper, kinds = onnx.helper, onnx.TensorProto
    model.graph.input.append(helper.make_tensor_value_info("sid", kinds.INT64, [1]))
    higher = onnx.numpy_helper.from_array(np.array([400], np.float32), "higher")
    model.graph.initializer.append(higher)
    adding = next(node for node in model.graph.node if "hertz" in node.output)
    adding.input[1] = "lowest_of_speaker"
    for node in (
        helper.make_node("Add", ["lowest", "shift"], ["lowest_of_speaker"]),
        helper.make_node("Mul", ["speaker", "higher"], ["shift"]),
        helper.make_node("Cast", ["sid"], ["speaker"], to=kinds.FLOAT),
    ):
        model.graph.node.insert(0, node)
    onnx.save(model, str(voice_file))
    change_config(voice_file, num_speakers=2)
    return voice_file


@pytest.fixture
def rounding_voice(voice_file: Path) -> Path:
    """The tiny voice with a third of every sound's length added, whatever the length scale.

    As real voices do it by rounding up to whole frames.
    """
    onnx = pytest.importorskip("onnx", reason="the voice that rounds is made with onnx")
    model = onnx.load(str(voice_file))
    gain = onnx.numpy_helper.from_array(np.array(256, np.float32), "gain")
    model.graph.initializer.append(gain)
    place = next(i for i, n in enumerate(model.graph.node) if "exact_length" in n.output)
    model.graph.node[place].output[0] = "scaled_length"
    model.graph.node.insert(
        place + 1, onnx.helper.make_node("Add", ["scaled_length", "gain"], ["exact_length"])
    )
    onnx.save(model, str(voice_file))
    return voice_file


def change_config(voice_file: Path, **changes: object) -> None:
    path = voice_file.with_name(voice_file.name + ".json")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


async def load(path: Path, speaker: int | None = None) -> Piper:
    return await Piper.load(path, speaker=speaker, threads=1)


@pytest_asyncio.fixture
async def voice(tiny_models: Path) -> AsyncIterator[TextToSpeech]:
    engine = await load(tiny_models / "tiny-voice.onnx")
    yield engine
    await engine.close()


async def test_it_speaks(voice: TextToSpeech) -> None:
    sound = await spoken(voice, SENTENCE)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert voice.rate == 22_050
    assert voice.name == "Piper tiny-voice"
    assert np.abs(sound).max() == pytest.approx(LEVEL, rel=0.01)


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.5, 3.0])
async def test_twice_the_rate_is_half_as_long(voice: TextToSpeech, rate: float) -> None:
    plain = await spoken(voice, SENTENCE)
    fast = await spoken(voice, SENTENCE, Delivery(rate=rate))
    assert duration(plain) / duration(fast) == pytest.approx(rate, rel=0.03)


async def test_the_rate_is_kept_by_a_voice_that_rounds_its_sounds_up(rounding_voice: Path) -> None:
    voice = await load(rounding_voice)
    plain = duration(await spoken(voice, SENTENCE))
    for rate in (0.5, 2.0):
        fast = duration(await spoken(voice, SENTENCE, Delivery(rate=rate)))
        assert plain / fast == pytest.approx(rate, rel=0.03)
    await voice.close()


@pytest.mark.parametrize("pitch", [0.7, 0.9, 1.2, 2.0])
async def test_the_pitch_follows_and_the_rate_stays(voice: TextToSpeech, pitch: float) -> None:
    plain = await spoken(voice, SENTENCE)
    high = await spoken(voice, SENTENCE, Delivery(pitch=pitch))
    ratio = centroid(high, voice.rate) / centroid(plain, voice.rate)
    assert ratio == pytest.approx(pitch, rel=0.03)
    assert duration(high) == pytest.approx(duration(plain), rel=0.03)


@pytest.mark.parametrize("energy", [0.0, 0.5, 1.5, 2.0])
async def test_energy_is_loudness(voice: TextToSpeech, energy: float) -> None:
    plain = await spoken(voice, SENTENCE)
    loud = await spoken(voice, SENTENCE, Delivery(energy=energy))
    assert rms(loud) == pytest.approx(energy * rms(plain), rel=0.01)
    assert np.abs(loud).max() < 1


async def test_only_the_pause_that_is_meant_is_at_the_edges(voice: TextToSpeech) -> None:
    for clause, pause in (
        (SENTENCE, SENTENCE_PAUSE),
        ("Of course,", CLAUSE_PAUSE),
        ("the train from", 0.0),
    ):
        before, behind = edges(await spoken(voice, clause), voice.rate)
        assert before <= 0.015
        assert behind == pytest.approx(pause, abs=0.015)


async def test_sentences_come_one_by_one_each_with_its_pause(voice: TextToSpeech) -> None:
    pieces = [p async for p in voice.synthesize("First this. Then that?", Delivery())]
    assert len(pieces) == 2
    for piece in pieces:
        assert edges(piece, voice.rate)[1] == pytest.approx(SENTENCE_PAUSE, abs=0.015)


@pytest.mark.parametrize("clause", ["", " ", "\0", "…", "\ud800", "<b>", "[[x]]", "日本語", "?!"])
async def test_odd_text_is_no_accident(voice: TextToSpeech, clause: str) -> None:
    assert np.isfinite(await spoken(voice, clause)).all()


async def test_closing_the_iterator_leaves_the_voice_ready(voice: TextToSpeech) -> None:
    sound = voice.synthesize("One. Two. Three.", Delivery())
    await anext(sound)
    await sound.aclose()
    assert len(await spoken(voice, "Four."))


async def test_the_speaker_is_chosen(two_speakers: Path) -> None:
    heights = []
    for speaker in (None, 0, 1):
        voice = await load(two_speakers, speaker)
        heights.append(centroid(await spoken(voice, SENTENCE), voice.rate))
        await voice.close()
    assert heights[0] == heights[1]
    assert heights[2] == pytest.approx(heights[1] + 400, abs=20)


@pytest.mark.parametrize("speaker", [2, -1])
async def test_a_speaker_that_is_not_there_is_a_problem(two_speakers: Path, speaker: int) -> None:
    with pytest.raises(Problem, match=rf"no speaker {speaker}\b.*0 to 1"):
        await load(two_speakers, speaker)


@pytest.mark.parametrize("name", ["tiny-voice.onnx", "tiny-voice.onnx.json"])
@pytest.mark.parametrize("spoil", ["missing", "empty", "garbage", "cut"])
async def test_a_spoilt_file_is_a_problem_that_names_it(
    voice_file: Path, name: str, spoil: str
) -> None:
    file = voice_file.with_name(name)
    if spoil == "missing":
        file.unlink()
    else:
        good = file.read_bytes()
        file.write_bytes(
            {"empty": b"", "garbage": b"\xff" * 99, "cut": good[: len(good) // 2]}[spoil]
        )
    with pytest.raises(Problem, match=r"voice-os models get tiny-voice.*voice-os setup") as problem:
        await load(voice_file)
    assert str(file) + " " in str(problem.value)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("piper")]


@pytest.mark.parametrize(
    "changes",
    [{"num_speakers": 2}, {"phoneme_id_map": 5}, {"audio": []}, {"espeak": {"voice": "nowhere"}}],
)
async def test_a_configuration_of_another_voice_is_a_problem(
    voice_file: Path, changes: dict[str, object]
) -> None:
    change_config(voice_file, **changes)
    with pytest.raises(Problem, match="tiny-voice"):
        await load(voice_file)
