"""How a person sounds, against how they usually do."""

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.persona.voice import ENOUGH, Usual, UsualVoice, Voice, voice_of

WORDS = "so this is how I usually say it"


def said(*, level: float = 0.05, pitch: float = 120.0, seconds: float = 2.5) -> Samples:
    """A hum with overtones and a beat of syllables, between two silences."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    hum = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 8))
    sound = level * hum * (0.7 + 0.3 * np.sin(2 * np.pi * 4 * time))
    return np.pad(sound, SAMPLE_RATE // 2).astype(np.float32)


def known(count: int = 10) -> UsualVoice:
    usual = UsualVoice()
    for at in range(count):
        voice = voice_of(said(level=0.045 + 0.001 * at, pitch=115 + at), WORDS)
        assert voice is not None
        usual = usual.after(voice)
    return usual


def arousal(sound: Samples, usual: UsualVoice) -> float:
    voice = voice_of(sound, WORDS)
    assert voice is not None
    return usual.arousal(voice)


def test_level_pace_and_pitch_are_measured() -> None:
    voice = voice_of(said(pitch=120), WORDS)
    assert voice is not None
    assert voice.pace == pytest.approx(8 / 2.5, rel=0.05)
    assert voice.height == pytest.approx(12 * np.log2(120), abs=0.2)
    louder = voice_of(said(level=0.1), WORDS)
    assert louder is not None
    assert louder.level - voice.level == pytest.approx(6.0, abs=0.1)


def test_louder_faster_and_higher_than_usual_is_lively() -> None:
    usual = known()
    assert abs(arousal(said(), usual)) < 0.1
    assert arousal(said(level=0.15, pitch=170, seconds=1.6), usual) > 0.5
    assert arousal(said(level=0.015, pitch=95, seconds=4.0), usual) < -0.4


@pytest.mark.parametrize("change", [{"level": 0.2}, {"pitch": 180}, {"seconds": 1.3}])
def test_each_of_them_alone_counts(change: dict[str, float]) -> None:
    usual = known()
    assert arousal(said(**change), usual) > arousal(said(), usual) + 0.15


def test_what_is_usual_for_a_loud_person_is_nothing_special() -> None:
    usual = UsualVoice()
    for _ in range(10):
        voice = voice_of(said(level=0.3, pitch=200), WORDS)
        assert voice is not None
        usual = usual.after(voice)
    assert abs(arousal(said(level=0.3, pitch=200), usual)) < 0.05


def test_nothing_is_made_of_a_voice_that_is_not_known_yet() -> None:
    assert arousal(said(level=0.3), known(ENOUGH - 1)) == 0


@pytest.mark.parametrize(
    ("sound", "words"),
    [
        (np.zeros(0, np.float32), WORDS),
        (np.zeros(SAMPLE_RATE // 4, np.float32), WORDS),
        (said(), "stop"),
        (said(seconds=0.4), WORDS),
    ],
)
def test_too_little_tells_nothing(sound: Samples, words: str) -> None:
    assert voice_of(sound, words) is None


def test_a_new_microphone_becomes_usual() -> None:
    usual = Usual()
    for value in [-30.0] * 100 + [-15.0] * 100:
        usual = usual.after(value)
    assert usual.mean == pytest.approx(-15, abs=1.5)


def test_a_voice_without_a_clear_vowel_is_judged_by_the_rest() -> None:
    usual = known().after(Voice(-20.0, 3.0, None))
    assert usual.height.count == 10
    assert usual.arousal(Voice(0.0, 6.0, None)) == 1.0
