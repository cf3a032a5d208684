"""What can be measured of a voice: how long, how high, how loud."""

import numpy as np

from voice_os.audio import Samples
from voice_os.audio.pitch import pitch_of
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
    """The voice's pitch in hertz."""
    pitch = pitch_of(sound, sample_rate)
    assert pitch is not None
    return pitch


def centroid(sound: Samples, sample_rate: int) -> float:
    """Hertz about which the power of a sound is centred."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(np.average(np.fft.rfftfreq(len(sound), 1 / sample_rate), weights=power))
