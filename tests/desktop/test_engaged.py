"""Whether the person is engaged, by what a real X server and a real session bus say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from voice_os.desktop.engaged import is_engaged


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither this machine's own screen nor its own bus is asked."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def service(address: str, name: str, method: str, answer: Any) -> AsyncIterator[None]:
    """A service of the desktop that answers one method."""
    bus = await MessageBus(address).connect()

    def serve(message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != method:
            return None
        signature = "v" if isinstance(answer, Variant) else "b"
        return Message.new_method_return(message, signature, [answer])

    bus.add_message_handler(serve)
    await bus.request_name(name)
    try:
        yield
    finally:
        bus.disconnect()


async def test_where_nothing_can_be_asked_nobody_is() -> None:
    assert not await is_engaged()


async def test_nor_where_no_service_runs(session_bus: str) -> None:
    assert not await is_engaged()


@pytest.mark.parametrize(
    ("name", "method", "answer"),
    [
        ("org.gnome.SessionManager", "IsInhibited", True),
        ("org.freedesktop.PowerManagement", "HasInhibit", True),
        ("org.freedesktop.ScreenSaver", "GetActive", True),
        ("org.gnome.ScreenSaver", "GetActive", True),
        ("org.freedesktop.Notifications", "Get", Variant("b", True)),
    ],
)
async def test_what_the_desktop_says_is_believed(
    session_bus: str, name: str, method: str, answer: Any
) -> None:
    async with service(session_bus, name, method, answer):
        assert await is_engaged()
    no = Variant("b", False) if isinstance(answer, Variant) else False
    async with service(session_bus, name, method, no):
        assert not await is_engaged()


async def test_a_bus_that_is_gone_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    assert not await is_engaged()


async def test_a_window_that_fills_the_screen_is_seen(display: str) -> None:
    from Xlib import Xatom
    from Xlib import display as x

    screen = x.Display(display)
    root = screen.screen().root
    window = root.create_window(0, 0, 320, 240, 0, screen.screen().root_depth)
    state = screen.intern_atom("_NET_WM_STATE")
    for hint in ("_NET_CLIENT_LIST", "_NET_ACTIVE_WINDOW"):
        root.change_property(screen.intern_atom(hint), Xatom.WINDOW, 32, [window.id])
    screen.sync()
    assert not await is_engaged()
    full = screen.intern_atom("_NET_WM_STATE_FULLSCREEN")
    window.change_property(state, Xatom.ATOM, 32, [full])
    screen.sync()
    assert await is_engaged()
    window.destroy()
    screen.sync()
    assert not await is_engaged()
    await asyncio.to_thread(screen.close)


async def test_a_screen_that_is_gone_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    assert not await is_engaged()
