"""The way from the speaker to the microphone through a room, learned while she speaks."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import FRAME, Samples

PARTS = 24
"""Frames of a room's answer that are learned: 0.8 s, devices' delay and reverberation."""

_STEADY = 0.999
"""How much of the room is the same a frame later."""

_DOUBT = 0.03
_FORGET = 0.9
_WORTH = 0.2
"""What has to be left of a frame's energy at most before the model is used at all."""

_WORTHLESS = 1.25
"""What is left of it when the model is of no use any more: another way, another room."""

_WARY = 3.0
"""How many times the expected power of what is left of the echo is taken for echo."""

_NEIGHBOURS = 9
"""Frequencies, a little over 100 Hz, that are judged together."""

_REACH = 64
"""Samples by which what damps the doubtful reaches to both sides, and is late."""

_EVENLY: Samples = np.full(_NEIGHBOURS, 1 / _NEIGHBOURS, np.float32)
_FADE: Samples = np.linspace(0, 1, FRAME, dtype=np.float32)


class Cleaned(NamedTuple):
    """A frame without the echo.

    `left`: less what of it was foretold; all of `near` while too little is known. `sure`: of that,
    4 ms late, only what is no echo either as far as the model knows how little it knows. None
    while it knows too little.
    """

    left: Samples
    sure: Samples | None


class EchoPath:
    """A linear model of the room that takes out what it can foretell of the echo.

    A partitioned-block frequency-domain Kalman filter: Gerald Enzner and Peter Vary,
    "Frequency-domain adaptive Kalman filter for acoustic echo control in hands-free telephones"
    (2006); in parts: Fabian Kuech and others, "State-space architecture of the partitioned-block-
    based acoustic echo controller" (2014). What it does not expect it takes for noise and learns
    little from: a person who speaks at the same time neither confuses it nor is changed by it.
    How far it may be wrong it knows too, frequency by frequency; with that the rest of the echo is
    damped, as the former propose.
    """

    def __init__(self) -> None:
        shape = (PARTS, FRAME + 1)
        self._spectra: NDArray[np.complex64] = np.zeros(shape, np.complex64)
        self._weights: NDArray[np.complex64] = np.zeros(shape, np.complex64)
        self._doubt: NDArray[np.float32] = np.full(shape, _DOUBT, np.float32)
        self._noise: NDArray[np.float32] = np.full(FRAME + 1, 1e-3, np.float32)
        self._far: Samples = np.zeros(2 * FRAME, np.float32)
        self._near_energy = self._left_energy = 1e-6
        self._trust = 0.0
        self._recent: Samples = np.zeros(2 * _REACH, np.float32)
        self._damping: Samples = np.zeros(2 * _REACH + 1, np.float32)

    def clean(self, near: Samples, far: Samples) -> Cleaned:
        """A frame of the microphone without the echo, given what was played; learn from both."""
        self._far = np.concatenate([self._far[FRAME:], far])
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(self._far)
        foretold = np.fft.irfft((self._weights * self._spectra).sum(axis=0))[FRAME:]
        left = (near - foretold).astype(np.float32)
        sure = self._damped(left, *self._learn(left))
        used = self._where_better(near, left)
        return Cleaned(used, sure if self._trust else None)

    def _learn(self, left: Samples) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the power of what is left, and what of it is to be expected of the echo."""
        error = np.fft.rfft(np.concatenate([np.zeros(FRAME, np.float32), left]))
        power = self._spectra.real**2 + self._spectra.imag**2
        loudness = (np.abs(error) ** 2).astype(np.float32)
        self._noise = _FORGET * self._noise + (1 - _FORGET) * loudness
        echo = (self._doubt * power).sum(axis=0) * np.float32(0.5)
        step = self._doubt / (echo + self._noise + np.float32(1e-8))
        response = np.fft.irfft(self._weights + step * self._spectra.conj() * error, axis=1)
        response[:, FRAME:] = 0
        known = _STEADY**2 * (1 - 0.5 * step * power) * self._doubt
        self._doubt = known + (1 - _STEADY**2) * np.abs(self._weights) ** 2
        self._weights = np.fft.rfft(response, axis=1).astype(np.complex64)
        return loudness, echo.astype(np.float32)

    def _damped(
        self, left: Samples, loudness: NDArray[np.float32], echo: NDArray[np.float32]
    ) -> Samples:
        """What is left without the frequencies that may be echo, by a filter of linear phase."""
        around = np.convolve(loudness, _EVENLY, "same")
        gain: NDArray[np.float32] = np.maximum(
            1 - _WARY * echo / np.maximum(around, np.float32(1e-12)), 0
        )
        before, self._damping = self._damping, _filter(gain)
        recent = np.concatenate([self._recent, left])
        self._recent = recent[-2 * _REACH :]
        damped = np.convolve(recent, before, "valid")
        return damped + (np.convolve(recent, self._damping, "valid") - damped) * _FADE

    def _where_better(self, near: Samples, left: Samples) -> Samples:
        """While too little is known of the room, leave the frame alone.

        Not for less: what comes behind has learned the whole echo, and begins anew with the rest.
        """
        self._near_energy = 0.6 * self._near_energy + float(near @ near)
        self._left_energy = 0.6 * self._left_energy + float(left @ left)
        worth = self._near_energy * (_WORTHLESS if self._trust else _WORTH)
        before, self._trust = self._trust, float(self._left_energy < worth)
        trust = before + (self._trust - before) * _FADE
        return near + (left - near) * trust


def _filter(gain: NDArray[np.float32]) -> Samples:
    """The taps of a filter with these gains, shape (FRAME + 1,), from 0 to half the rate."""
    response = np.fft.irfft(gain)
    taps = np.concatenate([response[-_REACH:], response[: _REACH + 1]])
    return (taps * np.hanning(2 * _REACH + 3)[1:-1]).astype(np.float32)
