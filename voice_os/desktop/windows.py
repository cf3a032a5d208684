"""The windows on the screen: what is open, to the front, closed.

Speaks the Extended Window Manager Hints of freedesktop.org to whatever window manager runs on X11.
A Wayland desktop lets no program see the windows of others.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from voice_os.errors import Problem

if TYPE_CHECKING:
    from Xlib.display import Display
    from Xlib.xobject.drawable import Window as XWindow

T = TypeVar("T")

_PAGER = 2
"""EWMH's mark of a request that comes from the person and not from an application."""


@dataclass(frozen=True, slots=True)
class Window:
    """An open window. `program` is the class it gives itself ("firefox"), `number` X11's."""

    number: int
    title: str
    program: str
    in_front: bool = False
    fills_screen: bool = False


class Windows:
    """The windows that are open. Raises `Problem` where the desktop does not let her see them."""

    async def all(self) -> list[Window]:
        """Every window, the oldest first."""
        return await asyncio.to_thread(_on_display, _all)

    async def show(self, window: Window) -> None:
        """Bring a window to the front."""
        await asyncio.to_thread(_on_display, lambda x: _ask(x, window, "_NET_ACTIVE_WINDOW"))

    async def close(self, window: Window) -> None:
        """Ask a window to close: a program that holds unsaved work asks the person."""
        await asyncio.to_thread(_on_display, lambda x: _ask(x, window, "_NET_CLOSE_WINDOW"))


def _on_display(do: Callable[["Display"], T]) -> T:
    with _display() as display:
        return do(display)


@contextmanager
def _display() -> Iterator["Display"]:
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError, XError

    if not os.environ.get("DISPLAY"):
        raise Problem("This desktop does not let me see its windows. That works on X11 only.")
    try:
        display = Display()
    except (DisplayError, OSError):
        raise Problem("There is no screen here whose windows I could see.") from None
    try:
        yield display
        display.sync()
    except (XError, ConnectionClosedError):
        raise Problem("The window is not there any more.") from None
    finally:
        display.close()


def _all(display: "Display") -> list[Window]:
    root = display.screen().root
    listed = _property(display, root, "_NET_CLIENT_LIST")
    if listed is None:
        raise Problem("The window manager of this desktop does not tell what is open.")
    front = _property(display, root, "_NET_ACTIVE_WINDOW") or [0]
    windows = (_window(display, number, number == front[0]) for number in listed)
    return [window for window in windows if window]


def _window(display: "Display", number: int, in_front: bool) -> Window | None:
    from Xlib.error import XError

    window = display.create_resource_object("window", number)
    try:
        title = _property(display, window, "_NET_WM_NAME") or window.get_wm_name() or ""
        state = _property(display, window, "_NET_WM_STATE") or []
        names = window.get_wm_class() or ("", "")
    except XError:  # it has just been closed
        return None
    text = title if isinstance(title, str) else bytes(title).decode(errors="replace")
    fills = display.intern_atom("_NET_WM_STATE_FULLSCREEN") in state
    return Window(number, text, names[1].lower(), in_front, fills)


def _property(display: "Display", window: "XWindow", name: str) -> "list[int] | bytes | None":
    from Xlib.X import AnyPropertyType

    found = window.get_full_property(display.intern_atom(name), AnyPropertyType)
    if found is None:
        return None
    return found.value if isinstance(found.value, bytes) else list(found.value)


def _ask(display: "Display", window: Window, request: str) -> None:
    """Send the window manager a request about a window."""
    from Xlib.protocol.event import ClientMessage
    from Xlib.X import CurrentTime, SubstructureNotifyMask, SubstructureRedirectMask

    root = display.screen().root
    target = display.create_resource_object("window", window.number)
    first = [_PAGER, CurrentTime] if request == "_NET_ACTIVE_WINDOW" else [CurrentTime, _PAGER]
    message = ClientMessage(
        window=target,
        client_type=display.intern_atom(request),
        data=(32, [*first, 0, 0, 0]),
    )
    root.send_event(message, event_mask=SubstructureRedirectMask | SubstructureNotifyMask)
