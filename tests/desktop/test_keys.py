"""Several ways to signal as one stream: with scripted ways, and with the real ones of a session."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from voice_os.desktop import Emit, Signal
from voice_os.desktop.keys import MOST_UNREAD, Keys, Session, key_source, session
from voice_os.desktop.remote import is_running, send
from voice_os.errors import Problem
from voice_os.settings import KeySettings


class Scripted:
    """A way that emits what the test wants, or fails as it wants."""

    def __init__(self, name: str, failure: Exception | None = None) -> None:
        self.name = name
        self.failure = failure
        self.emit: Emit = lambda signal: None
        self.ended = False

    async def listen(self, emit: Emit, ready: Callable[[], None]) -> None:
        if self.failure:
            raise self.failure
        self.emit = emit
        ready()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self.ended = True


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "voice-os.sock"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("darwin", {}, Session.KEYBOARD),
        ("win32", {}, Session.KEYBOARD),
        ("linux", {"DISPLAY": ":0"}, Session.KEYBOARD),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, Session.KEYBOARD),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, Session.WAYLAND),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, Session.WAYLAND),
        ("linux", {"XDG_SESSION_TYPE": "tty"}, Session.NONE),
        ("linux", {}, Session.NONE),
    ],
)
def test_the_session_decides_where_keys_come_from(
    platform: str, environment: dict[str, str], expected: Session
) -> None:
    assert session(platform, environment) is expected


async def test_the_signals_of_all_ways_are_one_stream_in_order() -> None:
    key, socket_ = Scripted("F9"), Scripted("command")
    keys = Keys([key, socket_], pytest.fail)
    async with aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        key.emit(Signal.PRESS)
        socket_.emit(Signal.TOGGLE)
        key.emit(Signal.RELEASE)
        assert await first == Signal.PRESS
        assert await anext(signals) == Signal.TOGGLE
        assert await anext(signals) == Signal.RELEASE
    assert key.ended
    assert socket_.ended


async def test_a_way_that_cannot_work_is_told_and_the_others_go_on() -> None:
    told: list[str] = []
    key, socket_ = Scripted("F9", Problem("No keyboard here.")), Scripted("command")
    keys = Keys([key, socket_], told.append)
    assert keys.name == "F9"
    async with aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        assert told == ["No keyboard here."]
        assert keys.name == "command"
        socket_.emit(Signal.PRESS)
        assert await first == Signal.PRESS


async def test_a_defect_of_a_way_is_logged_whole_and_the_others_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []
    keys = Keys([Scripted("F9", RuntimeError("a defect")), Scripted("command")], told.append)
    async with aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        first.cancel()
        await asyncio.wait([first])
    assert told == ["F9 can no longer be heard; the log says why."]
    assert "RuntimeError: a defect" in caplog.text


async def test_with_every_way_lost_it_waits_and_can_be_cancelled() -> None:
    told: list[str] = []
    keys = Keys([Scripted("F9", Problem("Not here."))], told.append)
    reader = asyncio.ensure_future(anext(keys.signals()))
    await keys.ready()
    assert keys.name == "F9"
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader


async def test_a_reader_that_stopped_reading_costs_no_memory() -> None:
    key = Scripted("F9")
    keys = Keys([key], pytest.fail)
    async with aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        for _ in range(MOST_UNREAD * 2):
            key.emit(Signal.TOGGLE)
        read = [await first] + [await anext(signals) for _ in range(MOST_UNREAD - 1)]
        assert set(read) == {Signal.TOGGLE}
        key.emit(Signal.PRESS)
        assert await anext(signals) == Signal.PRESS


def test_a_bad_chord_is_a_problem_before_anything_listens(socket: Path) -> None:
    for bad in ({"chord": "hyper"}, {"mode_chord": "hyper"}, {"mute_chord": "hyper"}):
        with pytest.raises(Problem, match=f"{next(iter(bad))}.*hyper"):
            key_source(KeySettings(**bad), socket)


@pytest.mark.usefixtures("display")
async def test_on_x11_the_key_and_the_socket_are_both_heard(socket: Path) -> None:
    keys = key_source(KeySettings(chord="f9"), socket, pytest.fail)
    assert keys.name == "F9"
    async with asyncio.timeout(20), aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        player = await asyncio.create_subprocess_exec("xdotool", "key", "F9")
        await player.wait()
        assert await first == Signal.PRESS
        assert await anext(signals) == Signal.RELEASE
        await asyncio.to_thread(send, Signal.TOGGLE, socket)
        assert await anext(signals) == Signal.TOGGLE
        player = await asyncio.create_subprocess_exec("xdotool", "key", "shift+F9")
        await player.wait()
        assert await anext(signals) == Signal.NEXT_MODE
    assert not is_running(socket)


@pytest.mark.usefixtures("session_bus")
async def test_on_wayland_without_a_portal_the_socket_is_left(socket: Path) -> None:
    told: list[str] = []
    keys = key_source(KeySettings(), socket, told.append)
    async with asyncio.timeout(20), aclosing(keys.signals()) as signals:
        first = asyncio.ensure_future(anext(signals))
        await keys.ready()
        assert "no portal for global shortcuts" in told[0]
        assert keys.name == "`voice-os toggle`"
        await asyncio.to_thread(send, Signal.PRESS, socket)
        assert await first == Signal.PRESS


async def test_without_a_desktop_the_socket_is_left(
    socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(variable, raising=False)
    told: list[str] = []
    keys = key_source(KeySettings(), socket, told.append)
    assert "no desktop" in told[0]
    assert keys.name == "`voice-os toggle`"


async def test_a_second_instance_is_told_and_hears_no_commands(
    socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(variable, raising=False)
    told: list[str] = []
    first, second = (key_source(KeySettings(), socket, told.append) for _ in range(2))
    told.clear()
    async with (
        asyncio.timeout(20),
        aclosing(first.signals()) as heard,
        aclosing(second.signals()) as unheard,
    ):
        one = asyncio.ensure_future(anext(heard))
        await first.ready()
        other = asyncio.ensure_future(anext(unheard))
        await second.ready()
        assert "running already" in told[0]
        await asyncio.to_thread(send, Signal.PRESS, socket)
        assert await one == Signal.PRESS
        assert not other.done()
        other.cancel()
        await asyncio.wait([other])
