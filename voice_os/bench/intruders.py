"""Who and what makes a sound while she speaks: people who cut in, listeners, coughs and noises.

All of it mono at SAMPLE_RATE with an active level of 1 (see `active_level`), so that a scene can
say how loud it is against her echo. What is made here is the same for the same seed.
"""

from collections.abc import Sequence
from contextlib import aclosing
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav
from voice_os.audio.resample import resampled
from voice_os.bench.recordings import span_of_words
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

_Doubles: TypeAlias = NDArray[np.float64]


class Kind(StrEnum):
    """What an intruder is."""

    PERSON = "person"
    ORDER = "order"
    COUGH = "cough"
    NOISE = "noise"
    BACKCHANNEL = "backchannel"


class Intruder(NamedTuple):
    """A sound over her answer. `onset`: its first sample that can be heard, see `onset`."""

    kind: Kind
    name: str
    samples: Samples
    onset: int


ORDERS = ("Stop!", "Stop it.", "Wait!", "Wait a moment.", "Never mind.", "Hold on.", "Be quiet.")

BACKCHANNELS = (
    *("Mm-hm.", "Uh-huh.", "Yeah.", "Right.", "Okay.", "I see.", "Yes.", "Oh really.", "Sure."),
    *("Yeah, yeah.", "Oh, okay.", "All right."),
)

_VOICES = ("f2", "f3", "f5", "m1", "m2", "m3", "m4", "m7", "klatt", "klatt2")
_LONGEST = 3.0  # seconds of a recording that are used
_WITHIN_DB = 15.9  # under the active level, where ITU-T P.56 takes speech to be active
_WINDOW = SAMPLE_RATE // 100
_LEAD = SAMPLE_RATE // 20  # kept before the onset, for what is softer


def people(paths: Sequence[Path]) -> list[Intruder]:
    """Recordings of people, each from its first word on, cut short."""
    return [_intruder(Kind.PERSON, path.stem, _from_first_word(read_wav(path))) for path in paths]


async def spoken(kind: Kind, phrases: Sequence[str], count: int, seed: int) -> list[Intruder]:
    """Phrases said by eSpeak NG in several voices, speeds and pitches."""
    random = np.random.default_rng(seed)
    said: list[Intruder] = []
    for number in range(count):
        phrase, voice = phrases[number % len(phrases)], _VOICES[number % len(_VOICES)]
        delivery = Delivery(rate=random.uniform(0.9, 1.3), pitch=random.uniform(0.85, 1.2))
        sound = await say(phrase, delivery, voice)
        said.append(_intruder(kind, f"{phrase} ({voice})", sound))
    return said


async def say(text: str, delivery: Delivery, variant: str) -> Samples:
    """The sound of an English text, spoken by eSpeak NG."""
    espeak = await Espeak.load("en", variant=variant)
    try:
        async with aclosing(espeak.synthesize(text, delivery)) as pieces:
            sound = np.concatenate([piece async for piece in pieces])
    finally:
        await espeak.close()
    return resampled(sound, espeak.rate, SAMPLE_RATE)


def hums(count: int, seed: int) -> list[Intruder]:
    """ "Mm-hm", hummed: two nasal syllables, the second higher, with breath between them."""
    random = np.random.default_rng(seed)
    return [_intruder(Kind.BACKCHANNEL, "hummed", _hum(random)) for _ in range(count)]


def coughs(count: int, seed: int) -> list[Intruder]:
    """One to three coughs in a row."""
    random = np.random.default_rng(seed)
    return [_intruder(Kind.COUGH, "cough", _coughs(random)) for _ in range(count)]


def noises(count: int, seed: int, recorded: Sequence[Samples] = ()) -> list[Intruder]:
    """Knocks, a keyboard, a vacuum cleaner, dishes, and pieces of recorded noise."""
    random = np.random.default_rng(seed)
    makers = [("knocks", _knocks), ("keyboard", _keyboard), ("vacuum", _vacuum), ("dish", _dish)]
    made: list[Intruder] = []
    for number in range(count):
        which = number % (len(makers) + bool(recorded))
        if which < len(makers):
            name, maker = makers[which]
            made.append(_intruder(Kind.NOISE, name, maker(random)))
        else:
            noise = recorded[number % len(recorded)]
            length = int(random.uniform(1, 3) * SAMPLE_RATE)
            start = int(random.integers(max(len(noise) - length, 1)))
            made.append(_intruder(Kind.NOISE, "recorded", noise[start : start + length]))
    return made


def active_level(sound: Samples) -> float:
    """RMS of the parts of a sound within 20 dB of its loudest 10 ms."""
    power = _power(sound)
    return float(np.sqrt(power[power >= power.max() / 100].mean()))


def onset(sound: Samples) -> int:
    """The first sample of the first 10 ms within 15.9 dB of the active level."""
    audible = _power(sound) >= active_level(sound) ** 2 * 10 ** (-_WITHIN_DB / 10)
    return int(np.argmax(audible)) * _WINDOW


def _from_first_word(recording: Samples) -> Samples:
    """The recording without the noise before it, which is as loud as the words in some."""
    words = span_of_words(recording)
    return recording[max(words[0] - _LEAD, 0) :] if words else recording


def _intruder(kind: Kind, name: str, sound: Samples) -> Intruder:
    sound = np.trim_zeros(sound)
    start = onset(sound)
    first = max(start - _LEAD, 0)
    cut = sound[first : start + int(_LONGEST * SAMPLE_RATE)].copy()
    fade = min(SAMPLE_RATE // 50, len(cut))
    cut[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return Intruder(kind, name, (cut / active_level(cut)).astype(np.float32), start - first)


def _power(sound: Samples) -> _Doubles:
    whole = len(sound) // _WINDOW
    windows = sound[: whole * _WINDOW].reshape(whole, _WINDOW).astype(np.float64)
    power: _Doubles = np.maximum((windows**2).mean(axis=1), 1e-12)
    return power


def _hum(random: np.random.Generator) -> Samples:
    pitch, rise = random.uniform(95, 230), random.uniform(1.05, 1.35)
    first = _nasal(random, pitch, pitch * 0.95, random.uniform(0.14, 0.25))
    breath = 0.05 * _noise(random, random.uniform(0.04, 0.1), 300, 3000)
    second = _nasal(random, pitch, pitch * rise, random.uniform(0.18, 0.3))
    return np.concatenate([first, breath, second])


def _nasal(random: np.random.Generator, low: float, high: float, length: float) -> Samples:
    """A hum with closed lips: harmonics that fall off above 300 Hz, with a weak one near 1 kHz."""
    time = _time(length)
    phase = 2 * np.pi * np.cumsum(np.linspace(low, high, len(time))) / SAMPLE_RATE
    sound = np.zeros(len(time))
    for harmonic in range(1, 16):
        pitch = low * harmonic
        weight = 1 / (1 + (pitch / 300) ** 2) + 0.03 * np.exp(-(((pitch - 1000) / 200) ** 2))
        sound += weight * np.sin(harmonic * phase + random.uniform(0, 2 * np.pi))
    return (sound * np.sin(np.pi * time / length) ** 0.5).astype(np.float32)


def _coughs(random: np.random.Generator) -> Samples:
    pieces: list[Samples] = []
    for _ in range(int(random.integers(1, 4))):
        burst = _noise(random, random.uniform(0.03, 0.07), 400, 6000)
        middle = _noise(random, random.uniform(0.1, 0.2), 300, 4000)
        middle *= np.exp(-_time(len(middle) / SAMPLE_RATE) / 0.08).astype(np.float32)
        pitch = random.uniform(150, 320)
        voiced = _nasal(random, pitch, pitch * 0.7, random.uniform(0.05, 0.12))
        voiced = voiced + 0.2 * _noise(random, len(voiced) / SAMPLE_RATE, 500, 3000)[: len(voiced)]
        gap = np.zeros(int(random.uniform(0.08, 0.25) * SAMPLE_RATE), np.float32)
        pieces += [burst, 0.6 * middle, 0.2 * random.uniform(0, 1) * voiced, gap]
    return np.concatenate(pieces).astype(np.float32)


def _knocks(random: np.random.Generator) -> Samples:
    sound = np.zeros(int(1.2 * SAMPLE_RATE), np.float32)
    for number in range(int(random.integers(2, 6))):
        _strike(sound, 0.2 * number, random.uniform(90, 400), 0.03, 1.0)
    return sound


def _keyboard(random: np.random.Generator) -> Samples:
    sound = np.zeros(int(2 * SAMPLE_RATE), np.float32)
    at = 0.0
    while at < 1.9:
        click = _noise(random, 0.015, 1500, 7000) * np.float32(random.uniform(0.3, 1))
        start = int(at * SAMPLE_RATE)
        sound[start : start + len(click)] += click[: len(sound) - start]
        at += random.uniform(0.07, 0.25)
    return sound


def _vacuum(random: np.random.Generator) -> Samples:
    length = random.uniform(2, 3)
    motor = random.uniform(110, 220)
    time = _time(length)
    tones = sum(np.sin(2 * np.pi * motor * k * time) / k for k in range(1, 9))
    sound = _noise(random, length, 100, 6000) + 0.4 * tones
    return (sound * np.minimum(time / 0.3, 1)).astype(np.float32)


def _dish(random: np.random.Generator) -> Samples:
    sound = np.zeros(int(1.0 * SAMPLE_RATE), np.float32)
    for at in np.sort(random.uniform(0, 0.7, int(random.integers(1, 4)))):
        for _ in range(5):
            _strike(sound, float(at), random.uniform(900, 6000), random.uniform(0.05, 0.2), 0.4)
    return sound


def _strike(sound: Samples, at: float, pitch: float, decay: float, loudness: float) -> None:
    """Add something struck, that rings at `pitch` and dies away, `at` seconds into the sound."""
    start = int(at * SAMPLE_RATE)
    time = np.arange(len(sound) - start) / SAMPLE_RATE
    sound[start:] += (loudness * np.sin(2 * np.pi * pitch * time) * np.exp(-time / decay)).astype(
        np.float32
    )


def _noise(random: np.random.Generator, length: float, low: float, high: float) -> Samples:
    """Noise between two pitches in hertz, of an RMS of 1."""
    count = max(round(length * SAMPLE_RATE), 2)
    spectrum = np.fft.rfft(random.standard_normal(count))
    pitches = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum[(pitches < low) | (pitches > high)] = 0
    noise = np.fft.irfft(spectrum, count)
    return (noise / max(float(noise.std()), 1e-9)).astype(np.float32)


def _time(length: float) -> _Doubles:
    return np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE
