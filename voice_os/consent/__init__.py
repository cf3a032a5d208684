"""Consent: what a skill may do, what it did, and the doors through which it reaches the world.

`Effect` says what a skill does, `Policy` what the person allows. What was done is a `Deed` in the
`Journal`. Files are reached through `Folders`, the network through `Network`, passwords through
`Secrets`, and in no other way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

Record: TypeAlias = Mapping[str, Any]
"""What is needed to take a deed back: plain JSON data, which another process can read."""


class Effect(StrEnum):
    """What a skill does to the world."""

    READS = "reads"
    """Nothing lasting: it looks something up, or works something out."""

    CHANGES = "changes"
    """Something on this machine."""

    SENDS = "sends"
    """Something leaves this machine."""


class Policy(StrEnum):
    """What the person wants of a skill."""

    ALLOW = "allow"
    """Do it when asked. What sends is read back and confirmed all the same."""

    ASK = "ask"
    """Ask each time."""

    NEVER = "never"
    """Do not do it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done. `number` is 0 until it is in the journal; `at` is aware."""

    at: datetime
    words: str
    """What the person said."""
    skill: str
    """The skill's name: "timers.set_timer"."""
    effect: Effect
    said: str
    """What she said about it."""
    undo: Record | None = None
    """What takes it back; None: nothing does."""
    undone: bool = False
    number: int = 0


class Journal(Protocol):
    """All that was done, in its order."""

    async def add(self, deed: Deed) -> None:
        """Write a deed down, under a number of its own."""
        ...

    async def deeds(self) -> list[Deed]:
        """All deeds, the oldest first."""
        ...

    async def mark_undone(self, number: int) -> None:
        """Note that a deed was taken back."""
        ...
