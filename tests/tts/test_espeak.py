"""The real eSpeak NG: what it is asked for can be measured in what it says."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import espeakng_loader
import numpy as np
import pytest
import pytest_asyncio
from tts.measures import duration, edges, fundamental, rms, spoken

from voice_os.errors import Problem
from voice_os.tts import Delivery, TextToSpeech, espeak
from voice_os.tts.espeak import Espeak
from voice_os.tts.phrasing import SENTENCE_PAUSE
from voice_os.tts.piper import Piper

SENTENCES = (
    "The train leaves at seven in the morning and arrives before noon on the coast.",
    "I have set a timer for five minutes.",
    "There is a letter from your mother on the table, and she says that all is well.",
    "She remembered everything you told her last spring.",
)


@pytest_asyncio.fixture
async def voice() -> AsyncIterator[TextToSpeech]:
    engine = await Espeak.load("en")
    yield engine
    await engine.close()


async def test_it_speaks(voice: TextToSpeech) -> None:
    sound = await spoken(voice, SENTENCES[0])
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert 3 < len(sound) / voice.rate < 6
    assert rms(sound) > 0.02


async def test_it_says_who_it_is(voice: TextToSpeech) -> None:
    assert voice.name == "eSpeak NG en-us+f2"


@pytest.mark.parametrize(("rate", "tolerance"), [(0.5, 0.05), (0.8, 0.04), (1.3, 0.04), (2, 0.05)])
async def test_twice_the_rate_is_half_as_long(
    voice: TextToSpeech, rate: float, tolerance: float
) -> None:
    plain = sum([duration(await spoken(voice, s)) for s in SENTENCES])
    fast = sum([duration(await spoken(voice, s, Delivery(rate=rate))) for s in SENTENCES])
    assert plain / fast == pytest.approx(rate, rel=tolerance)


@pytest.mark.parametrize("pitch", [0.7, 0.85, 1.2, 1.5])
async def test_the_pitch_follows_and_the_rate_stays(voice: TextToSpeech, pitch: float) -> None:
    plain = await spoken(voice, SENTENCES[0])
    high = await spoken(voice, SENTENCES[0], Delivery(pitch=pitch))
    ratio = fundamental(high, voice.rate) / fundamental(plain, voice.rate)
    assert ratio == pytest.approx(pitch, rel=0.05)
    assert duration(high) == pytest.approx(duration(plain), rel=0.03)


async def test_a_pitch_beyond_its_reach_is_the_nearest_it_has(voice: TextToSpeech) -> None:
    plain = fundamental(await spoken(voice, SENTENCES[0]), voice.rate)
    high = fundamental(await spoken(voice, SENTENCES[0], Delivery(pitch=2)), voice.rate)
    assert high / plain == pytest.approx(1.66, rel=0.05)


@pytest.mark.parametrize("energy", [0.5, 1.5, 2.0])
async def test_energy_is_loudness(voice: TextToSpeech, energy: float) -> None:
    plain = await spoken(voice, SENTENCES[0])
    loud = await spoken(voice, SENTENCES[0], Delivery(energy=energy))
    assert rms(loud) == pytest.approx(energy * rms(plain), rel=0.04)
    assert np.abs(loud).max() <= 1


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "zh", "no", "en-gb-x-rp"])
async def test_nothing_clips_in_any_language_at_full_energy(language: str) -> None:
    voice = await Espeak.load(language)
    sound = await spoken(voice, "Radio Europa, taxi, hotel, bravo!", Delivery(energy=2))
    assert 0.3 < np.abs(sound).max() <= 1
    await voice.close()


async def test_only_the_pause_that_is_meant_is_at_the_edges(voice: TextToSpeech) -> None:
    for clause, pause in ((SENTENCES[0], SENTENCE_PAUSE), ("the train from the", 0.0)):
        before, behind = edges(await spoken(voice, clause), voice.rate)
        assert before <= 0.015
        assert behind == pytest.approx(pause, abs=0.015)


@pytest.mark.parametrize("clause", ["", " ", "\0", "…", "\ud800", "<b>", "[[x]]", "a" * 5_000])
async def test_odd_text_is_no_accident(voice: TextToSpeech, clause: str) -> None:
    sound = await spoken(voice, clause)
    assert np.isfinite(sound).all()


async def test_voices_of_two_languages_keep_apart(voice: TextToSpeech) -> None:
    german = await Espeak.load("de")
    alone = duration(await spoken(voice, "Maschine zwei"))
    await spoken(german, "Maschine zwei", Delivery(rate=2, pitch=1.4))
    assert duration(await spoken(voice, "Maschine zwei")) == pytest.approx(alone, rel=0.02)
    assert duration(await spoken(german, "Maschine zwei")) != pytest.approx(alone, rel=0.02)
    await german.close()


async def test_piper_and_espeak_do_not_disturb_each_other(
    voice: TextToSpeech, tiny_models: Path
) -> None:
    piper = await Piper.load(tiny_models / "tiny-voice.onnx", speaker=None, threads=1)
    espeak_alone = await spoken(voice, SENTENCES[1])
    piper_alone = await spoken(piper, SENTENCES[1])
    both = await asyncio.gather(
        *(spoken(engine, SENTENCES[1]) for _ in range(8) for engine in (voice, piper))
    )
    for from_espeak, from_piper in zip(both[::2], both[1::2], strict=True):
        assert duration(from_espeak) == pytest.approx(duration(espeak_alone), rel=0.02)
        np.testing.assert_array_equal(from_piper, piper_alone)
    await piper.close()


async def test_an_unknown_language_is_a_problem() -> None:
    with pytest.raises(Problem, match=r"does not speak 'xx'.*voice-os config set language"):
        await Espeak.load("xx")


async def test_an_unknown_variant_is_a_problem() -> None:
    with pytest.raises(Problem, match="no voice variant 'nobody'"):
        await Espeak.load("en", variant="nobody")


async def test_a_failed_loading_leaves_no_thread_behind() -> None:
    with pytest.raises(Problem):
        await Espeak.load("xx")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("espeak")]


async def test_cancelling_ends_the_synthesis_at_the_next_piece(
    voice: TextToSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    heard: list[int] = []

    def watched(hear: Callable[[Any, int, int], int]) -> Any:
        def watch(samples: Any, count: int, events: int) -> int:
            heard.append(count)
            begun.set()
            go_on.wait(10)
            return hear(samples, count, events)

        return callback(watch)

    callback = espeak._Callback
    monkeypatch.setattr(espeak, "_Callback", watched)
    speaking = asyncio.ensure_future(spoken(voice, " ".join(SENTENCES * 20)))
    await asyncio.to_thread(begun.wait, 10)
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speaking
    go_on.set()
    monkeypatch.undo()
    await spoken(voice, "Next.")
    assert len(heard) <= 2


def test_a_library_that_does_not_load_is_a_sentence_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "none.so"))
    with pytest.raises(Problem, match=r"does not load .*`scripts/voice-os`.*espeakng-loader"):
        espeak._library.__wrapped__()
