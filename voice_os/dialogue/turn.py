"""One turn on its way through the house: what is answered, who answers, what turns out."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from voice_os.llm import LanguageModel
from voice_os.memory import Fact
from voice_os.persona.gaps import Gap
from voice_os.restraint import Concern
from voice_os.restraint.guard import Guard
from voice_os.skills import Skill
from voice_os.skills.steps import Step

Pieces: TypeAlias = AsyncGenerator[str, None]
"""An answer's text as it comes."""


@dataclass(slots=True)
class Found:
    """What turns out while an answer is being found."""

    told: list[Fact] = field(default_factory=list)
    """Facts that were told."""
    asks: list[Gap] = field(default_factory=list)
    """What is asked, or the model may ask, of what she would like to know."""
    ran: list[Skill] = field(default_factory=list)
    """The skills that answered."""
    offered: list[Skill] = field(default_factory=list)
    """The skills that the model might have called."""
    people: list[str] = field(default_factory=list)
    """Whom a call was suggested to."""
    unanswered: str = ""
    """What a skill would have said that did not know, if nobody else does."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is being answered."""

    text: str
    prompt: str
    """The text, as a language model is shown it."""
    committed: asyncio.Event
    """Set once the answer counts: until then nothing may be done."""
    model: Callable[[], Awaitable[LanguageModel | None]]
    on_act: Callable[[], None]
    """Told just before a skill changes or sends something."""
    concern: Concern | None = None
    """The danger that the text tells of."""
    step: Step | None = None
    """What the text plainly asks her to do."""
    guard: Guard = field(default_factory=Guard)
    """What the clauses of the answer have to pass before they are spoken."""
    found: Found = field(default_factory=Found)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is being found."""

    turn: Turn
    pieces: Pieces
    repeatable: bool = True
    """False for words about the talk itself, such as the answer to "slower": whoever then says
    "again" means what came before."""
    task: bool = False
    """Whether it is no talk: a skill answers, or it belongs to the first meeting."""
    alone: bool = False
    """Whether nothing is to be said behind it."""

    @property
    def said(self) -> str:
        """What the person said."""
        return self.turn.text

    @property
    def guard(self) -> Guard:
        """What its clauses have to pass before they are spoken."""
        return self.turn.guard


class Taker(Protocol):
    """Somebody of the house who may take a turn."""

    def take(self, turn: Turn) -> Reply | None:
        """The answer, or None where the turn is somebody else's.

        Finding that out has no effect, since a draft may be thrown away; nor have the pieces before
        the turn is committed. Where not a single piece comes, the turn goes on to the next.
        """
        ...


async def only(text: str) -> Pieces:
    """A text that is there already."""
    yield text


async def first_of(several: Iterable[Pieces]) -> Pieces:
    """The first of several that has any pieces; the others are not asked for."""
    for pieces in several:
        some = False
        async with aclosing(pieces):
            async for piece in pieces:
                some = True
                yield piece
        if some:
            return
