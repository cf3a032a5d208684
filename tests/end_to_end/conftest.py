"""The real command at a virtual desk: a sound card, a screen, a keyboard, and nobody there."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice_os.bench.virtual_sound_card import VirtualSoundCard, missing, virtual_sound_card

PATIENCE = 60.0


class Running:
    """A `voice-os` that runs, and what it has written so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line.rstrip())
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def wait_for(self, text: str, count: int = 1) -> str:
        """Wait for the line that holds `text` for the `count`th time, and return it."""
        deadline = time.monotonic() + PATIENCE
        with self._news:
            while len(found := [line for line in self.lines if text in line]) < count:
                left = deadline - time.monotonic()
                alive = self._reader.is_alive()
                if not (left > 0 and alive):
                    pytest.fail(f"no {text!r} in:\n" + "\n".join(self.lines))
                self._news.wait(left)
            return found[count - 1]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self._reader.join()
        return code


@pytest.fixture(scope="session")
def card() -> Iterator[VirtualSoundCard]:
    """A virtual sound card for this process and its children."""
    if reason := missing():
        pytest.skip(reason)
    with virtual_sound_card() as card:
        yield card


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home."""
    (tmp_path / "run").mkdir(mode=0o700)
    return tmp_path


@pytest.fixture
def environment(home: Path, x_server: str) -> dict[str, str]:
    """The environment of a person who has just logged in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "DISPLAY": x_server,
        "PYTHONUNBUFFERED": "1",
        "VOICE_OS_MODELS": str(home / "models"),
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Running]]:
    """Starts `voice-os` with arguments; ends it with the test."""
    started: list[Running] = []

    def begin(*arguments: str) -> Running:
        command = [sys.executable, "-m", "voice_os", *arguments]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(Running(process))
        return started[-1]

    yield begin
    for running in started:
        running.end(signal.SIGKILL)


class Hand:
    """A hand on the keyboard."""

    def __init__(self, display: str) -> None:
        self._display = display

    def press(self, key: str = "F9") -> None:
        self._do("keydown", key)

    def release(self, key: str = "F9") -> None:
        self._do("keyup", key)

    def _do(self, what: str, key: str) -> None:
        subprocess.run(
            ["xdotool", what, key], env={**os.environ, "DISPLAY": self._display}, check=True
        )


@pytest.fixture
def hand(x_server: str) -> Iterator[Hand]:
    hand = Hand(x_server)
    yield hand
    hand.release()


@pytest.fixture
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of the person of this process: no settings, no models, a folder of documents."""
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VOICE_OS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("VOICE_OS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("VOICE_OS_MEMORY__KEY", "file")
    (tmp_path / "Documents").mkdir()
    return tmp_path
