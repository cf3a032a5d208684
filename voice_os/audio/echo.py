"""Taking her own voice out of what she hears."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, AudioSource, Frame, Samples
from voice_os.audio.played import Played
from voice_os.audio.sink import PlaybackSink
from voice_os.audio.stream_clock import StreamClock

LEAD = 0.02
"""Seconds by which a device's echo may come before the time it tells. Devices are handed their
samples further ahead than that."""

_BLOCK = SAMPLE_RATE // 100
_LATENCY = 128
_ECHO_LASTS = 1.0
"""Seconds from the last sound of the speaker to the last of its echo that is worth removing."""

_WAIT = FRAME // 4


class EchoCanceller:
    """WebRTC's echo canceller (AEC3) between a microphone's frames and what was played.

    It is told what of her voice each sample of a frame would hold if the room took no time, by
    the time stamps of both streams, whose drift is followed; what the room and the devices'
    white lies add, up to about half a second, it finds itself. While nothing was played for a
    second the frames only pass through, as late as otherwise: 16 ms.
    """

    def __init__(self, *, lead: float = 0.0) -> None:
        """`lead`: read that many seconds ahead in what was played."""
        from pywebrtc_audio import EchoCanceller as Aec3

        self._aec3 = Aec3(SAMPLE_RATE)
        self._lead = lead
        self._clock = StreamClock(SAMPLE_RATE)
        self._working = False
        self._rest: Samples = np.zeros(0, np.float32)
        self._before: Samples = np.zeros(_BLOCK, np.float32)
        # Of 512 samples at most 128 have to wait for their block of 160 to become full.
        self._ready: Samples = np.zeros(_WAIT, np.float32)

    def clean(self, frame: Frame, played: Played) -> Frame:
        """The frame without the echo. One that has no time stamp is returned as it is."""
        if frame.captured_at is None:
            return frame
        self._clock.note(frame.start, frame.captured_at)
        near = np.concatenate([self._rest, frame.samples])
        whole = len(near) // _BLOCK * _BLOCK
        cleaned = self._clean_blocks(frame.end - len(near), near[:whole], played)
        self._rest = near[whole:]
        ready = np.concatenate([self._ready, cleaned])
        self._ready = ready[FRAME:]
        captured_at = frame.captured_at - (_LATENCY + _WAIT) / SAMPLE_RATE
        return Frame(frame.start, ready[:FRAME], captured_at)

    def _clean_blocks(self, start: int, near: Samples, played: Played) -> Samples:
        """The same number of samples, those of `_LATENCY` before."""
        begin = self._clock.time_of(start) + self._lead
        end = self._clock.time_of(start + len(near)) + self._lead
        before, recent = self._before, np.concatenate([self._before, near])
        self._before = recent[-_BLOCK:]
        was_working, self._working = self._working, played.sounds_after(begin - _ECHO_LASTS)
        if not self._working:
            return recent[_BLOCK - _LATENCY :][: len(near)]
        if not was_working:
            self._aec3.process(before, np.zeros(_BLOCK, np.float32))
        return self._aec3.process(near, played.between(begin, end, len(near)))


class WithoutEcho:
    """An `AudioSource` that hears what another one does, but for what a speaker plays."""

    def __init__(self, source: AudioSource, speaker: PlaybackSink, *, lead: float = 0.0) -> None:
        """`lead` is `LEAD` for real devices, whose time stamps lie."""
        self._source = source
        self._speaker = speaker
        self._canceller = EchoCanceller(lead=lead)

    @property
    def relaxed(self) -> bool:
        """Whether frames may come late."""
        return self._source.relaxed

    @relaxed.setter
    def relaxed(self, relaxed: bool) -> None:
        self._source.relaxed = relaxed

    @property
    def now(self) -> int:
        """The sample clock at this moment."""
        return self._source.now

    async def frames(self) -> AsyncGenerator[Frame, None]:
        """Yield the source's frames without the echo."""
        async with aclosing(self._source.frames()) as frames:
            async for frame in frames:
                yield self._canceller.clean(frame, self._speaker.played)
