"""The clipboard, and what is marked on the screen, through a kept library and its programs."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from voice_os.errors import Problem

T = TypeVar("T")

LARGEST = 200_000
"""Characters that are taken at most."""


class Clipboard:
    """What the person copied, or marked. Raises `Problem` where it cannot be reached."""

    async def copied(self) -> str:
        """What was copied; "" where nothing was."""
        import pyperclip

        return await _asked(lambda: str(pyperclip.paste())[:LARGEST])

    async def marked(self) -> str:
        """What is marked in some window just now; "" where that cannot be told."""
        import pyperclip

        try:
            return await _asked(lambda: str(pyperclip.paste(primary=True))[:LARGEST])
        except TypeError:  # only X11 and Wayland know what is marked
            return ""

    async def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        import pyperclip

        await _asked(lambda: pyperclip.copy(text))


async def _asked(call: Callable[[], T]) -> T:
    from pyperclip import PyperclipException

    try:
        return await asyncio.to_thread(call)
    except PyperclipException:
        raise Problem(
            "I can't reach the clipboard. Install xclip, or on Wayland wl-clipboard."
        ) from None
