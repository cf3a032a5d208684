"""Memory: what one person told her, theirs alone. Here: what the room's parts hand each other."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""Rows of unit length, shape (n, dimensions)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was said, by one speaker.

    `id` is 0 until it is stored; `session` numbers the conversations; `at` is aware.
    """

    id: int
    session: int
    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Recollection:
    """A turn that was recalled, and how well it fits the cue (0 to 1)."""

    turn: Turn
    score: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so, or was: who it is about, what of them, and what that is.

    `subject` and `attribute` identify what can have one value at a time ("you", "home") or, where
    `several`, many ("you", "likes"). `since`, `until`: when it became and stopped being true;
    None: not known, or still so. `sources`: ids of the turns that it rests on. `told`: when it was
    first said; what is said without a date is known to hold from then on, and not before.
    `confirmed`: when it was last said once more.
    `current`: it was said to be so when it was told, as "I have lived here for years" says, and "I
    moved here in 2010" does not. Of use while it is learnt, and not kept.
    """

    subject: str
    attribute: str
    value: str
    since: datetime | None
    until: datetime | None
    sources: tuple[int, ...]
    several: bool = False
    told: datetime | None = None
    confirmed: datetime | None = None
    current: bool = field(default=False, compare=False)


class Embedder(Protocol):
    """An engine that turns texts into vectors of unit length whose product is their likeness."""

    @property
    def name(self) -> str:
        """The engine and model, for people: "all-MiniLM-L6-v2"."""
        ...

    async def embed(self, texts: list[str]) -> Vectors:
        """One vector a text, shape (n, dimensions), float32."""
        ...

    async def close(self) -> None:
        """Free the engine and its thread."""
        ...
