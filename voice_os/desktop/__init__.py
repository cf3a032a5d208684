"""The machine she lives on. Here: how the person tells her to listen."""

from collections.abc import AsyncGenerator, Callable
from enum import StrEnum
from typing import Protocol, TypeAlias


class Signal(StrEnum):
    """What the person did: with the key, or with a command that stands for it."""

    PRESS = "press"
    RELEASE = "release"
    TOGGLE = "toggle"


Emit: TypeAlias = Callable[[Signal], None]
"""Takes a signal. Called in the event loop; returns at once."""


class KeySource(Protocol):
    """Everything that the person can signal with, as one stream.

    A press may come without a release (the desktop lost it), and a second press may follow the
    first: what a signal means, in hold or in toggle mode, is decided by whoever reads them.
    """

    @property
    def name(self) -> str:
        """What to press, for people: "F9". A command, where no key can be had."""
        ...

    def signals(self) -> AsyncGenerator[Signal, None]:
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
