"""How this conversation has gone so far: the one place where a dialogue keeps it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from voice_os.audio import Samples
from voice_os.dialogue.history import Exchanged


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that she says first. `let_be` is told where it is waved away."""

    words: str
    let_be: Callable[[], None]


@dataclass(slots=True)
class Course:
    """It moves only with what was heard, and with what is forgotten."""

    history: list[Exchanged] = field(default_factory=list)
    last_answer: str = ""
    """What she says when asked to say it again."""
    circumstances: str = ""
    """How the newest message begins."""
    sound: Samples | None = None
    """How the person sounded who is being answered now (mono, 16 kHz); None: it was typed."""
    opening: Opening | None = None
    """What she said first, as long as it may be answered."""
    care: str = ""
    """What she last said to somebody in danger."""
    leant: bool = False
    """Whether a call to somebody was suggested."""
    forgets: bool = False
    """Whether the exchange that is not over yet had something forgotten."""

    @property
    def from_outside(self) -> bool:
        """Whether what was said last may be what somebody else has written."""
        return bool(self.history) and self.history[-1].outside

    def forget(self) -> None:
        """Something was forgotten: let no prompt hold it any more."""
        self.history.clear()
        self.opening = None
        self.last_answer = ""
        self.forgets = True
