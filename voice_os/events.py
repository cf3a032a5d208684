"""Everything that can happen, as frozen dataclasses, and the one place where it is said.

Whoever wants to know (the screen, the log, the measurements, the tests) subscribes. Nobody acts
on an event: control flows through calls, events only tell.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from voice_os.mode import Mode


class State(StrEnum):
    """What she is doing, as the person sees it."""

    STARTING = "starting"
    WAITING = "waiting"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"


class Part(StrEnum):
    """The parts that an engine can fill."""

    STT = "stt"
    LLM = "llm"
    TTS = "tts"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""


@dataclass(frozen=True, slots=True)
class Ready(Event):
    """She can be spoken to: microphone and key are there. Engines may still be loading."""


@dataclass(frozen=True, slots=True)
class StateChanged(Event):
    """She does something else now."""

    state: State


@dataclass(frozen=True, slots=True)
class ModeChanged(Event):
    """She listens in another way from now on; said once at the start, too."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class NameChanged(Event):
    """She goes by another name from now on; said once at the start, too."""

    name: str


@dataclass(frozen=True, slots=True)
class LevelMeasured(Event):
    """How loud a frame of the microphone was: RMS in decibels of full scale (0 is the most)."""

    dbfs: float


@dataclass(frozen=True, slots=True)
class EngineReady(Event):
    """An engine is loaded and warm, `seconds` after the start of its loading."""

    part: Part
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class EngineMissing(Event):
    """An engine could not be had; `sentence` says why, what serves instead, and the way out."""

    part: Part
    sentence: str


@dataclass(frozen=True, slots=True)
class EngineAwaited(Event):
    """A turn waits for an engine that is still loading."""

    turn: int
    part: Part


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """Something the person should know: a device that was changed, a key that cannot be had."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PartialTranscript(Event):
    """What has been understood of an utterance that goes on. `stable` words stay as they are.

    `stable` only grows until the turn's `TranscriptReady`; `rest` is a guess. Both empty: there
    will be no transcript of this utterance.
    """

    stable: str
    rest: str


@dataclass(frozen=True, slots=True)
class TranscriptReady(Event):
    """What she understood."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class NotUnderstood(Event):
    """There was speech, and no words could be made of it."""

    turn: int


@dataclass(frozen=True, slots=True)
class DraftDropped(Event):
    """An answer that was begun at a pause was thrown away: the person went on."""


@dataclass(frozen=True, slots=True)
class TurnReopened(Event):
    """The person went on before anything of the answer was heard: the turn is not over after all.

    Its number will be that of the whole turn.
    """

    turn: int


@dataclass(frozen=True, slots=True)
class ClauseStarted(Event):
    """A clause of the answer is being heard from now on."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class AnswerEnded(Event):
    """The answer is over. `heard` is what left the speaker; `cut_off` if that is not all of it."""

    turn: int
    heard: str
    cut_off: bool


@dataclass(frozen=True, slots=True)
class TurnFailed(Event):
    """A turn ended in an error: `sentence` was said, `cause` is logged whole."""

    turn: int
    sentence: str
    cause: BaseException


@dataclass(frozen=True, slots=True)
class Timings:
    """When a turn's stages were reached, in seconds of the event loop's clock; None: not reached.

    `released` is the key's release. Early work may reach later stages before it.
    """

    speech_end: float | None = None
    released: float | None = None
    transcript: float | None = None
    first_token: float | None = None
    first_clause: float | None = None
    first_audio: float | None = None
    first_sample: float | None = None


@dataclass(frozen=True, slots=True)
class TurnMeasured(Event):
    """What a turn took."""

    turn: int
    timings: Timings


Handler = Callable[[Event], None]


@dataclass
class Events:
    """Where events are said and heard. Handlers run at once, in the event loop, and are quick."""

    _handlers: list[Handler] = field(default_factory=list)

    def subscribe(self, handler: Handler) -> None:
        """Call `handler` with every event from now on."""
        self._handlers.append(handler)

    def publish(self, event: Event) -> None:
        """Say that something happened."""
        for handler in self._handlers:
            handler(event)
