"""What a speaker on a device and one on a file have in common."""

import asyncio
from abc import ABC, abstractmethod

from voice_os.audio import Samples, Span, Volume
from voice_os.audio.playback import Playback
from voice_os.audio.played import Played


class PlaybackSink(ABC):
    """An `AudioSink` over `Playback`; when a frame is heard is for the subclass to know."""

    def __init__(self) -> None:
        self._playback = Playback()
        self._played = Played()
        self._waiting: dict[asyncio.Future[bool], int] = {}
        self._timer: asyncio.TimerHandle | None = None

    @abstractmethod
    async def open(self) -> None:
        """Make the speaker ready. Raises `Problem` where that cannot be."""

    async def close(self) -> None:
        """Let go of the device or file; who still waits for a position, waits in vain."""
        self._wait_no_more()

    @property
    @abstractmethod
    def underruns(self) -> int:
        """How often the device ran dry in the middle of a sound."""

    @abstractmethod
    def _frames_heard(self) -> int:
        """How many frames have sounded until now. Never goes back."""

    @abstractmethod
    def _seconds_until(self, position: int) -> float | None:
        """In how many seconds a queued position will be heard; None: `_settle` will be called.

        It is called whenever the volume changes, too.
        """

    @property
    def volume(self) -> Volume:
        """How loud the voice is; a change takes 10 ms."""
        return self._playback.volume

    @volume.setter
    def volume(self, volume: Volume) -> None:
        if volume is not self._playback.volume:
            self._frames_heard()
            self._playback.volume = volume
            self._settle()

    @property
    def played(self) -> Played:
        """What was played until now, and when it is heard."""
        self._frames_heard()
        return self._played

    def _pull(self, count: int) -> Samples:
        """The next frames of the playback, which are remembered."""
        frames = self._playback.pull(count)
        self._played.add(frames)
        return frames

    def play(self, samples: Samples) -> Span:
        """Queue samples at PLAYBACK_RATE behind what is queued; return where they will lie."""
        self._frames_heard()
        return self._playback.play(samples)

    def chime(self, samples: Samples) -> None:
        """Mix a short sound (PLAYBACK_RATE) over the voice, now."""
        self._frames_heard()
        self._playback.chime(samples)

    def stop(self) -> int:
        """Fade everything out within 5 ms, chimes as well, and drop what is queued."""
        self._settle()
        heard = self.heard()
        self._playback.stop()
        self._wait_no_more()
        return heard

    def heard(self) -> int:
        """How many of the samples queued with `play` have left the speaker until now."""
        return self._playback.heard(self._frames_heard())

    async def reached(self, position: int) -> bool:
        """Wait until `heard() >= position`: True. False: `stop()`, or nothing is queued there."""
        if position <= self.heard():
            return True
        if position > self._playback.end:
            return False
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[answer] = position
        self._settle()
        try:
            return await answer
        finally:
            del self._waiting[answer]

    def _settle(self) -> None:
        """Answer those whose position was heard, and come again when the next one's will be."""
        self._cancel_timer()
        heard = self.heard()
        for answer, position in self._waiting.items():
            if position <= heard and not answer.done():
                answer.set_result(True)
        ahead = [position for answer, position in self._waiting.items() if not answer.done()]
        if ahead and (seconds := self._seconds_until(min(ahead))) is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(seconds, 0.001), self._settle)

    def _wait_no_more(self) -> None:
        self._cancel_timer()
        for answer in self._waiting:
            if not answer.done():
                answer.set_result(False)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
