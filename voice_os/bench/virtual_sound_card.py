"""A sound card without hardware: a private PulseAudio with a virtual microphone and speaker.

What is said into the pipe `mic_pipe` is what the microphone `virtual_mic` hears; `speaker.monitor`
hears what the speaker says. `virtual_sound_card()` points this process and its children to it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of every recording."""

AUDIBLE = 0.001
"""Amplitude above which a sample counts as sound: -60 dB of full scale."""

ALSA = """
</usr/share/alsa/alsa.conf>
pcm.pulse { type pulse }
ctl.pulse { type pulse }
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


def missing() -> str | None:
    """Why there can be no virtual sound card here; None: there can be."""
    for program, package in (("pulseaudio", "pulseaudio"), ("pactl", "pulseaudio-utils")):
        if shutil.which(program) is None:
            return f"{program} is not installed (package {package})"
    if find_library("portaudio") is None:
        return "PortAudio is not installed (package libportaudio2)"
    if not any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        return "ALSA cannot speak to PulseAudio (package libasound2-plugins)"
    return None


class Recording:
    """What the speaker says, as it arrives."""

    def __init__(self) -> None:
        self.pieces: list[tuple[float, NDArray[np.float32]]] = []

    @property
    def samples(self) -> NDArray[np.float32]:
        """All that was recorded, at RATE."""
        return np.concatenate([piece for _, piece in self.pieces] or [np.zeros(0, np.float32)])

    def last_sound(self, level: float = AUDIBLE) -> float:
        """When (`time.monotonic`) the last sample louder than `level` arrived."""
        return max((when for when, piece in self.pieces if np.abs(piece).max() > level), default=0)

    def sound_between(
        self, start: float, end: float, level: float = AUDIBLE
    ) -> tuple[float, float] | None:
        """When the first and the last sample between two times were louder than `level`.

        Times are `time.monotonic`, those of arrival; None where there was silence.
        """
        heard: list[float] = []
        for when, piece in self.pieces:
            if start <= when and when - len(piece) / RATE <= end:
                at = when - (len(piece) - np.flatnonzero(np.abs(piece) > level)) / RATE
                at = at[(at >= start) & (at <= end)]
                heard += [float(at[0]), float(at[-1])] if len(at) else []
        return (min(heard), max(heard)) if heard else None


class VirtualSoundCard:
    """The devices, and what may happen to them."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server with a microphone and a speaker."""
        self._server = _server(self._socket)
        self.plug_in_microphone()
        self.plug_in_speaker()
        self.switch_default(speaker="speaker", microphone="virtual_mic")

    def end(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def restart(self) -> None:
        """Start the server again, as it does after a crash."""
        self.end()
        self.start()

    def control(self, *command: str) -> str:
        """Run pactl."""
        done = subprocess.run(["pactl", *command], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def plug_in_speaker(self, name: str = "speaker") -> None:
        """Add a speaker. The server prefers it to a pipe when it looks for a new default."""
        properties = f"sink_properties='device.class=sound device.description={name}'"
        self._plug_in(name, properties)

    def plug_in_microphone(self, name: str = "virtual_mic", pipe: str = "mic_pipe") -> None:
        """Add a microphone and the pipe that speaks into it."""
        self._plug_in(pipe)
        self.control(
            "load-module",
            "module-remap-source",
            f"master={pipe}.monitor",
            f"source_name={name}",
            f"source_properties=device.description={name}",
        )

    def _plug_in(self, name: str, *arguments: str) -> None:
        # Without `norewinds` an idle null sink sleeps for up to two seconds at a time.
        fixed = (f"sink_name={name}", f"rate={RATE}", "norewinds=1")
        self.control("load-module", "module-null-sink", *fixed, *arguments)

    def unplug(self, name: str) -> None:
        """Pull out a speaker, or a microphone by the name of its pipe, as one pulls a headset."""
        for line in self.control("list", "short", "modules").splitlines():
            number, _, arguments, *_ = [*line.split("\t"), "", ""]
            if f"sink_name={name}" in arguments.split():
                self.control("unload-module", number)
                return
        raise LookupError(name)

    def switch_default(self, *, speaker: str | None = None, microphone: str | None = None) -> None:
        """Choose another default, as one does in the desktop's sound settings."""
        if speaker is not None:
            self.control("set-default-sink", speaker)
        if microphone is not None:
            self.control("set-default-source", microphone)

    def say(self, path: Path, pipe: str = "mic_pipe") -> None:
        """Let the microphone hear a sound file; return when it is over."""
        subprocess.run(["paplay", f"--device={pipe}", path], check=True)

    @contextmanager
    def record(self, monitor: str = "speaker.monitor") -> Iterator[Recording]:
        """Record what a speaker says while the block runs."""
        recording = Recording()
        command = ["parec", f"--device={monitor}", f"--rate={RATE}", "--channels=1", "--raw"]
        recorder = subprocess.Popen(
            [*command, "--format=float32le", "--latency-msec=5"], stdout=subprocess.PIPE, bufsize=0
        )

        def read() -> None:
            assert recorder.stdout is not None  # noqa: S101 - it is piped
            rest = b""
            while data := recorder.stdout.read(65536):
                data = rest + data
                whole = len(data) // 4 * 4
                data, rest = data[:whole], data[whole:]
                if data:
                    recording.pieces.append((time.monotonic(), np.frombuffer(data, "<f4")))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            while not recording.pieces and recorder.poll() is None:
                time.sleep(0.005)
            yield recording
            time.sleep(0.1)
        finally:
            recorder.terminate()
            recorder.wait()
            reader.join()


@contextmanager
def virtual_sound_card() -> Iterator[VirtualSoundCard]:
    """A private sound server while the block runs, for this process and its children."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder:
        (Path(folder) / "alsa.conf").write_text(ALSA)
        socket = Path(folder) / "native"
        environment = {
            "ALSA_CONFIG_PATH": f"{folder}/alsa.conf",
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": folder,
            "PULSE_STATE_PATH": folder,
            "PULSE_COOKIE": f"{folder}/cookie",
        }
        with _environment(environment):
            card = VirtualSoundCard(socket)
            try:
                card.start()
                _renew_portaudio()
                yield card
            finally:
                card.end()
    _renew_portaudio()


def _server(socket: Path) -> "subprocess.Popen[bytes]":
    # Without shared memory: libpulse may wait for ever for memory of a server that was killed.
    server = subprocess.Popen(
        [
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--system=false",
            "--use-pid-file=no", "--log-level=error", "--disallow-exit", "--disable-shm=yes",
            f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
        ],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not socket.exists():
        if server.poll() is not None:
            raise RuntimeError(f"pulseaudio ended with {server.returncode}")
        time.sleep(0.01)
    return server


def _renew_portaudio() -> None:
    """Let PortAudio, if it was initialised, read the environment again."""
    if (sounddevice := sys.modules.get("sounddevice")) is not None:
        sounddevice._terminate()
        sounddevice._initialize()


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
