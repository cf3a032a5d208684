"""The key, on X11, macOS and Windows: pynput in a process of its own.

Why not on a thread of ours: on macOS pynput asks for the keyboard layout on the thread that it
listens on, and off the main thread that can kill the whole process, speech and all (pynput's
issues 366 and 511, open in 1.8.2). A child can listen on its own main thread, and if it dies
all the same, the other ways to signal go on. On every system it also keeps the person's typing
out of this process, and gives the hook back for certain.
"""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from voice_os.desktop import Emit
from voice_os.desktop.fingers import Fingers
from voice_os.desktop.hold import AUTO_REPEAT, Hold
from voice_os.desktop.shortcuts import Shortcut
from voice_os.errors import Problem

_PACKAGE_ROOT = Path(__file__).parents[2]

_MOST_LINES: Final = 40
"""Of what the listening process complains of, so many of the last go into the log."""

_log = logging.getLogger(__name__)


class HotKey:
    """Chords of the keyboard, wherever the focus is. They are seen, never swallowed.

    Keys are told from their repeats one by one: while Shift+F9 is held X11 repeats the F9, and
    goes on with it as a plain F9 once Shift is up.
    """

    def __init__(self, shortcuts: Sequence[Shortcut]) -> None:
        self._shortcuts = {shortcut.chord: shortcut for shortcut in shortcuts}
        self.name = str(shortcuts[0].chord)

    async def listen(self, emit: Emit, ready: Callable[[], None]) -> None:
        """Emit what is pressed. Raises `Problem` where the keyboard cannot be listened to."""
        holds = self._holds(emit)
        with TemporaryFile() as complaints:
            child = await self._start(complaints)
            try:
                await self._follow(child, holds, ready)
            finally:
                for hold in holds.values():
                    hold.let_go()
                if child.returncode is None:
                    child.kill()
                await child.wait()
                _put_into_log(complaints)

    def _holds(self, emit: Emit) -> dict[str, Hold]:
        """For each key, what tells its moves from its repeats and emits what they mean."""
        fingers = Fingers(self._shortcuts)

        def moved(key: str, down: bool) -> None:
            if change := fingers.moved(key, down):
                chord, pressed = change
                if told := self._shortcuts[chord].signal(pressed):
                    emit(told)

        later = asyncio.get_running_loop().call_later
        doubt = 0 if sys.platform in ("win32", "darwin") else AUTO_REPEAT
        keys = {key for chord in self._shortcuts for key in chord.keys}
        return {key: Hold(partial(moved, key), later, doubt) for key in keys}

    async def _start(self, complaints: IO[bytes]) -> Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "voice_os.desktop.listener"),
            *(chord.setting for chord in self._shortcuts),
            stdin=PIPE,
            stdout=PIPE,
            stderr=complaints,  # a file: a pipe would have to be emptied all the while
            cwd=_PACKAGE_ROOT,  # -m looks there first, wherever she was started from
        )

    async def _follow(
        self, child: Process, holds: Mapping[str, Hold], ready: Callable[[], None]
    ) -> None:
        assert child.stdout  # noqa: S101  # it is a pipe
        async for line in child.stdout:
            word, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match word:
                case "down":
                    holds[rest].press()
                case "up":
                    holds[rest].release()
                case "ready":
                    ready()
                case "problem":
                    raise Problem(rest)
        raise Problem(f"{self.name} is no longer heard: {_end(await child.wait())}.")


def _end(code: int) -> str:
    """Why the listening process ended, in a few words."""
    if code < 0 and os.name == "posix":
        return f"listening to the keyboard was ended by {_signal_name(-code)}"
    return "the connection to the keyboard was lost"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # most of the real-time signals
        return f"signal {number}"


def _put_into_log(complaints: IO[bytes]) -> None:
    complaints.seek(0)
    for line in complaints.read().decode("utf-8", "replace").splitlines()[-_MOST_LINES:]:
        _log.warning("listening to the keyboard: %s", line)
