"""What can be measured of a voice: how long, how high, how loud."""

import numpy as np

from voice_os.audio import Samples
from voice_os.tts import Delivery, TextToSpeech

SILENCE = 0.0025


async def spoken(voice: TextToSpeech, clause: str, delivery: Delivery | None = None) -> Samples:
    """All of what a voice makes of a clause."""
    pieces = [piece async for piece in voice.synthesize(clause, delivery or Delivery())]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def edges(sound: Samples, sample_rate: int) -> tuple[float, float]:
    """Seconds of silence before and behind a sound."""
    loud = np.flatnonzero(np.abs(sound) > SILENCE)
    return loud[0] / sample_rate, (len(sound) - 1 - loud[-1]) / sample_rate


def duration(sound: Samples) -> int:
    """Samples of a sound without the silence at its edges."""
    loud = np.flatnonzero(np.abs(sound) > SILENCE)
    return int(loud[-1] - loud[0] + 1)


def rms(sound: Samples) -> float:
    """How loud a sound is."""
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2)))


def fundamental(sound: Samples, sample_rate: int) -> float:
    """The voice's pitch in hertz: the median over its voiced parts.

    The autocorrelation of windows of 40 ms, freed of the window's own (Boersma 1993).
    """
    length = int(0.04 * sample_rate)
    window = np.hanning(length)
    shortest, longest = sample_rate // 600, sample_rate // 60
    found: list[float] = []
    for start in range(0, len(sound) - length, length // 2):
        part = sound[start : start + length].astype(np.float64)
        if rms(sound[start : start + length]) < 0.01:
            continue
        likeness = _autocorrelation((part - part.mean()) * window) / _autocorrelation(window)
        likeness = likeness[: longest + 1] / likeness[0]
        best = likeness[shortest:].max()
        if best > 0.6:
            near = np.flatnonzero(likeness[shortest:] > 0.85 * best)
            peak = next(lag for lag in (near + shortest).tolist() if _is_peak(likeness, lag))
            found.append(sample_rate / peak)
    return float(np.median(found))


def centroid(sound: Samples, sample_rate: int) -> float:
    """Hertz about which the power of a sound is centred."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(np.average(np.fft.rfftfreq(len(sound), 1 / sample_rate), weights=power))


def _is_peak(values: np.ndarray, index: int) -> bool:
    return bool(index + 1 >= len(values) or values[index - 1] <= values[index] >= values[index + 1])


def _autocorrelation(values: np.ndarray) -> np.ndarray:
    spectrum = np.fft.rfft(values, 2 * len(values))
    return np.fft.irfft(np.abs(spectrum) ** 2)[: len(values)]
