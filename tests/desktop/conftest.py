import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from voice_os.desktop import Command, Way


@asynccontextmanager
async def _listening(way: Way) -> AsyncIterator[asyncio.Queue[Command]]:
    heard: asyncio.Queue[Command] = asyncio.Queue()
    ready = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        task = group.create_task(way.listen(heard.put_nowait, ready.set))
        await ready.wait()
        yield heard
        task.cancel()


@pytest.fixture
def listening() -> Callable[[Way], AbstractAsyncContextManager[asyncio.Queue[Command]]]:
    """Lets a way listen for as long as the block lasts, ready from its first line on.

    The block gets what is heard, in order, and may take 30 seconds.
    """
    return _listening


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
