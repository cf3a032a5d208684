"""WAV files: read whole, written piece by piece, and standing for a speaker."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.resample import Resampler
from voice_os.audio.simulated import SimulatedSpeaker
from voice_os.errors import Problem

_RATES = range(4_000, 768_001)
_BLOCK = 65_536


def read_wav(path: Path, rate: int = SAMPLE_RATE) -> Samples:
    """A sound file as mono samples at `rate`, its channels averaged.

    Any sample format, rate and number of channels. Raises `Problem` that names the file where it
    cannot be read.
    """
    import soundfile

    try:
        with path.open("rb"):
            pass
        with soundfile.SoundFile(_c_name(path)) as file:
            if file.samplerate not in _RATES:
                raise Problem(f"{_shown(path)} claims to have {file.samplerate} samples a second.")
            return np.concatenate(list(_resampled(file, rate)))
    except OSError as error:
        raise Problem(f"The sound file {_shown(path)} cannot be read: {error.strerror}.") from None
    except (soundfile.LibsndfileError, TypeError) as error:
        reason = str(getattr(error, "error_string", error)).rstrip(".")
        raise Problem(
            f"{_shown(path)} is not a sound file that can be read ({reason}); give a WAV file."
        ) from None


def write_wav(path: Path, samples: Samples, rate: int = SAMPLE_RATE) -> None:
    """Write mono samples as a 16-bit WAV file, whole or not at all."""
    writer = WavWriter(path, rate)
    writer.write(samples)
    writer.close()


class WavWriter:
    """A mono 16-bit WAV file that takes its name when it is complete."""

    def __init__(self, path: Path, rate: int) -> None:
        """Raises `Problem` where the file cannot be written."""
        import soundfile

        self._path = path
        self._partial = path.with_name(path.name + ".part")
        try:
            self._partial.touch()
            self._file: Any = soundfile.SoundFile(
                _c_name(self._partial), "w", rate, 1, "PCM_16", format="WAV"
            )
        except (OSError, soundfile.LibsndfileError) as error:
            raise self._problem(error) from None

    def write(self, samples: Samples) -> None:
        """Append samples. Raises `Problem` where that fails."""
        try:
            self._file.write(samples)
        except RuntimeError as error:
            raise self._problem(error) from None

    def close(self) -> None:
        """Complete the file and give it its name."""
        try:
            self._file.close()
            self._partial.replace(self._path)
        except (OSError, RuntimeError) as error:
            raise self._problem(error) from None

    def _problem(self, error: Exception) -> Problem:
        reason = getattr(error, "strerror", None) or error
        return Problem(f"The sound file {_shown(self._path)} cannot be written: {reason}")


class WavSpeaker(SimulatedSpeaker):
    """An `AudioSink` that writes what it plays into a WAV file, complete when it is closed.

    In real time the file runs from `open()` on and holds the silences too.
    """

    def __init__(self, path: Path, *, real_time: bool = True) -> None:
        """Raises `Problem` where the file cannot be written."""
        self._writer = WavWriter(path, PLAYBACK_RATE)
        super().__init__(self._writer.write, real_time=real_time)

    async def close(self) -> None:
        """Write what was played until now and give the file its name."""
        await super().close()
        self._writer.close()


def _c_name(path: Path) -> str | bytes:
    """A name for libsndfile. A file's name on Linux may be any bytes."""
    return str(path) if sys.platform == "win32" else os.fsencode(path)


def _shown(path: Path) -> str:
    """A name that can be printed, whatever its bytes are."""
    return os.fsencode(path).decode(errors="replace")


def _resampled(file: Any, rate: int) -> Iterator[Samples]:
    """Read block by block, so that many channels or a high rate take no memory."""
    resampler = Resampler(file.samplerate, rate)
    while len(block := file.read(_BLOCK, dtype="float32", always_2d=True)):
        yield _full_scale(resampler.feed(block.mean(axis=1)))
    yield _full_scale(resampler.feed(np.zeros(0, np.float32), last=True))


def _full_scale(samples: Samples) -> Samples:
    """Floating-point files may hold anything: keep it between -1 and 1."""
    return np.clip(np.nan_to_num(samples), -1, 1)
