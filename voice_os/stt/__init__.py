"""Speech-to-text: what an engine must do, and what it gives back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the process that decodes needs no numpy
    from voice_os.audio import Samples


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word. `start` and `end` are seconds from the utterance's first sample."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said in an utterance. Empty `text` means that nothing was understood.

    `no_speech` is the engine's own probability that there was no speech at all; `words` may be
    empty where the engine gives no times.
    """

    text: str
    words: tuple[Word, ...] = ()
    no_speech: float = 0.0


class EndOfTurn(Protocol):
    """An engine that hears at a pause whether the thought is finished."""

    @property
    def name(self) -> str:
        """The engine and model, for people: "Smart Turn v3.2"."""
        ...

    async def finished(self, samples: "Samples") -> float:
        """How likely the turn is over (0 to 1), from what was said up to a pause.

        `samples`: the utterance so far, mono, 16 kHz, shape (n,). Has no effects.
        """
        ...

    async def close(self) -> None:
        """Free the engine and its thread."""
        ...


class SpeechToText(Protocol):
    """An engine that turns an utterance into words."""

    @property
    def name(self) -> str:
        """The engine and model, for people: "Whisper base.en"."""
        ...

    async def transcribe(self, samples: "Samples") -> Transcript:
        """Transcribe one utterance (mono, 16 kHz, shape (n,)). Has no effects."""
        ...

    async def close(self) -> None:
        """Free the engine and its thread."""
        ...
