"""Typing into the window that has the focus."""

import asyncio
import os
from typing import TYPE_CHECKING

from voice_os.desktop.programs import run
from voice_os.errors import Problem

if TYPE_CHECKING:
    from pynput.keyboard import Controller


class Keyboard:
    """Types as if the person did. Raises `Problem` where the desktop does not let her."""

    async def type(self, text: str) -> None:
        """Type a text. Every line of it becomes one line: nothing is entered by it."""
        line = " ".join(text.split("\n"))
        if os.environ.get("WAYLAND_DISPLAY"):
            await run("wtype", "--", line)
        else:
            await asyncio.to_thread(_type, line)

    async def erase(self, count: int) -> None:
        """Take back so many characters."""
        if os.environ.get("WAYLAND_DISPLAY"):
            await run("wtype", *(["-k", "BackSpace"] * count))
        else:
            await asyncio.to_thread(_erase, count)


def _type(text: str) -> None:
    _controller().type(text)


def _erase(count: int) -> None:
    from pynput.keyboard import Key

    for _ in range(count):
        _controller().tap(Key.backspace)


def _controller() -> "Controller":
    try:
        from pynput.keyboard import Controller

        return Controller()
    except Exception:  # pynput raises what each system raises, at its import or here
        raise Problem("There is no desktop here into which I could type.") from None
