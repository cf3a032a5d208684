"""A television in another corner: people who talk on and on, and the hiss behind them."""

from collections.abc import Iterable

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.levels import dbfs

_HISS_BELOW = 20.0  # dB
_GAP = SAMPLE_RATE // 4  # between two who speak


def television(utterances: Iterable[Samples], seconds: float, level: float) -> Samples:
    """So much of it, mono at 16 kHz, at this level (dBFS, RMS of the whole).

    `utterances` are what is said, begun anew where they do not suffice.
    """
    said = [_at(0.0, utterance) for utterance in utterances]  # even, as broadcasters see to
    joined = np.concatenate([part for one in said for part in (one, np.zeros(_GAP, np.float32))])
    talk: Samples = np.resize(joined, round(seconds * SAMPLE_RATE))
    noise = np.random.default_rng(0).standard_normal(len(talk), np.float32)
    sound: Samples = talk + noise * np.float32(10 ** ((dbfs(talk) - _HISS_BELOW) / 20))
    return _at(level, sound)


def _at(level: float, sound: Samples) -> Samples:
    return sound * np.float32(10 ** ((level - dbfs(sound)) / 20))
