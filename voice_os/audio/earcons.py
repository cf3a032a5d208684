"""Her small sounds, made from a few sine waves: soft, quiet and short."""

from enum import Enum
from functools import cache

import numpy as np

from voice_os.audio import PLAYBACK_RATE, Samples

_A4, _D5, _E5, _A5, _D6 = 440.0, 587.33, 659.26, 880.0, 1174.66
_QUIET = 0.12
_ATTACK = 0.008
_RELEASE = 0.02


class Earcon(Enum):
    """A sound that says something without words.

    Each is a tuple of notes `(start, length, pitch)` in seconds and hertz.
    """

    LISTENING = ((0.0, 0.09, _D5), (0.07, 0.12, _A5))
    NOT_UNDERSTOOD = ((0.0, 0.09, _A5), (0.07, 0.12, _D5))
    ERROR = ((0.0, 0.09, _A4 / 2), (0.1, 0.1, _A4 / 2))
    RING = tuple(
        (stroke + at, 0.6, pitch)
        for stroke in (0.0, 0.7, 1.4)
        for at, pitch in ((0.0, _D6), (0.12, _A5), (0.24, _E5))
    )


@cache
def sound(earcon: Earcon) -> Samples:
    """The earcon's samples at PLAYBACK_RATE. At most 200 ms, but for the ring of a timer."""
    end = max(start + length for start, length, _ in earcon.value)
    mixed = np.zeros(_count(end), np.float32)
    for start, length, pitch in earcon.value:
        note = _note(length, pitch)
        mixed[_count(start) :][: len(note)] += note
    mixed *= _QUIET / np.abs(mixed).max()
    mixed.flags.writeable = False
    return mixed


def _note(length: float, pitch: float) -> Samples:
    """One note like a struck bar: two soft overtones that die away sooner than the tone."""
    time = np.arange(_count(length)) / PLAYBACK_RATE
    wave = sum(
        weight * np.sin(2 * np.pi * pitch * overtone * time) * np.exp(-4 * overtone * time / length)
        for overtone, weight in ((1, 1.0), (2, 0.25), (3, 0.08))
    )
    swell = np.clip(np.minimum(time / _ATTACK, (length - time) / _RELEASE), 0, 1)
    note: Samples = (wave * (0.5 - 0.5 * np.cos(np.pi * swell))).astype(np.float32)
    return note


def _count(seconds: float) -> int:
    return round(seconds * PLAYBACK_RATE)
