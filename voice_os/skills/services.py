"""What skills may ask for: small Protocols that the assistant fills.

A skill names one as the type of a parameter. Third parties define their own types and add them to
the same mapping (`voice_os.skills.Services`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voice_os.mode import Mode
from voice_os.skills import Skill
from voice_os.understanding.wording import tidy


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The time here: aware, in the local zone."""
        ...


class LocalClock:
    """The machine's own clock and zone."""

    def now(self) -> datetime:
        """The time here: aware, in the local zone."""
        return datetime.now().astimezone()


class Talk(Protocol):
    """The conversation itself."""

    @property
    def last_answer(self) -> str:
        """What was heard of her last answer; "" where there was none."""
        ...

    def change_rate(self, factor: float) -> float:
        """Speak faster (above 1) or slower by a factor; return the new rate, between 0.5 and 3."""
        ...

    def be_quiet(self) -> None:
        """Stop speaking, and whatever rings."""
        ...


class Hearing(Protocol):
    """When she listens."""

    @property
    def mode(self) -> Mode:
        """How she listens now."""
        ...

    def change_mode(self, mode: Mode) -> None:
        """Listen in another way from now on. She may still say what she is about to say."""
        ...


class Identity(Protocol):
    """Who she is."""

    @property
    def name(self) -> str:
        """Her name."""
        ...

    @property
    def private(self) -> bool:
        """Whether what is said to her stays on this machine."""
        ...

    @property
    def engines(self) -> str:
        """What she hears, thinks and speaks with, as a sentence for people."""
        ...

    @property
    def server(self) -> str:
        """The server elsewhere that she thinks on; "": none."""
        ...

    @property
    def thinks(self) -> bool:
        """Whether a language model puts her open talk into words."""
        ...

    @property
    def remembers(self) -> bool:
        """Whether what is said is remembered beyond the conversation."""
        ...

    @property
    def profile(self) -> str:
        """Whose memory it is."""
        ...

    @property
    def people(self) -> int:
        """How many people have a memory on this machine."""
        ...

    @property
    def pre_roll(self) -> float:
        """Seconds of sound that are kept from before the key is pressed."""
        ...


class Repertoire(Protocol):
    """All that she can do."""

    @property
    def skills(self) -> Sequence[Skill]:
        """Every skill there is."""
        ...


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is being answered, as it was transcribed: with its capitals and its commas."""

    text: str

    def as_said(self, words: str, *, sentence: bool = False) -> str:
        """The stretch of it that a slot's `words` come from; `words` themselves if there is none.

        Names have their capitals there, and lists their commas. `sentence`: with its full stop.
        """
        tokens = self.text.split()
        for start in range(len(tokens)):
            for end in range(len(tokens), start, -1):
                stretch = " ".join(tokens[start:end])
                if tidy(stretch) == words:
                    return stretch.strip(' ,;:"' if sentence else ' ,;:.!?"')
        return words
