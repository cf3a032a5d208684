"""Cutting a long utterance at its pauses."""

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples

_STEP = SAMPLE_RATE // 50  # 20 ms: the resolution of a cut
_PAUSE = 15  # steps whose loudness is averaged: 0.3 s, a short pause


def pieces(samples: Samples, longest: int) -> list[Samples]:
    """Cut into pieces of at most `longest` samples, each cut at the quietest 0.3 s there is.

    A cut lies in the last third of what a piece may hold, so that no piece is needlessly short.
    Nothing is lost or moved: the pieces make up the whole.
    """
    found = []
    while len(samples) > longest:
        cut = _quietest(samples, longest * 2 // 3, longest)
        found.append(samples[:cut])
        samples = samples[cut:]
    return [*found, samples]


def _quietest(samples: Samples, start: int, end: int) -> int:
    """The middle of the quietest stretch between two positions."""
    steps = (end - start) // _STEP
    if steps < _PAUSE:
        return end
    power = np.square(samples[start : start + steps * _STEP]).reshape(steps, _STEP).mean(axis=1)
    stretches = np.convolve(power, np.ones(_PAUSE), mode="valid")
    return start + (int(stretches.argmin()) * 2 + _PAUSE) * _STEP // 2
