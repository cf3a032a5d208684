"""How a room and its devices suit a conversation: measured with a short sweep."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass

import numpy as np

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, AudioSource, Frame, Samples
from voice_os.audio.levels import SILENCE_DBFS, dbfs
from voice_os.audio.resample import resampled
from voice_os.audio.sink import PlaybackSink

_LOUDNESS = 0.25
_LONGEST = 0.6
"""Seconds after which an echo is looked for no more."""

_QUIET = 1.0
_CLEAR = 12.0
_CLIPPED = 0.99


@dataclass(frozen=True, slots=True)
class Room:
    """What was measured. `delay` (seconds) and `return_loss` (decibels): None without an echo.

    `noise`: dBFS while nothing was played. `clipped`: the share of samples at full scale.
    """

    delay: float | None
    return_loss: float | None
    noise: float
    clipped: float

    def advice(self) -> Iterator[str]:
        """A sentence for each thing to change."""
        if self.noise <= SILENCE_DBFS + 1 and self.delay is None:
            yield "The microphone hears nothing at all; see whether it is muted."
        elif self.noise > -40:
            yield "The microphone hears much noise; move it closer to you, or stop the noise."
        if self.clipped > 0.001:
            yield "The microphone is overdriven; lower its level in the system's sound settings."
        if self.return_loss is not None and self.return_loss < 6:
            yield (
                "The microphone hears the speakers nearly as loud as they are; turn them down or "
                "use headphones."
            )
        if self.delay is not None and self.delay > 0.4:
            yield "The echo comes late, as with wireless speakers; use a cable or headphones."


def sweep(rate: int = SAMPLE_RATE) -> Samples:
    """A second of sine from 200 Hz to 6 kHz, each octave as long as the other (Farina, 2000)."""
    time = np.arange(rate) / rate
    growth = np.log(6_000 / 200)
    wave = np.sin(2 * np.pi * 200 / growth * (np.exp(time * growth) - 1))
    fade = np.clip(np.minimum(time, 1 - time) / 0.02, 0, 1)
    return np.asarray(_LOUDNESS * wave * fade, np.float32)


def analysed(silence: Samples, heard: Samples, played: Samples) -> Room:
    """What a microphone heard before and after `played` began (SAMPLE_RATE).

    `heard` begins at the moment when the first sample of `played` was heard.
    """
    size = 2 ** int(np.ceil(np.log2(len(heard) + len(played))))
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.fft.rfft(played, size).conj(), size)
    likeness = np.abs(likeness[: round(_LONGEST * SAMPLE_RATE)])
    peak = int(np.argmax(likeness))
    sounding = heard[peak : peak + len(played)]
    noise = dbfs(silence)
    power = 10 ** (dbfs(sounding) / 10) - 10 ** (noise / 10)
    is_clear = likeness[peak] > 10 ** (_CLEAR / 20) * float(np.median(likeness))
    has_echo = is_clear and power > 10 ** (noise / 10) / 10
    return Room(
        delay=peak / SAMPLE_RATE if has_echo else None,
        return_loss=dbfs(played) - 10 * float(np.log10(power)) if has_echo else None,
        noise=noise,
        clipped=float(np.mean(np.abs(heard) >= _CLIPPED)),
    )


async def measure(source: AudioSource, speaker: PlaybackSink) -> Room:
    """Listen, play a sweep, listen on. Raises `Problem` where a device is missing."""
    await speaker.open()
    played = sweep()
    pieces: list[Frame] = []
    end = 0.0
    async with asyncio.timeout(15), aclosing(source.frames()) as frames:
        async for frame in frames:
            pieces.append(frame)
            seconds = frame.end / SAMPLE_RATE - pieces[0].start / SAMPLE_RATE
            if not end and seconds > _QUIET:
                speaker.play(resampled(played, SAMPLE_RATE, PLAYBACK_RATE))
                end = seconds + len(played) / SAMPLE_RATE + _LONGEST + 0.5
            elif end and seconds > end:
                break
    start = speaker.played.sound_began()
    first = pieces[0].captured_at or 0.0
    heard = np.concatenate([frame.samples for frame in pieces])
    at = max(0, round((start - first) * SAMPLE_RATE))
    return analysed(heard[at // 4 : at // 2], heard[at:], played)
