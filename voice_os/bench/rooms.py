"""Rooms that are not there: what a microphone hears of a loudspeaker, frame by frame.

A room answers what was played in it up to now, so that she can be turned down in the middle of a
word and her echo goes down with her. Everything is at SAMPLE_RATE and the same for the same seed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav

DELAYS = (0.04, 0.1, 0.18, 0.25)
"""Seconds from a sample's leaving the loudspeaker's queue to its first sound at the microphone."""

ECHO_DB = (-6.0, 0.0)
"""How loud her echo is at the microphone, against what was played."""

NOISE_DBFS = (-65.0, -50.0)
"""The quietest and the loudest floor of noise."""

_TAIL = int(0.5 * SAMPLE_RATE)  # of an impulse response; what is behind is under the noise
_REVERBERATION = (0.15, 0.6)  # seconds until a made room's sound has fallen by 60 dB
_DRIVE = 1.5  # how far a loudspeaker's cone is driven into its soft limit


@dataclass(frozen=True, slots=True)
class Room:
    """A room with a loudspeaker, a microphone and a fan in it.

    `response` is the impulse response from one to the other, of unit energy, shape (n,); `delay`
    is in samples. `overdriven`: whether the loudspeaker rounds off what is loud. `noise`: a
    recording that sounds on and on, of an RMS of 1; None: white noise.
    """

    response: Samples
    delay: int
    echo_db: float
    noise_dbfs: float
    overdriven: bool = False
    noise: Samples | None = None


class Air:
    """The sound in a room: a stream of what is played in, a stream of what is heard out."""

    def __init__(self, room: Room, seed: int) -> None:
        self._room = room
        self._random = np.random.default_rng(seed)
        path = np.concatenate([np.zeros(room.delay, np.float32), room.response])
        self._size = 1 << (len(path) + FRAME).bit_length()
        self._spectrum = np.fft.rfft(path * _ratio(room.echo_db), self._size)
        self._ringing = np.zeros(self._size, np.float32)
        self._at = 0  # in the recorded noise

    def heard(self, played: Samples) -> Samples:
        """What the microphone hears, shape (FRAME,), while the loudspeaker plays as much."""
        if self._room.overdriven:
            played = (np.tanh(_DRIVE * played) / _DRIVE).astype(np.float32)
        if played.any():
            spectrum = np.fft.rfft(played, self._size) * self._spectrum
            self._ringing += np.fft.irfft(spectrum, self._size).astype(np.float32)
        echo = self._ringing[:FRAME].copy()
        self._ringing[:-FRAME] = self._ringing[FRAME:]
        self._ringing[-FRAME:] = 0
        return echo + self._noise() * np.float32(_ratio(self._room.noise_dbfs))

    def _noise(self) -> Samples:
        if self._room.noise is None:
            return self._random.standard_normal(FRAME, np.float32)
        places = np.arange(self._at, self._at + FRAME) % len(self._room.noise)
        self._at += FRAME
        noise: Samples = self._room.noise[places]
        return noise


def rooms(
    seed: int, count: int, recorded: Sequence[Samples] = (), noises: Sequence[Samples] = ()
) -> Iterator[Room]:
    """Rooms of every delay and loudness, with recorded impulse responses and with made ones.

    All of it comes together within 16 rooms. A part of them has recorded noise.
    """
    random = np.random.default_rng(seed)
    beds = cycle([*(_unit_power(noise) for noise in noises), None, None])
    each = len(DELAYS) * len(ECHO_DB)
    for number in range(count):
        response = made_response(random)
        if recorded and number // each % 2 == 0:
            response = recorded[number % len(recorded)]
        yield Room(
            response=response,
            delay=round(DELAYS[number % len(DELAYS)] * SAMPLE_RATE),
            echo_db=ECHO_DB[number // len(DELAYS) % len(ECHO_DB)],
            noise_dbfs=random.uniform(*NOISE_DBFS),
            overdriven=number % 3 == 2,
            noise=next(beds),
        )


def made_response(random: np.random.Generator) -> Samples:
    """An impulse response made of a direct sound and noise that dies away exponentially."""
    time = np.arange(_TAIL) / SAMPLE_RATE
    decay = np.exp(-6.9 * time / random.uniform(*_REVERBERATION))
    response = random.standard_normal(_TAIL) * decay * 0.05
    response[0] = 1.0
    return _unit_energy(response)


def recorded_responses(paths: Sequence[Path]) -> list[Samples]:
    """The impulse responses in some sound files, each from its direct sound on."""
    return [_from_direct_sound(read_wav(path)) for path in paths]


def _from_direct_sound(response: Samples) -> Samples:
    start = int(np.argmax(np.abs(response)))
    return _unit_energy(response[start : start + _TAIL])


def _unit_energy(response: np.ndarray[tuple[int], np.dtype[np.floating]] | Samples) -> Samples:
    return (response / np.linalg.norm(response)).astype(np.float32)


def _unit_power(sound: Samples) -> Samples:
    return sound / np.float32(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))
