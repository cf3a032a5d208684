"""The speaker."""

import asyncio
import time

import numpy as np

from voice_os.audio import PLAYBACK_RATE, Samples, Span
from voice_os.audio.devices import Kind
from voice_os.audio.portaudio import Block, Format, Line
from voice_os.audio.resample import Resampler
from voice_os.audio.sink import PlaybackSink
from voice_os.audio.sound_card import SoundCard
from voice_os.settings import Device

DEVICE_RATE = PLAYBACK_RATE
"""What devices are asked for first; others are resampled to."""

BLOCK = 0.01
LATENCY = 0.03
_JITTER = 0.005


class Speaker(PlaybackSink):
    """An `AudioSink` on a sound card. The device is closed after `rest` seconds without sound.

    Soon, because an open device wakes the processor a hundred times a second, on which the
    language model's threads wait for one another: a turn of 570 ms took 740.
    """

    def __init__(self, card: SoundCard, device: Device | None = None, *, rest: float = 1.0) -> None:
        super().__init__()
        self._card = card
        self._rest = rest
        self._resting: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop
        self._awaited: int | None = None
        self._underruns = 0
        self._heard_frames = 0
        self._present = (0, 0.0)
        self._dry_at = float("inf")
        self._filling = 0
        self._sounded = False
        self._line = Line(
            kind=Kind.OUTPUT,
            device=device,
            rate=DEVICE_RATE,
            channels=2,
            block=BLOCK,
            latency=LATENCY,
            begin=self._begin,
            transfer=self._transfer,
        )

    @property
    def underruns(self) -> int:
        """How often the device ran dry in the middle of a sound."""
        return self._underruns

    async def open(self) -> None:
        """Open the device. Raises `Problem` where there is none."""
        self._stay_awake()
        await self._card.open(self._line)

    async def close(self) -> None:
        """Let go of the device."""
        if self._resting is not None:
            self._resting.cancel()
        self._card.release(self._line)
        await super().close()

    def play(self, samples: Samples) -> Span:
        """Queue samples at PLAYBACK_RATE; a device that is not open will be opened."""
        span = super().play(samples)
        self._begin_if_closed()
        return span

    def chime(self, samples: Samples) -> None:
        """Mix a short sound over the voice; a device that is not open will be opened."""
        super().chime(samples)
        self._begin_if_closed()

    def _begin_if_closed(self) -> None:
        self._stay_awake()
        if not self._card.is_open(self._line):
            self._card.begin(self._line)

    def _stay_awake(self) -> None:
        """Let the rest begin behind the last sample that is queued."""
        self._loop = asyncio.get_running_loop()
        if self._resting is not None:
            self._resting.cancel()
        seconds = self._playback.sounding / PLAYBACK_RATE + self._rest
        self._resting = self._loop.call_later(seconds, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self._playback.sounding or self._playback.holding or self._card.is_opening(self._line):
            self._stay_awake()
        else:
            self._card.release(self._line)

    def _frames_heard(self) -> int:
        frame, at = self._present
        heard = frame + int((time.perf_counter() - at) * PLAYBACK_RATE)
        self._heard_frames = max(self._heard_frames, min(heard, self._playback.frames))
        return self._heard_frames

    def _seconds_until(self, position: int) -> float | None:
        frame = self._playback.frame_of(position)
        if frame is None:
            self._awaited = position
            return None
        present, at = self._present
        return (frame - present) / PLAYBACK_RATE + at - time.perf_counter()

    def _begin(self, opened: Format) -> None:
        self._channels = opened.channels
        self._ratio = PLAYBACK_RATE / opened.rate
        self._resampler = Resampler(PLAYBACK_RATE, opened.rate)
        self._ready: Samples = np.zeros(0, np.float32)
        # A device that starts takes its buffer's worth at once, and counts its time only then.
        self._filling = round((opened.latency + 2 * BLOCK) * opened.rate)

    def _transfer(self, block: Block) -> None:
        """Fill a block, on the device's thread, and note when its first frame will be heard."""
        sounding = self._playback.sounding > 0
        held = (self._resampler.delay + len(self._ready)) * self._ratio
        self._present = (self._playback.frames - round(held), block.at)
        self._played.stamp(*self._present, anew=self._filling > 0)
        frames = np.frombuffer(block.data, np.float32).reshape(block.frames, self._channels)
        frames[:] = self._next(block.frames)[:, None]
        dried = self._filling <= 0 and block.at > self._dry_at + _JITTER
        if sounding and self._sounded and (block.broken or dried):
            self._underruns += 1
        self._filling -= block.frames
        self._sounded = sounding
        self._dry_at = block.at + block.frames * self._ratio / PLAYBACK_RATE
        if (awaited := self._awaited) is not None and self._playback.frame_of(awaited) is not None:
            self._awaited = None
            self._loop.call_soon_threadsafe(self._settle)

    def _next(self, count: int) -> Samples:
        """The next `count` frames at the device's rate."""
        while len(self._ready) < count:
            missing = int((count - len(self._ready)) * self._ratio) + 1
            if self._ratio == 1:
                missing -= 1
            pulled = self._resampler.feed(self._pull(missing))
            self._ready = np.concatenate([self._ready, pulled])
        frames, self._ready = self._ready[:count], self._ready[count:]
        return frames
