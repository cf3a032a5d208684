"""Fixtures for every room: tiny models that engines load, real models and speech, and a screen."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from voice_os.skills import registry
from voice_os.skills.registry import Registry
from voice_os.understanding.recognition import Recognizer

# A slow machine is no defect, and no test here is about speed.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"


@pytest.fixture(scope="session")
def tiny_models(request: pytest.FixtureRequest) -> Path:
    """A folder with `tiny-llm.gguf`, `tiny-whisper/` and `tiny-voice.onnx` (with its `.json`).

    What they answer: `standins.tiny_llm.REPLIES`, `standins.whisper.TONES`. They are made once for
    each state of their maker, and kept in pytest's cache.
    """
    maker = SCRIPTS / "make_standins.py"
    sources = sorted([maker, *(SCRIPTS / "standins").glob("*.py")])
    state = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    folder = request.config.cache.mkdir("tiny-models") / state[:16]
    subprocess.run([sys.executable, maker, folder], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="session")
def everything() -> Registry:
    """Every skill there is."""
    return registry.load()


@pytest.fixture(scope="session")
def recognizer(everything: Registry) -> Recognizer:
    """What understands all of them."""
    return Recognizer(everything.skills)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real models and speech: `VOICE_OS_SHARED`, else `shared` beside the checkout.

    Skips where there is none.
    """
    folder = Path(os.environ.get("VOICE_OS_SHARED") or ROOT.parent / "shared")
    for part in ("models", "data"):
        if not (folder / part).is_dir():
            pytest.skip(f"no real models and speech: {folder / part} is missing (VOICE_OS_SHARED)")
    return folder


@pytest.fixture(scope="module")
def x_server() -> Iterator[str]:
    """An X server of our own that no one sees, and nothing was copied on; yields its display."""
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    read, write = os.pipe()
    # Without -noreset it starts anew when its last client leaves, and turns the next away.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "320x240x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with open(read) as number:
            display = f":{number.readline().strip()}"
        yield display
        server.terminate()


@pytest.fixture
def display(x_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The session of this test is X11, on a server of its own."""
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    return x_server


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A D-Bus session bus of our own; yields its address. The session of this test is Wayland."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon is not installed")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        yield address
        daemon.terminate()
