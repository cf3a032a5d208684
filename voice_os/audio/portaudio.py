"""PortAudio, on one thread of its own.

PortAudio looks for devices once, when it is initialised. To see what was plugged in since it has
to be terminated, which ends every stream: so all streams are opened and closed here.
"""

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from voice_os.audio.devices import DeviceInfo, Kind, devices, find, no_portaudio, portaudio_library
from voice_os.errors import Problem
from voice_os.settings import Device

_DEVICE_UNAVAILABLE = -9985
_HOST_ERROR = -9999
_EBUSY = -16


class Busy(Problem):
    """The device is there, and another program holds it."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a stream was opened: `rate` and `channels` are the device's.

    `latency`: seconds of sound that the device holds, as far as PortAudio knows.
    """

    device: str
    rate: int
    channels: int
    latency: float


@dataclass(frozen=True, slots=True)
class Block:
    """What a device asks for or brings. `data` is interleaved float32 and valid for this call only.

    `at`: when (`time.perf_counter`) its first sample was captured, or will be heard.
    `broken`: samples were lost before it.
    """

    data: Any
    frames: int
    at: float
    broken: bool


@dataclass(eq=False, slots=True)
class Line:
    """One direction of sound, as its owner wants it.

    `rate` and `channels` are asked for first, and what the device has by nature next. `block` is
    the seconds of a block, `latency` those of the device's buffer. `begin` is told what it
    became, and then `transfer` is called for every block, from a thread of the device.
    """

    kind: Kind
    device: Device | None
    rate: int
    channels: int
    block: float
    latency: float
    begin: Callable[[Format], None]
    transfer: Callable[[Block], None]
    blocks: int = field(default=0, init=False)


class PortAudio:
    """All streams. Its methods block, and belong on one thread."""

    def __init__(self) -> None:
        self._streams: dict[Line, Any] = {}

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        """Start a line's stream on a device. `ended` is called if the stream ends by itself.

        Raises `Busy`, or `Problem` where there is no such device or it does not work.
        """
        sounddevice = portaudio_library()
        _quieten_alsa()
        with _quiet_stderr():
            info = find(device, line.kind, devices())
            for rate, channels in _formats(line, info):
                try:
                    return self._start(line, info, rate, channels, ended)
                except sounddevice.PortAudioError as error:
                    failure = error
        raise _problem(line.kind, info, failure)

    def _start(
        self,
        line: Line,
        device: DeviceInfo,
        rate: int,
        channels: int,
        ended: Callable[[], None],
    ) -> Format:
        sounddevice = portaudio_library()

        def is_current() -> bool:
            return self._streams.get(line) is stream

        def transfer(data: Any, frames: int, times: Any, status: Any) -> None:
            if not is_current():
                if line.kind is Kind.OUTPUT:
                    data[:] = bytes(len(data))
                raise sounddevice.CallbackAbort
            line.blocks += 1
            if line.kind is Kind.INPUT:
                at = times.inputBufferAdcTime
                latency = -stream.latency - frames / rate
            else:
                at, latency = times.outputBufferDacTime, stream.latency
            at = at + clock_offset if at else time.perf_counter() + latency
            broken = status.output_underflow or status.input_overflow
            line.transfer(Block(data, frames, at, broken))

        def finished() -> None:
            if is_current():
                ended()

        kind = "RawInputStream" if line.kind is Kind.INPUT else "RawOutputStream"
        stream = getattr(sounddevice, kind)(
            device=device.number,
            samplerate=rate,
            channels=channels,
            dtype="float32",
            blocksize=round(line.block * rate),
            latency=line.latency,
            callback=transfer,
            finished_callback=finished,
        )
        clock_offset = time.perf_counter() - stream.time
        opened = Format(device.name, rate, channels, stream.latency)
        line.begin(opened)
        self._streams[line] = stream
        try:
            stream.start()
        except sounddevice.PortAudioError:
            self.close(line)
            raise
        return opened

    def close(self, line: Line) -> None:
        """End a line's stream, if it has one: its next block is its last.

        `abort()` would cancel PortAudio's thread wherever it is, and if that is inside ALSA's way
        to a sound server that just died, waiting for it never ends.
        """
        if (stream := self._streams.pop(line, None)) is not None:
            with _quiet_stderr():
                stream.stop()
                stream.close()

    def restart(self) -> None:
        """End every stream and look for devices anew. Raises `NoSound` where PortAudio fails."""
        self.end()
        sounddevice = portaudio_library()
        with suppress(sounddevice.PortAudioError):
            sounddevice._terminate()
        try:
            sounddevice._initialize()
        except sounddevice.PortAudioError as error:
            raise no_portaudio(error) from None

    def end(self) -> None:
        """End every stream."""
        for line in list(self._streams):
            self.close(line)


def _formats(line: Line, device: DeviceInfo) -> Iterator[tuple[int, int]]:
    """What to try, in this order: ours, ours with the device's rate, the device's own."""
    most = device.channels(line.kind)
    channels = min(line.channels, most)
    yield line.rate, channels
    yield device.rate, channels
    yield line.rate, most
    yield device.rate, most


def _problem(kind: Kind, device: DeviceInfo, error: Exception) -> Problem:
    text, code, host, *_ = [*error.args, None, None]
    number = host[1] if code == _HOST_ERROR and host else None
    if code == _DEVICE_UNAVAILABLE or number == _EBUSY:
        return Busy(f"The {kind} {device.name!r} is busy; another program holds it.")
    reason = (host and host[2]) or str(text).partition(": ")[2] or text
    return Problem(
        f"The {kind} {device.name!r} does not work ({reason}); choose another one from "
        "`voice-os devices`."
    )


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """PortAudio writes its own diagnosis to stderr, past Python, where captions may be."""
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)
_IGNORE = _ALSA_HANDLER(lambda *_: None)


def _quieten_alsa() -> None:
    """ALSA too writes to stderr, unless it is given someone to tell."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_IGNORE)
