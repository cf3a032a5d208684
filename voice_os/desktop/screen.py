"""The screen: a picture of it, the words in it, its brightness, its lock."""

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

from voice_os.desktop.programs import run
from voice_os.errors import Problem


class Screen:
    """The person's screen. Raises `Problem` where there is none, or a program is missing."""

    async def picture(self) -> bytes:
        """What is on the screen now, as a PNG file."""
        if os.environ.get("WAYLAND_DISPLAY"):
            return await _wayland_picture()
        return await asyncio.to_thread(_x11_picture)

    async def words(self) -> str:
        """The words that can be read on the screen; "" where there are none."""
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(await self.picture())
            file.flush()
            text = await run("tesseract", file.name, "stdout", package="tesseract-ocr")
        return "\n".join(line for line in map(str.strip, text.splitlines()) if line)

    async def brightness(self) -> int:
        """How bright it is, in percent."""
        told = await run("brightnessctl", "--class=backlight", "--machine-readable", "info")
        if not (found := re.search(r"(\d+)%", told)):
            raise Problem("This screen does not say how bright it is.")
        return int(found[1])

    async def set_brightness(self, percent: int) -> int:
        """Make it so bright, within 1 and 100 percent; return how bright it was."""
        before = await self.brightness()
        await run("brightnessctl", "--class=backlight", "set", f"{min(max(percent, 1), 100)}%")
        return before

    async def lock(self) -> None:
        """Lock the session: nobody sees or types anything until the person unlocks it."""
        if shutil.which("loginctl"):
            await run("loginctl", "lock-session")
        else:
            await run("xdg-screensaver", "lock", package="xdg-utils")


def _x11_picture() -> bytes:
    import mss
    from mss.exception import ScreenShotError
    from mss.tools import to_png

    try:
        with mss.MSS() as shots:
            shot = shots.grab(shots.monitors[0])
            picture = to_png(shot.rgb, shot.size)
    except (ScreenShotError, OSError):
        raise Problem("There is no screen here that I could take a picture of.") from None
    return picture or b""


async def _wayland_picture() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "screen.png")
        await run("grim", str(file))
        return await asyncio.to_thread(file.read_bytes)
