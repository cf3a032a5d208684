"""What may come of what was said: something is done, or a question about it is answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from voice_os.consent import Effect
from voice_os.skills import Choice, Done, Proposal, Wish


@dataclass(frozen=True, slots=True)
class Question:
    """What she asks before she does what is wished with `said`."""

    words: str
    wish: Wish
    said: str
    do: Callable[[], Awaitable[str | Done | Proposal]] | None = None
    """What yes means; None: it asks for the `slot` or one of the `choices`."""
    slot: str = ""
    verbatim: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Do:
    """Do what is wished, or ask first."""

    wish: Wish
    said: str = ""
    """What the person said for it; "": the words that are being answered."""
    guessed: bool = False
    """Whether a language model took the words for this wish."""
    unsure: bool = False
    """Whether the person is to be asked before anything is changed."""
    instead: bool = False
    """Whether it is to be done in the place of what was just done."""

    @property
    def acts(self) -> bool:
        """Whether something may be changed by it. What sends asks first."""
        return self.wish.skill.effect is Effect.CHANGES


@dataclass(frozen=True, slots=True)
class Agree:
    """The person says yes to a question."""

    question: Question

    @property
    def wish(self) -> Wish:
        """What was wished."""
        return self.question.wish

    @property
    def acts(self) -> bool:
        """Whether something may be changed or sent by it."""
        return self.wish.skill.effect is not Effect.READS


@dataclass(frozen=True, slots=True)
class Decline:
    """The person says no to a question."""

    question: Question
    acts = False

    @property
    def wish(self) -> Wish:
        """What was wished."""
        return self.question.wish


Step: TypeAlias = Do | Agree | Decline
