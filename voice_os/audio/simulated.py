"""A microphone and a speaker without a device, on the event loop's clock.

In real time they behave as a sound card would, without its latency; on an event loop whose clock
is virtual a conversation over them takes no time. As fast as possible, the microphone's clock
stands still while there is nothing to hear, and the speaker has played all it gets at once.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable

import numpy as np

from voice_os.audio import FRAME, PLAYBACK_RATE, SAMPLE_RATE, Frame, Samples
from voice_os.audio.sink import PlaybackSink


class SimulatedMicrophone:
    """An `AudioSource` that hears silence, and what it is told to hear."""

    def __init__(self, *, real_time: bool = True) -> None:
        self.lateness = 0.0
        self._real_time = real_time
        self._pieces: deque[Samples] = deque()
        self._told = asyncio.Event()
        self._ended = False
        self._clock = 0
        self._queued = 0
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @property
    def now(self) -> int:
        """The sample clock."""
        return self._clock

    def queue(self, samples: Samples) -> None:
        """Let it hear samples at SAMPLE_RATE behind those it is still to hear."""
        self._pieces.append(samples)
        self._queued += len(samples)
        self._told.set()

    async def say(self, samples: Samples) -> int:
        """Queue samples and wait until they were heard; return the clock behind them."""
        self.queue(samples)
        delivered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((self._queued, delivered))
        await delivered
        return self._clock

    def end(self) -> None:
        """Let the stream end behind what is queued."""
        self._ended = True
        self._told.set()

    async def frames(self) -> AsyncGenerator[Frame, None]:
        """Yield frames until `end()`. The clock goes on where an earlier iterator was closed."""
        loop = asyncio.get_running_loop()
        began = loop.time() - self._clock / SAMPLE_RATE
        while True:
            if self._real_time:
                await asyncio.sleep(began + (self._clock + FRAME) / SAMPLE_RATE - loop.time())
            else:
                await self._something_to_hear()
            if self._ended and not self._pieces:
                return
            captured_at = began + self._clock / SAMPLE_RATE if self._real_time else None
            frame = Frame(self._clock, self._next(), captured_at)
            self._clock = frame.end
            try:
                yield frame
            finally:
                self._answer()

    async def _something_to_hear(self) -> None:
        """Let others run; then wait until there is something to hear, or never will be again."""
        await asyncio.sleep(0)
        while not self._pieces and not self._ended:
            self._told.clear()
            await self._told.wait()

    def _next(self) -> Samples:
        samples = np.zeros(FRAME, np.float32)
        filled = 0
        while self._pieces and filled < FRAME:
            piece = self._pieces.popleft()
            count = min(len(piece), FRAME - filled)
            samples[filled : filled + count] = piece[:count]
            filled += count
            if count < len(piece):
                self._pieces.appendleft(piece[count:])
        return samples

    def _answer(self) -> None:
        """Answer those whose samples were all delivered."""
        delivered = self._queued - sum(map(len, self._pieces))
        while self._waiting and self._waiting[0][0] <= delivered:
            answer = self._waiting.popleft()[1]
            if not answer.done():
                answer.set_result(None)


class SimulatedSpeaker(PlaybackSink):
    """An `AudioSink` that hands what it plays to `write`, in pieces, silence included."""

    underruns = 0

    def __init__(self, write: Callable[[Samples], None], *, real_time: bool = True) -> None:
        super().__init__()
        self._write = write
        self._real_time = real_time
        self._began: float | None = None

    async def open(self) -> None:
        """Let the clock begin, if it has not."""
        self._frames_heard()

    async def close(self) -> None:
        """Hand out what was played until now."""
        self._frames_heard()
        await super().close()

    def _frames_heard(self) -> int:
        while (missing := self._frames_due() - self._playback.frames) > 0:
            self._write(self._pull(min(missing, PLAYBACK_RATE)))
            if self._began is not None:
                heard_at = self._began + self._playback.frames / PLAYBACK_RATE
                self._played.stamp(self._playback.frames, heard_at)
        return self._playback.frames

    def _frames_due(self) -> int:
        if not self._real_time:
            return self._playback.frames + self._playback.sounding
        now = asyncio.get_running_loop().time()
        if self._began is None:
            self._began = now
        return round((now - self._began) * PLAYBACK_RATE)

    def _seconds_until(self, position: int) -> float | None:
        if position > self._playback.reachable:
            return None
        return (position - self.heard()) / PLAYBACK_RATE
