"""Taking her own voice out of what she hears."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, AudioSource, Frame, Samples
from voice_os.audio.alignment import Alignment
from voice_os.audio.echo_path import EchoPath
from voice_os.audio.levels import dbfs
from voice_os.audio.played import REACH, Played
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
_FAINT = 20.0
_RESIDUE = 0.1
"""What is left that many decibels under the echo is hers, and made a tenth: its whisper alone is
taken for speech in some rooms."""

_SILENCE: Samples = np.zeros(FRAME, np.float32)


class EchoCanceller:
    """What stands between a microphone's frames and a conversation.

    Each frame is compared with what of her voice it would hold if the room took no time, by the
    time stamps of both streams, whose drift is followed. `EchoPath` foretells the echo without
    touching whoever else speaks; WebRTC's canceller (AEC3) suppresses what is left of it, and
    until the path is known, all of it. While nothing was played for a second the frames only
    pass through. They come out 16 ms late in any case. What comes before the suppressor is each
    frame's `linear`, as soon as the path is known well enough to do without one.
    """

    def __init__(self, *, lead: float = -REACH) -> None:
        """`lead`: read that many seconds ahead in what was played."""
        from pywebrtc_audio import EchoCanceller as Aec3

        self._aec3 = Aec3(SAMPLE_RATE)
        self._path = EchoPath()
        self._lead = lead
        self._clock = StreamClock(SAMPLE_RATE)
        self._alignment = Alignment()
        self._working = False
        self._open = 1.0
        self._before: Samples = np.zeros(_BLOCK, np.float32)
        self._near: Samples = np.zeros(0, np.float32)
        self._far: Samples = np.zeros(0, np.float32)
        # Of 512 samples at most 128 have to wait for their block of 160 to become full.
        self._ready: Samples = np.zeros(_WAIT, np.float32)

    def clean(self, frame: Frame, played: Played) -> Frame:
        """The frame without the echo. One that has no time stamp is returned as it is."""
        if frame.captured_at is None:
            return frame
        self._clock.note(frame.start, frame.captured_at)
        near, linear = frame.samples, None
        far = _SILENCE
        begin = self._clock.time_of(frame.start) + self._lead
        end = self._clock.time_of(frame.end) + self._lead
        if works := played.sounds_after(begin - _ECHO_LASTS):
            far = self._played(played, begin, end)
            near, linear = self._path.clean(near, far)
        self._near = np.concatenate([self._near, near])
        self._far = np.concatenate([self._far, far])
        ready = np.concatenate([self._ready, self._suppressed(works)])
        self._ready = ready[FRAME:]
        faint = works and dbfs(ready[:FRAME]) < dbfs(frame.samples) - _FAINT
        before, self._open = self._open, _RESIDUE if faint else 1.0
        samples = ready[:FRAME]
        if before != 1 or faint:
            samples = samples * np.linspace(before, self._open, FRAME, dtype=np.float32)
        captured_at = frame.captured_at - (_LATENCY + _WAIT) / SAMPLE_RATE
        if not works:
            linear = frame.samples
        return Frame(frame.start, samples, captured_at, linear, doubtful=linear is None)

    def _played(self, played: Played, begin: float, end: float) -> Samples:
        """What was played meanwhile, of the length of a frame."""
        first, last = played.position_at(begin), played.position_at(end)
        if first is None or last is None:
            return _SILENCE
        return played.read(*self._alignment.follow(first, last), FRAME)

    def _suppressed(self, works: bool) -> Samples:
        """The whole blocks that wait, as late as AEC3 is, whether it works or not."""
        whole = len(self._near) // _BLOCK * _BLOCK
        near, self._near = self._near[:whole], self._near[whole:]
        far, self._far = self._far[:whole], self._far[whole:]
        before, recent = self._before, np.concatenate([self._before, near])
        self._before = recent[-_BLOCK:]
        worked, self._working = self._working, works
        if not works:
            return recent[_BLOCK - _LATENCY :][:whole]
        if not worked:
            self._aec3.process(before, np.zeros(_BLOCK, np.float32))
        return self._aec3.process(near, far)


class WithoutEcho:
    """An `AudioSource` that hears what another one does, but for what a speaker plays."""

    def __init__(self, source: AudioSource, speaker: PlaybackSink, *, lead: float = -REACH) -> None:
        """`lead` is `LEAD` for real devices, whose time stamps lie."""
        self._source = source
        self._speaker = speaker
        self._canceller = EchoCanceller(lead=lead)

    @property
    def lateness(self) -> float:
        """Seconds by which frames may come late."""
        return self._source.lateness

    @lateness.setter
    def lateness(self, seconds: float) -> None:
        self._source.lateness = seconds

    @property
    def now(self) -> int:
        """The sample clock at this moment."""
        return self._source.now

    async def frames(self) -> AsyncGenerator[Frame, None]:
        """Yield the source's frames without the echo."""
        async with aclosing(self._source.frames()) as frames:
            async for frame in frames:
                yield self._canceller.clean(frame, self._speaker.played)
