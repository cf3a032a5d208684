"""How often she may ask something out of curiosity. Pure."""

import re
from dataclasses import dataclass

EVERY = 6
"""Turns of which at most one ends with such a question."""

AFTER_A_REFUSAL = 24
"""Turns that she asks nothing in, once a question was waved away or passed over."""

_REFUSAL = re.compile(
    r"(?:no(?:pe)?[,.]? )?(?:never ?mind|not now|not today|maybe later|later|some other time|pass"
    r"|leave it|skip (?:it|that)|forget it|no comment|whatever|drop it|let(?:['’]s| us) not|no"
    r"|i(?:['’]d| would) rather not|i don['’]t (?:want|feel like)|none of your business"
    r"|mind your own|don['’]t ask|stop asking|that(?:['’]s| is) (?:private|personal|none)"
    r"|why do you (?:ask|want))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How many turns ago she asked, and how many there have to be. A new life begins with none."""

    turns: int = 0
    needed: int = EVERY

    @property
    def may_ask(self) -> bool:
        """Whether the turn that is being answered may end with a question."""
        return self.turns >= self.needed - 1

    def after(self, *, asked: bool) -> "Cadence":
        """Once a turn is over in which she asked something, or not."""
        return Cadence(0, EVERY) if asked else Cadence(self.turns + 1, self.needed)

    def refused(self) -> "Cadence":
        """Once her question was waved away."""
        return Cadence(self.turns, AFTER_A_REFUSAL)


def waves_away(text: str) -> bool:
    """Whether an answer says that the question was not welcome."""
    return _REFUSAL.match(text.strip()) is not None
