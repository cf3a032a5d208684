"""The microphone."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from typing import NamedTuple

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio.devices import Kind
from voice_os.audio.portaudio import Block, Format, Line
from voice_os.audio.resample import Resampler
from voice_os.audio.sound_card import SoundCard
from voice_os.settings import Device

_FRAME = FRAME / SAMPLE_RATE  # seconds

DEVICE_RATE = SAMPLE_RATE
DEVICE_CHANNELS = 1
"""What devices are asked for first; others are resampled and mixed."""


class _Heard(NamedTuple):
    """A block as it came: `at` is when its first sample was captured."""

    format: Format
    data: bytes
    at: float


class Microphone:
    """An `AudioSource` on a sound card. The device is open while an iterator of frames is."""

    def __init__(self, card: SoundCard, device: Device | None = None) -> None:
        self._card = card
        self._lateness = 0.0
        self._loop: asyncio.AbstractEventLoop
        self._format: Format
        self._blocks: deque[_Heard] = deque()
        self._arrived = asyncio.Event()
        self._clock = 0
        self._line = Line(
            kind=Kind.INPUT,
            device=device,
            rate=DEVICE_RATE,
            channels=DEVICE_CHANNELS,
            block=_FRAME,
            latency=2 * _FRAME,
            begin=self._begin,
            transfer=self._transfer,
        )

    @property
    def lateness(self) -> float:
        """Seconds by which frames may come late, to let the machine rest.

        Set to less it hands over at once what was held back.
        """
        return self._lateness

    @lateness.setter
    def lateness(self, seconds: float) -> None:
        self._lateness = seconds
        self._arrived.set()

    @property
    def now(self) -> int:
        """The sample clock at this moment: how much was heard, whether delivered or held back."""
        held_back = sum(
            len(heard.data) / (heard.format.channels * 4) * SAMPLE_RATE / heard.format.rate
            for heard in tuple(self._blocks)
        )
        return self._clock + round(held_back)

    async def frames(self) -> AsyncGenerator[Frame, None]:
        """Open the microphone and yield its frames. Raises `Problem` where there is none."""
        self._loop = asyncio.get_running_loop()
        self._blocks.clear()
        framing = _Framing()
        try:
            self._line.block = _FRAME if self._lateness < _FRAME else 2 * _FRAME
            self._line.latency = 2 * self._line.block
            await self._card.open(self._line)
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while self._blocks:
                    for samples, captured_at in framing.feed(self._blocks.popleft()):
                        frame = Frame(self._clock, samples, captured_at)
                        self._clock = frame.end
                        yield frame
        finally:
            self._card.release(self._line)

    def _begin(self, opened: Format) -> None:
        self._format = opened

    def _transfer(self, block: Block) -> None:
        """Keep a copy of the block, on the device's thread; wake the loop if it is time to."""
        self._blocks.append(_Heard(self._format, bytes(block.data), block.at))
        if len(self._blocks) * self._line.block > self._lateness:
            self._loop.call_soon_threadsafe(self._arrived.set)


class _Framing:
    """From blocks of any format to frames. What a change of format finds half done is lost."""

    def __init__(self) -> None:
        self._format: Format | None = None
        self._rest: Samples = np.zeros(0, np.float32)

    def feed(self, heard: _Heard) -> list[tuple[Samples, float]]:
        """The frames that a block completes, each with the time of its first sample."""
        given = heard.format
        if given is not self._format:
            self._format = given
            self._resampler = Resampler(given.rate, SAMPLE_RATE)
        mono = np.frombuffer(heard.data, np.float32)
        if given.channels > 1:
            mono = mono.reshape(-1, given.channels).mean(axis=1)
        samples = np.concatenate([self._rest, self._resampler.feed(mono)])
        end = heard.at + len(mono) / given.rate - self._resampler.delay / SAMPLE_RATE
        start = end - len(samples) / SAMPLE_RATE
        whole = len(samples) // FRAME * FRAME
        self._rest = samples[whole:]
        frames = samples[:whole].reshape(-1, FRAME)
        return [(frame, start + i * FRAME / SAMPLE_RATE) for i, frame in enumerate(frames)]
