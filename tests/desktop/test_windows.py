"""Real windows of a real window manager (Openbox) on an X server of our own (Xvfb)."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from voice_os.desktop.windows import Window, Windows
from voice_os.errors import Problem

OPENED = """
import sys
from Xlib import X, Xatom, Xutil, display
screen = display.Display()
root = screen.screen().root
window = root.create_window(0, 0, 90, 60, 0, X.CopyFromParent)
window.set_wm_name(sys.argv[1])
window.set_wm_class(sys.argv[2].lower(), sys.argv[2])
delete = screen.intern_atom("WM_DELETE_WINDOW")
window.set_wm_protocols([delete])
if len(sys.argv) > 3:
    full = screen.intern_atom("_NET_WM_STATE_FULLSCREEN")
    window.change_property(screen.intern_atom("_NET_WM_STATE"), Xatom.ATOM, 32, [full])
window.map()
screen.sync()
while True:
    event = screen.next_event()
    if event.type == X.ClientMessage and event.data[1][0] == delete:
        sys.exit()
"""


@pytest.fixture
def open_window(display: str) -> Iterator[Callable[..., None]]:
    """Opens a window of this title, class and (with a third word) size, under a window manager."""
    if shutil.which("openbox") is None:
        pytest.skip("openbox is not installed")
    with ExitStack() as stack:

        def start(*command: str) -> None:
            process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
            stack.callback(process.terminate)

        start("openbox", "--sm-disable")
        yield lambda *words: start(sys.executable, "-c", OPENED, *words)


async def seen(wanted: Callable[[list[Window]], bool]) -> list[Window]:
    """The windows, once they are as wanted."""
    async with asyncio.timeout(20):
        while True:
            try:
                windows = await Windows().all()
            except Problem:  # the window manager is still starting
                windows = []
            if wanted(windows):
                return windows
            await asyncio.sleep(0.05)


def titles(windows: list[Window]) -> set[str]:
    return {window.title for window in windows}


async def test_windows_are_seen_shown_and_closed(open_window: Callable[..., None]) -> None:
    await seen(lambda windows: not windows)  # the window manager is there
    open_window("Letter to Anna", "Writer")
    await seen(lambda windows: titles(windows) == {"Letter to Anna"})
    open_window("Holiday", "Viewer", "fullscreen")
    both = await seen(lambda windows: len(windows) == 2 and any(w.in_front for w in windows))
    by_title = {window.title: window for window in both}
    assert by_title["Letter to Anna"].program == "writer"
    assert by_title["Holiday"].fills_screen
    assert not by_title["Letter to Anna"].fills_screen

    await Windows().show(by_title["Letter to Anna"])
    await seen(lambda windows: any(w.in_front and w.title == "Letter to Anna" for w in windows))

    await Windows().close(by_title["Letter to Anna"])
    await seen(lambda windows: titles(windows) == {"Holiday"})


async def test_where_there_is_no_x_she_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(Problem, match="works on X11 only"):
        await Windows().all()
    monkeypatch.setenv("DISPLAY", ":4711")
    with pytest.raises(Problem, match="no screen here"):
        await Windows().all()
