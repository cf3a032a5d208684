"""What a person sees: captions, what she is doing, and how loud the microphone is."""

from collections.abc import Sequence

from rich.console import Console
from rich.live import Live
from rich.table import Column, Table
from rich.text import Text

from voice_os.audio.levels import SILENCE_DBFS
from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineAwaited,
    EngineMissing,
    EngineReady,
    Event,
    LevelMeasured,
    Notice,
    NotUnderstood,
    Ready,
    State,
    StateChanged,
    Timings,
    TranscriptReady,
    TurnFailed,
    TurnMeasured,
)
from voice_os.turns import TurnRecord

_LOOKS = {
    State.STARTING: ("◌", "starting", "dim"),
    State.WAITING: ("○", "waiting", "dim"),
    State.LISTENING: ("●", "listening", "bold red"),
    State.THINKING: ("◐", "thinking", "yellow"),
    State.SPEAKING: ("◉", "speaking", "bold cyan"),
}
_WARNING = "!"
_QUIETEST = -60.0
_METER_WIDTH = 24
_LABEL_WIDTH = 8

STAGES = ("speech_end", "transcript", "first_token", "first_clause", "first_audio", "first_sample")
"""The stages of a turn in the order in which they are shown."""


class Captions:
    """Writes captions as events come. On a terminal a last line shows what she is doing now.

    `verbosity`: -1 only what went wrong, 0 captions, 1 also what each turn took and which engines
    are in use.
    """

    def __init__(self, console: Console, *, her_name: str, hint: str, verbosity: int = 0) -> None:
        self._console = console
        self._her_name = her_name
        self._hint = hint
        self._verbosity = verbosity
        self._state = State.STARTING
        self._level = SILENCE_DBFS
        self._note = ""
        self._last_speaker = ""
        self._live = Live(console=console, auto_refresh=False, transient=True)

    def __enter__(self) -> "Captions":
        if self._console.is_terminal and self._verbosity >= 0:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def handle(self, event: Event) -> None:
        """Show an event."""
        match event:
            case Ready() if self._hint:
                self._line("", self._hint, "dim")
            case StateChanged(state):
                self._state, self._level, self._note = state, SILENCE_DBFS, ""
            case LevelMeasured(dbfs):
                self._level = dbfs
            case EngineAwaited(_, part):
                self._note = f"waiting for {part}, which is still loading"
            case TranscriptReady(_, text):
                self._line("you", text, "green")
            case NotUnderstood():
                self._line("you", "(not understood)", "dim green")
            case ClauseStarted(_, text):
                who = "" if self._last_speaker == self._her_name else self._her_name
                self._line(who, text, "cyan")
                self._last_speaker = self._her_name
            case AnswerEnded(cut_off=True):
                self._line("", "(cut off)", "dim")
            case TurnFailed(_, sentence, _):
                self._line(_WARNING, sentence, "red")
            case EngineMissing(_, sentence) | Notice(sentence):
                self._line(_WARNING, sentence, "yellow")
            case EngineReady(part, name, seconds) if self._verbosity > 0:
                self._line("", f"{part}: {name}, loaded in {seconds:.1f} s", "dim")
            case TurnMeasured(_, timings) if self._verbosity > 0:
                self._line("", waterfall_line(timings), "dim")
        if self._live.is_started:
            self._live.update(self._status(), refresh=True)

    def _line(self, who: str, text: str, style: str) -> None:
        if self._verbosity < 0 and who != _WARNING:
            return
        self._last_speaker = who
        row = Table.grid(
            Column(width=_LABEL_WIDTH, justify="right"), Column(), padding=(0, 2, 0, 0)
        )
        plain = who or style == "cyan"
        row.add_row(
            Text(who, style=f"bold {style}"), Text(text, style="default" if plain else style)
        )
        self._console.print(row)

    def _status(self) -> Text:
        sign, word, style = _LOOKS[self._state]
        status = Text(f"       {sign}  {word}", style=style)
        if self._state is State.LISTENING:
            status.append("  " + meter(self._level), style="green")
        return status.append(f"  {self._note}", style="dim")


def meter(dbfs: float) -> str:
    """A bar of fixed width for a level."""
    share = min(max(1 - dbfs / _QUIETEST, 0.0), 1.0)
    filled = round(share * _METER_WIDTH)
    return "▮" * filled + "▯" * (_METER_WIDTH - filled)


def since_release(timings: Timings, stage: str) -> float | None:
    """Milliseconds from the key's release to a stage; negative: before it; None: not reached."""
    at: float | None = getattr(timings, stage)
    if at is None or timings.released is None:
        return None
    return (at - timings.released) * 1000


def waterfall_line(timings: Timings) -> str:
    """What a turn took, on one line."""
    reached = [(stage, since_release(timings, stage)) for stage in STAGES]
    shown = [f"{stage.replace('_', ' ')} {ms:+.0f}" for stage, ms in reached if ms is not None]
    return "ms from the release: " + ", ".join(shown)


def turn_table(turns: Sequence[TurnRecord]) -> Table:
    """What every turn took: milliseconds from the key's release to each stage."""
    table = Table(title="Milliseconds from the key's release", title_justify="left")
    table.add_column("turn", overflow="fold")
    for stage in STAGES:
        table.add_column(stage.replace("_", "\n"), justify="right", no_wrap=True)
    for turn in turns:
        cells = [since_release(turn.timings, stage) for stage in STAGES]
        words = Text(turn.understood)
        if turn.went_wrong:
            words.append(f" ({turn.went_wrong})", style="red")
        table.add_row(words, *("–" if ms is None else f"{ms:.0f}" for ms in cells))
    return table
