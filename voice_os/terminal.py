"""What a person sees: captions, what she is doing, how she listens, and how loud it is."""

from collections.abc import Callable, Sequence

from rich.console import Console, Group
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
    ModeChanged,
    NameChanged,
    Notice,
    NotUnderstood,
    PartialTranscript,
    Ready,
    State,
    StateChanged,
    Timings,
    TranscriptReady,
    TurnFailed,
    TurnMeasured,
)
from voice_os.mode import Mode
from voice_os.turns import TurnRecord

_LOOKS = {
    State.STARTING: ("◌", "starting", "dim"),
    State.WAITING: ("○", "waiting", "dim"),
    State.LISTENING: ("●", "listening", "bold red"),
    State.THINKING: ("◐", "thinking", "yellow"),
    State.SPEAKING: ("◉", "speaking", "bold cyan"),
}
_MODES = {
    Mode.KEY: ("by key", "dim"),
    Mode.OPEN: ("open microphone", "green"),
    Mode.NAME: ("by name", "green"),
    Mode.MUTED: (" MUTED ", "bold white on red"),
}
_HANDS_FREE = (Mode.OPEN, Mode.NAME)
_WARNING = "!"
_QUIETEST = -60.0
_METER_WIDTH = 24
_LABEL_WIDTH = 8
_FALL = 1.5
"""Decibels by which the meter falls a frame. A meter that falls slowly is read more easily."""

_STABLE, _GUESSED = "grey66", "grey42"

_HOW_TO_END = "Ctrl+C ends the conversation."

STAGES = ("speech_end", "transcript", "first_token", "first_clause", "first_audio", "first_sample")
"""The stages of a turn in the order in which they are shown."""


class Captions:
    """Writes captions as events come. On a terminal a last line shows what she is doing now.

    Above it stands, in grey, what she has understood of someone who is still speaking. `hint` says
    how to be heard in a mode, given her name; "" where nobody needs to be told. `verbosity`: -1
    only what went wrong, 0 captions, 1 also what each turn took and which engines are in use.
    `moving` false: no last line, which would come between somebody who types and their words.
    """

    def __init__(
        self,
        console: Console,
        *,
        hint: Callable[[Mode, str], str] = lambda *_: "",
        verbosity: int = 0,
        moving: bool = True,
    ) -> None:
        self._console = console
        self._her_name = ""
        self._hint = hint
        self._verbosity = verbosity
        self._moving = moving
        self._state = State.STARTING
        self._mode: Mode | None = None
        self._ready = False
        self._partial = Text()
        self._shown: tuple[Text, Text] | None = None
        self._level = SILENCE_DBFS
        self._note = ""
        self._last_speaker = ""
        self._live = Live(console=console, auto_refresh=False, transient=True)

    def __enter__(self) -> "Captions":
        if self._console.is_terminal and self._moving and self._verbosity >= 0:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def handle(self, event: Event) -> None:
        """Show an event."""
        match event:
            case Ready():
                self._ready = True
                self._tell_how(_HOW_TO_END)
            case ModeChanged(mode):
                self._mode = mode
                if self._ready:
                    self._tell_how()
            case NameChanged(name):
                self._her_name = name
            case StateChanged(state):
                self._state, self._level, self._note = state, SILENCE_DBFS, ""
            case LevelMeasured(dbfs):
                self._level = max(dbfs, self._level - _FALL)
            case PartialTranscript(stable, rest):
                self._partial = partial_caption(stable, rest)
            case EngineAwaited(_, part):
                self._note = f"waiting for {part}, which is still loading"
            case TranscriptReady(_, text):
                self._partial = Text()
                self._line("you", text, "green")
            case NotUnderstood():
                self._partial = Text()
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
        self._refresh()

    def _refresh(self) -> None:
        """Draw what is below the captions, where it is not there already: that takes a while."""
        shown = (self._partial, self._status())
        if self._live.is_started and shown != self._shown:
            self._shown = shown
            who = Text("you", style=_GUESSED)
            rows = [_row(who, self._partial)] if self._partial else []
            self._live.update(Group(*rows, self._status()), refresh=True)

    def _tell_how(self, further: str = "") -> None:
        if self._mode is not None and (hint := self._hint(self._mode, self._her_name)):
            self._line("", f"{hint} {further}".strip(), "dim")

    def _line(self, who: str, text: str, style: str) -> None:
        if self._verbosity < 0 and who != _WARNING:
            return
        self._last_speaker = who
        self._refresh()  # so that what is drawn again below the line is what is so now
        plain = who or style == "cyan"
        words = Text(text, style="default" if plain else style)
        self._console.print(_row(Text(who, style=f"bold {style}"), words))

    def _status(self) -> Text:
        sign, word, style = _LOOKS[self._state]
        status = Text.assemble((f"       {sign}  {word}", style), "  ")
        if self._mode is not None:
            status.append(*_MODES[self._mode])
        hears = self._state is State.WAITING and self._mode in _HANDS_FREE
        if self._state is State.LISTENING or hears:
            status.append("  " + meter(self._level), style="green")
        return status.append(f"  {self._note}", style="dim")


def _row(who: Text, words: Text) -> Table:
    row = Table.grid(Column(width=_LABEL_WIDTH, justify="right"), Column(), padding=(0, 2, 0, 0))
    row.add_row(who, words)
    return row


def partial_caption(stable: str, rest: str) -> Text:
    """What is understood so far in grey; what may still change, in a darker one."""
    words = [Text(stable, style=_STABLE), Text(rest, style=_GUESSED)]
    return Text(" ").join(text for text in words if text)


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
