"""Text-to-speech: what an engine must do, and how a clause may be delivered."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from voice_os.audio import Samples


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a clause is spoken. 1.0 is the voice's own way.

    `rate`: twice as fast at 2.0. `pitch`: an octave higher at 2.0; a voice that cannot change its
    pitch ignores it. `energy`: factor on the loudness. `pause`: on the silence behind a clause.
    """

    rate: float = 1.0
    pitch: float = 1.0
    energy: float = 1.0
    pause: float = 1.0


class TextToSpeech(Protocol):
    """An engine that speaks."""

    @property
    def name(self) -> str:
        """The engine and voice, for people: "Piper en_US-lessac-medium"."""
        ...

    @property
    def rate(self) -> int:
        """Samples a second of what `synthesize` yields."""
        ...

    def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        """Yield the sound of a clause (mono, `rate` samples a second) in pieces. No effects."""
        ...

    async def close(self) -> None:
        """Free the engine and its thread."""
        ...
