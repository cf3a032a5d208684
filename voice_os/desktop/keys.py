"""Which ways to signal fit this session, and all of them as one stream."""

import asyncio
import logging
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from voice_os.desktop import Command, Emit, KeySource, Way
from voice_os.desktop.hotkey import HotKey
from voice_os.desktop.portal import Portal
from voice_os.desktop.remote import Remote, unknown
from voice_os.desktop.shortcuts import shortcuts
from voice_os.errors import Problem
from voice_os.mode import Mode
from voice_os.settings import KeySettings

_log = logging.getLogger(__name__)

MOST_UNREAD = 256
"""Signals kept for a reader that is busy. One that is further behind has stopped reading."""


class Session(StrEnum):
    """What kind of desktop this is, as far as keys go."""

    KEYBOARD = "keyboard"  # any program may watch the keyboard: X11, macOS, Windows
    WAYLAND = "wayland"
    NONE = "none"


def session(platform: str, environment: Mapping[str, str]) -> Session:
    """Tell the kind of session. Under Wayland an X server sees only the keys of its own windows."""
    if platform in ("darwin", "win32"):
        return Session.KEYBOARD
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        return Session.WAYLAND
    return Session.KEYBOARD if environment.get("DISPLAY") else Session.NONE


def key_source(
    settings: KeySettings,
    socket: Path,
    tell: Callable[[str], None] = _log.warning,
    mode: Callable[[], Mode | None] = unknown,
) -> KeySource:
    """Choose the ways to signal in this session: keys where there are some, and the socket.

    `tell` takes a sentence for the person: about what cannot work here, or about the keys that
    the desktop chose. `mode` says how she listens, for whoever asks at the socket. Raises
    `Problem` if a chord is none.
    """
    chosen = shortcuts(settings, tell)
    remote = Remote(socket, mode)
    match session(sys.platform, os.environ):
        case Session.KEYBOARD:
            return Keys([HotKey(chosen), remote], tell)
        case Session.WAYLAND:
            return Keys([Portal(chosen, tell), remote], tell)
        case Session.NONE:
            tell(f"There is no desktop here to press a key on; {remote.name} stands for it.")
            return Keys([remote], tell)


class Keys:
    """Several ways to signal as one stream. A way that fails is told of, and the others go on."""

    def __init__(self, ways: Sequence[Way], tell: Callable[[str], None]) -> None:
        self._ways = list(ways)
        self._tell = tell
        self._ready = {id(way): asyncio.Event() for way in ways}
        self._last = ways[-1].name

    @property
    def name(self) -> str:
        """What to press: the first way that works."""
        return self._ways[0].name if self._ways else self._last

    async def ready(self) -> None:
        """Wait until every way listens or has failed."""
        for event in self._ready.values():
            await event.wait()

    async def signals(self) -> AsyncGenerator[Command, None]:
        """Listen on every way at once. Close the generator to end them."""
        signals: asyncio.Queue[Command] = asyncio.Queue(MOST_UNREAD)

        def emit(signal: Command) -> None:
            if not signals.full():
                signals.put_nowait(signal)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._listen(way, emit)) for way in tuple(self._ways)]
            try:
                while True:
                    yield await signals.get()
            except GeneratorExit:  # the group would report it as an error of its own
                for task in tasks:
                    task.cancel()

    async def _listen(self, way: Way, emit: Emit) -> None:
        ready = self._ready[id(way)]
        try:
            await way.listen(emit, ready.set)
        except Problem as problem:
            self._ways.remove(way)
            self._tell(str(problem))
        except Exception:
            self._ways.remove(way)
            _log.exception("%s failed", way.name)
            self._tell(f"{way.name} can no longer be heard; the log says why.")
        finally:
            ready.set()
