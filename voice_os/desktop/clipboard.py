"""What the person copied, through pyperclip, which knows each desktop's way."""

import asyncio

from voice_os.errors import Problem


async def copied() -> str:
    """The words that lie in the clipboard; "" where there are none. Raises `Problem`."""
    return await asyncio.to_thread(_paste)


def _paste() -> str:
    import pyperclip

    try:
        return pyperclip.paste() or ""
    except pyperclip.PyperclipException:
        raise Problem(
            "I cannot see what you copied: on Linux that takes the program wl-clipboard or xclip."
        ) from None
