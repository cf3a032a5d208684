"""The machine she lives on. Here: how the person tells her to listen."""

from collections.abc import AsyncGenerator, Callable
from enum import StrEnum
from typing import Protocol, TypeAlias

from voice_os.mode import Mode


class Signal(StrEnum):
    """What the person did: with a key, or with the command of this name that stands for it."""

    PRESS = "press"
    RELEASE = "release"
    TOGGLE = "toggle"

    NEXT_MODE = "mode next"
    """Listen in the next way: by key, always, by name, and round again."""

    MUTE = "mute"
    """Mute her, or unmute her if she is muted."""


Command: TypeAlias = Signal | Mode
"""What the person tells her without speaking: what they did, or the way she is to listen."""

Emit: TypeAlias = Callable[[Command], None]
"""Takes a command. Called in the event loop; returns at once."""


class KeySource(Protocol):
    """Everything that the person can signal with, as one stream.

    A press may come without a release (the desktop lost it), and a second press may follow the
    first: what a signal means, in hold or in toggle mode, is decided by whoever reads them.
    """

    @property
    def name(self) -> str:
        """What to press, for people: "F9". A command, where no key can be had."""
        ...

    def signals(self) -> AsyncGenerator[Command, None]:
        """Listen, and yield what is signalled until the generator is closed.

        Close it (`contextlib.aclosing`), so that the key is given back at once. What cannot work
        here is told as a sentence, and the rest goes on.
        """
        ...

    async def ready(self) -> None:
        """Wait until `signals` hears everything that can be heard here without the person."""
        ...


class Way(Protocol):
    """One way to signal: a key, the desktop's own shortcuts, a local socket."""

    @property
    def name(self) -> str:
        """What to press, for people."""
        ...

    async def listen(self, emit: Emit, ready: Callable[[], None]) -> None:
        """Emit what is signalled until cancelled; call `ready` once that has begun.

        Raises `Problem` where this way cannot work here, or no longer does.
        """
        ...
