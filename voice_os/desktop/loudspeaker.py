"""How loud the machine plays: the default sink of PulseAudio or PipeWire, or macOS's output."""

import re
import sys
from dataclasses import dataclass

from voice_os.desktop.programs import run
from voice_os.errors import Problem

_SINK = "@DEFAULT_SINK@"


@dataclass(frozen=True, slots=True)
class Volume:
    """How loud the machine plays: `percent` of what is usual, and whether it is muted."""

    percent: int
    muted: bool


class Loudspeaker:
    """The machine's own volume. Raises `Problem` where it cannot be reached."""

    async def volume(self) -> Volume:
        """How loud it is now."""
        if sys.platform == "darwin":
            told = await run("osascript", "-e", "get volume settings")
            level = re.search(r"output volume:(\d+)", told)
            muted = "output muted:true" in told
        else:
            level = re.search(r"(\d+)%", await self._pactl("get-sink-volume", _SINK))
            muted = "yes" in await self._pactl("get-sink-mute", _SINK)
        if level is None:
            raise Problem("There is no loudspeaker whose volume I could change.")
        return Volume(int(level[1]), muted)

    async def set(self, percent: int) -> Volume:
        """Make it so loud, within 0 and 100 percent; return how loud it was before."""
        before, percent = await self.volume(), min(max(percent, 0), 100)
        if sys.platform == "darwin":
            await run("osascript", "-e", f"set volume output volume {percent}")
        else:
            await self._pactl("set-sink-volume", _SINK, f"{percent}%")
        return before

    async def mute(self, muted: bool) -> Volume:
        """Mute it, or unmute it; return how it was before."""
        before = await self.volume()
        if sys.platform == "darwin":
            await run("osascript", "-e", f"set volume output muted {str(muted).lower()}")
        else:
            await self._pactl("set-sink-mute", _SINK, str(int(muted)))
        return before

    async def _pactl(self, *arguments: str) -> str:
        return await run("pactl", *arguments, package="pulseaudio-utils")
