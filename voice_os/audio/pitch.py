"""How high a voice is: its fundamental frequency, by autocorrelation."""

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import Samples

LOWEST, HIGHEST = 60.0, 600.0
"""Hertz between which a voice is looked for."""

_WINDOW = 0.04  # seconds
_QUIET = 0.1  # of the loudest window's amplitude: less is no vowel
_NOTHING = 1e-12  # power of a window that is as good as silent
_VOICED = 0.6  # likeness to itself, one period later, from which a window is voiced


def pitch_of(sound: Samples, sample_rate: int) -> float | None:
    """The median pitch in hertz over the voiced parts of a sound; None where there are none.

    The autocorrelation of windows of 40 ms, freed of the window's own (Boersma 1993).
    """
    length = int(_WINDOW * sample_rate)
    if len(sound) < length:
        return None
    parts = np.lib.stride_tricks.sliding_window_view(sound, length)[:: length // 2]
    loudness = np.sqrt(np.mean(parts.astype(np.float64) ** 2, axis=1))
    parts = parts[loudness > _QUIET * loudness.max()].astype(np.float64)
    if not len(parts):
        return None
    window = np.hanning(length)
    shortest, longest = int(sample_rate / HIGHEST), int(sample_rate / LOWEST)
    likeness = _autocorrelation((parts - parts.mean(axis=1, keepdims=True)) * window)
    likeness = (likeness / _autocorrelation(window[None]))[:, : longest + 1]
    likeness /= np.maximum(likeness[:, :1], _NOTHING)
    found = [period for one in likeness if (period := _period(one, shortest))]
    return float(sample_rate / np.median(found)) if found else None


def _period(likeness: NDArray[np.float64], shortest: int) -> float | None:
    """Samples of a period: the first peak that is nearly as high as the highest.

    A parabola through its neighbours tells where it is between two samples.
    """
    best = likeness[shortest:].max()
    if best < _VOICED:
        return None
    inner = likeness[shortest:-1]
    peaks = (inner >= likeness[shortest - 1 : -2]) & (inner >= likeness[shortest + 1 :])
    near = np.flatnonzero(peaks & (inner > 0.85 * best))
    if not len(near):
        return None
    at = int(near[0]) + shortest
    before, peak, behind = likeness[at - 1 : at + 2]
    bend = before - 2 * peak + behind
    return at + (0.5 * float((before - behind) / bend) if bend else 0.0)


def _autocorrelation(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    spectra = np.fft.rfft(rows, 2 * rows.shape[1], axis=1)
    return np.fft.irfft(np.abs(spectra) ** 2, axis=1)[:, : rows.shape[1]]
