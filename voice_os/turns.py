"""What came of the turns of a conversation, gathered from its events."""

from dataclasses import dataclass, field

from voice_os.events import (
    AnswerEnded,
    Event,
    NotUnderstood,
    Timings,
    TranscriptReady,
    TurnFailed,
    TurnMeasured,
)


@dataclass(slots=True)
class TurnRecord:
    """One turn: what was understood, what was heard of the answer, what it took."""

    turn: int
    understood: str = ""
    heard: str = ""
    went_wrong: str = ""
    timings: Timings = field(default_factory=Timings)


class TurnRecords:
    """A subscriber that keeps a record of every turn."""

    def __init__(self) -> None:
        self._turns: dict[int, TurnRecord] = {}

    @property
    def all(self) -> list[TurnRecord]:
        """The turns in their order. What she said unasked is no turn."""
        return [turn for turn in self._turns.values() if turn.understood or turn.went_wrong]

    def handle(self, event: Event) -> None:
        """Take an event in."""
        match event:
            case TranscriptReady(turn, text):
                self._of(turn).understood = text
            case NotUnderstood(turn):
                self._of(turn).went_wrong = "not understood"
            case AnswerEnded(turn, heard):
                self._of(turn).heard = heard
            case TurnFailed(turn, sentence):
                self._of(turn).went_wrong = sentence
            case TurnMeasured(turn, timings):
                self._of(turn).timings = timings

    def _of(self, turn: int) -> TurnRecord:
        return self._turns.setdefault(turn, TurnRecord(turn))
