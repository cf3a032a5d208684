"""The way from the speaker to the microphone through a room, learned while she speaks."""

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

_FADE: Samples = np.linspace(0, 1, FRAME, dtype=np.float32)


class EchoPath:
    """A linear model of the room that takes out what it can foretell of the echo.

    A partitioned-block frequency-domain Kalman filter: Gerald Enzner and Peter Vary,
    "Frequency-domain adaptive Kalman filter for acoustic echo control in hands-free telephones"
    (2006); in parts: Fabian Kuech and others, "State-space architecture of the partitioned-block-
    based acoustic echo controller" (2014). What it does not expect it takes for noise and learns
    little from: a person who speaks at the same time neither confuses it nor is changed by it.
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

    @property
    def is_known(self) -> bool:
        """Whether the model foretells the most of the echo at present."""
        return self._trust > 0

    def clean(self, near: Samples, far: Samples) -> Samples:
        """A frame of the microphone without the echo, given what was played; learn from both."""
        self._far = np.concatenate([self._far[FRAME:], far])
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(self._far)
        foretold = np.fft.irfft((self._weights * self._spectra).sum(axis=0))[FRAME:]
        left = (near - foretold).astype(np.float32)
        self._learn(left)
        return self._where_better(near, left)

    def _learn(self, left: Samples) -> None:
        error = np.fft.rfft(np.concatenate([np.zeros(FRAME, np.float32), left]))
        power = self._spectra.real**2 + self._spectra.imag**2
        loudness = (np.abs(error) ** 2).astype(np.float32)
        self._noise = _FORGET * self._noise + (1 - _FORGET) * loudness
        expected = 0.5 * (self._doubt * power).sum(axis=0) + self._noise + np.float32(1e-8)
        step = self._doubt / expected
        response = np.fft.irfft(self._weights + step * self._spectra.conj() * error, axis=1)
        response[:, FRAME:] = 0
        known = _STEADY**2 * (1 - 0.5 * step * power) * self._doubt
        self._doubt = known + (1 - _STEADY**2) * np.abs(self._weights) ** 2
        self._weights = np.fft.rfft(response, axis=1).astype(np.complex64)

    def _where_better(self, near: Samples, left: Samples) -> Samples:
        """While too little is known of the room, leave the frame alone.

        Not for less: what comes behind has learned the whole echo, and begins anew with the rest.
        """
        self._near_energy = 0.6 * self._near_energy + float(near @ near)
        self._left_energy = 0.6 * self._left_energy + float(left @ left)
        worth = self._near_energy * (1 if self._trust else _WORTH)
        before, self._trust = self._trust, float(self._left_energy < worth)
        trust = before + (self._trust - before) * _FADE
        return near + (left - near) * trust
