"""The applications that are installed, as the desktop lists them.

Reads desktop entries as freedesktop.org's Desktop Entry Specification describes them.
"""

import configparser
import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voice_os.desktop.programs import start
from voice_os.errors import Problem

_SECTION = "Desktop Entry"


@dataclass(frozen=True, slots=True)
class Application:
    """An installed application: its name for people, and the program with its arguments."""

    name: str
    command: tuple[str, ...]

    @property
    def program(self) -> str:
        """The program's own name: "firefox"."""
        return Path(self.command[0]).name


def applications() -> list[Application]:
    """The applications that the desktop shows in its menu, by name."""
    found: dict[str, Application] = {}
    for folder in _folders():
        for file in sorted(folder.glob("**/*.desktop")):
            if (entry := _read(file)) and entry.name not in found:
                found[entry.name] = entry
    return sorted(found.values(), key=lambda one: one.name)


async def open_application(application: Application) -> None:
    """Start an application; it outlives her. Raises `Problem` where it is not there."""
    await start(*application.command)


def _folders() -> Iterator[Path]:
    if sys.platform != "linux":
        raise Problem("I can open applications on the Linux desktop only, so far.")
    home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    for folder in (home, *(os.environ.get("XDG_DATA_DIRS") or _USUAL).split(":")):
        if folder and (path := Path(folder).expanduser() / "applications").is_dir():
            yield path


_USUAL = "/usr/local/share:/usr/share"


def _read(file: Path) -> Application | None:
    """The application that a desktop entry describes; None where it is none to be shown."""
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    try:
        parser.read_string(file.read_text("utf-8"))
        entry = parser[_SECTION]
        words = shlex.split(entry["Exec"])
    except (OSError, UnicodeDecodeError, configparser.Error, KeyError, ValueError):
        return None
    shown = entry.get("Type") == "Application" and "true" not in (
        entry.get("NoDisplay"),
        entry.get("Hidden"),
        entry.get("Terminal"),
    )
    command = tuple(word for word in words if not word.startswith("%"))
    return Application(entry["Name"], command) if shown and command and "Name" in entry else None
