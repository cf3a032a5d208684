"""Screen, clipboard, windows and dictation by voice: real ones, under Openbox on an X server."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyperclip
import pytest
from end_to_end.by_voice import Row, hold
from skills.programs import scripted_program

from voice_os.desktop.windows import Windows
from voice_os.errors import Problem

POSTER = """
import sys
from PIL import Image, ImageDraw, ImageFont
from Xlib import X, display
name, typed = sys.argv[1], open(sys.argv[2], "a")
screen = display.Display()
events = X.ExposureMask | X.KeyPressMask
window = screen.screen().root.create_window(0, 0, 300, 90, 0, X.CopyFromParent, event_mask=events)
window.set_wm_name(name)
window.set_wm_class(name.lower(), name)
delete = screen.intern_atom("WM_DELETE_WINDOW")
window.set_wm_protocols([delete])
window.map()
picture = Image.new("RGB", (300, 90), "white")
ImageDraw.Draw(picture).text((15, 20), "GOOD MORNING", "black", ImageFont.load_default(32))
while True:
    event = screen.next_event()
    if event.type == X.Expose:
        window.put_pil_image(window.create_gc(), 0, 0, picture)
    elif event.type == X.KeyPress:
        symbol = screen.keycode_to_keysym(event.detail, 0)
        typed.write(chr(symbol) if symbol < 128 else "")
        typed.flush()
    elif event.type == X.ClientMessage and event.data[1][0] == delete:
        sys.exit()
"""
"""A window that shows two words and writes down what is typed into it."""


@dataclass(frozen=True)
class Desk:
    """What is on the desk, and what programs on it were told."""

    home: Path

    def told(self, program: str) -> str:
        file = self.home / program
        return file.read_text() if file.exists() else ""

    @property
    def front(self) -> str:
        """The title of the window in front."""
        return _output("xdotool", "getactivewindow", "getwindowname")

    @property
    def windows(self) -> str:
        """The titles of all windows."""
        return _output("xdotool", "search", "--name", ".")

    @property
    def copied(self) -> str:
        return _output("xclip", "-selection", "clipboard", "-o")


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout.strip()


@pytest.fixture
def windows(bare_home: Path, session_bus: str, display: str) -> Iterator[Path]:
    """Two windows, under a window manager; yields the file of what is typed."""
    for program in ("openbox", "xclip", "tesseract"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    typed = bare_home / "typed"
    with ExitStack() as stack:

        def start(*command: str) -> None:
            process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
            stack.callback(process.terminate)

        start("openbox", "--sm-disable")
        for name in ("Music", "Firefox"):
            start(sys.executable, "-c", POSTER, name, str(typed))
            asyncio.run(_seen(name))
        yield typed


async def _seen(name: str) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                if any(one.title == name and one.in_front for one in await Windows().all()):
                    return
            except Problem:  # the window manager is still starting
                pass
            await asyncio.sleep(0.05)


@pytest.fixture
def desk(bare_home: Path, windows: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    menu = bare_home / "data" / "applications"
    menu.mkdir(parents=True)
    entry = "[Desktop Entry]\nType=Application\nName=Firefox\nExec=touch {}\n"
    (menu / "firefox.desktop").write_text(entry.format(bare_home / "started"))
    locks = f'printf %s "$*" > "{bare_home}/loginctl"'
    scripted_program("loginctl", locks, bare_home, monkeypatch)
    level = bare_home / "brightness"
    level.write_text("50%")
    scripted_program(
        "brightnessctl",
        f'if [ "$2" = set ]; then printf %s "$3" > {level}; '
        f"else printf 'acpi,backlight,1,%s,9\\n' \"$(cat {level})\"; fi",
        bare_home,
        monkeypatch,
    )
    pyperclip.set_clipboard("xclip")  # it may have looked for one where there was no screen
    return Desk(bare_home)


SCREEN: list[Row[Desk]] = [
    Row("screen.read_screen", "read my screen", "GOOD MORNING"),
    Row(
        "screen.take_screenshot",
        "take a screenshot",
        "It is saved as Screen .*png in Documents",
        lambda it: list((it.home / "Documents").glob("*.png")),
    ),
    Row(
        "screen.brighter",
        "make the screen brighter",
        "Seventy percent",
        lambda it: it.told("brightness") == "70%",
        instead="brightnessctl",
    ),
    Row(
        "screen.darker",
        "make the screen darker",
        "Fifty percent",
        lambda it: it.told("brightness") == "50%",
        instead="brightnessctl",
    ),
    Row(
        "screen.set_brightness",
        "set the brightness to thirty percent",
        "Thirty percent",
        lambda it: it.told("brightness") == "30%",
        instead="brightnessctl",
    ),
    Row(
        "screen.lock",
        "lock the screen",
        "Locked",
        lambda it: it.told("loginctl") == "lock-session",
        instead="loginctl",
    ),
]

CLIPBOARD: list[Row[Desk]] = [
    Row("clock.tell_year", "what year is it", "twenty"),
    Row(
        "clipboard.copy_answer",
        "copy that to the clipboard",
        "on the clipboard",
        lambda it: "twenty" in it.copied,
    ),
    Row("clipboard.read_clipboard", "what is on the clipboard", "^It's twenty"),
    Row("reading.read_aloud", "read the clipboard aloud", "^It's twenty"),
    Row("learning.learn_copied", "learn what i copied", "I've read"),
    Row("clipboard.clear_clipboard", "empty the clipboard", "empty", lambda it: not it.copied),
]

WINDOWS: list[Row[Desk]] = [
    Row("windows.list_windows", "which windows are open", "Firefox and Music|Music and Firefox"),
    Row(
        "windows.switch_window", "switch to the music window", "^$", lambda it: it.front == "Music"
    ),
    Row("windows.switch_window", "switch to firefox", "^$", lambda it: it.front == "Firefox"),
    Row("dictation.stop", "stop dictation", "I am typing nothing"),
    Row("dictation.start", "take dictation", "I type what you say"),
    Row("", "what time is it", "^$", lambda it: "what time is it" in it.told("typed").lower()),
    Row("dictation.start", "stop dictation", "The dictation is over"),
    Row("windows.close_window", "close this window", "That closes Firefox. Shall I"),
    Row("", "yes", "Closed"),
    Row("windows.list_windows", "which windows are open", "^Music.$"),
    Row(
        "windows.open_app",
        "open firefox",
        "Firefox is opening",
        lambda it: (it.home / "started").exists(),
    ),
]

ROWS = [*SCREEN, *CLIPBOARD, *WINDOWS]


async def test_every_wish_is_heard_done_and_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, desk, desk.home, monkeypatch)
    assert not wrong, "\n".join(wrong)
