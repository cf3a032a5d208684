"""What a person reads."""

import io
import re

import pytest
from rich.console import Console

from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineReady,
    Event,
    LevelMeasured,
    ModeChanged,
    NameChanged,
    Notice,
    Part,
    PartialTranscript,
    Ready,
    State,
    StateChanged,
    Timings,
    TranscriptReady,
    TurnMeasured,
)
from voice_os.mode import Mode
from voice_os.terminal import Captions, meter, partial_caption, since_release, turn_table
from voice_os.turns import TurnRecord


def shown(*events: Event, verbosity: int = 0, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal, highlight=False)
    with Captions(console, hint=lambda mode, _: f"({mode})", verbosity=verbosity) as captions:
        for event in (NameChanged("Ada"), *events):
            captions.handle(event)
    return out.getvalue()


def plain(written: str) -> str:
    """What a terminal was sent, without its control sequences."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)


def test_captions_say_who_said_what() -> None:
    text = shown(TranscriptReady(1, "hello"), ClauseStarted(1, "Hello there."))
    assert [line.split() for line in text.splitlines()] == [
        ["you", "hello"],
        ["Ada", "Hello", "there."],
    ]


def test_how_to_be_heard_is_said_once_she_can_be_spoken_to_and_when_it_changes() -> None:
    text = shown(ModeChanged(Mode.KEY), Ready(), ModeChanged(Mode.OPEN))
    assert [line.strip() for line in text.splitlines()] == [
        "(key) Ctrl+C ends the conversation.",
        "(open)",
    ]


def test_an_answer_that_was_cut_off_is_marked() -> None:
    assert "(cut off)" in shown(AnswerEnded(1, "Hel", cut_off=True))
    assert "(cut off)" not in shown(AnswerEnded(1, "Hello.", cut_off=False))


def test_square_brackets_in_what_was_said_are_shown_as_they_are() -> None:
    assert "[red]x[/red]" in shown(TranscriptReady(1, "[red]x[/red]"), Notice("[bold]"))


def test_only_the_verbose_hear_of_engines_and_times() -> None:
    events = (
        EngineReady(Part.STT, "Whisper", 0.5),
        TurnMeasured(1, Timings(released=10.0, transcript=10.2, first_sample=10.5)),
    )
    assert shown(*events) == ""
    assert "transcript +200, first sample +500" in shown(*events, verbosity=1)


def test_a_terminal_shows_what_she_is_doing_and_the_level() -> None:
    text = shown(StateChanged(State.LISTENING), LevelMeasured(-30.0), terminal=True)
    assert "listening" in text
    assert meter(-30.0) in text


@pytest.mark.parametrize("mode", Mode)
def test_a_terminal_always_shows_how_she_listens(mode: Mode) -> None:
    word = {"key": "by key", "open": "open microphone", "name": "by name", "muted": "MUTED"}[mode]
    for state in State:
        assert word in shown(ModeChanged(mode), StateChanged(state), terminal=True)


def test_hands_free_the_level_is_shown_while_she_waits() -> None:
    heard = (StateChanged(State.WAITING), LevelMeasured(-30.0))
    assert meter(-30.0) in shown(ModeChanged(Mode.OPEN), *heard, terminal=True)
    assert meter(-30.0) not in shown(ModeChanged(Mode.KEY), *heard, terminal=True)


def test_the_meter_falls_slowly() -> None:
    heard = (StateChanged(State.LISTENING), LevelMeasured(-20.0), LevelMeasured(-90.0))
    assert meter(-90.0) not in shown(*heard, terminal=True).partition(meter(-20.0))[2]


def test_a_frame_that_changes_nothing_is_not_drawn() -> None:
    waiting = (ModeChanged(Mode.OPEN), StateChanged(State.WAITING))
    silence = [LevelMeasured(-90.0)] * 100
    assert shown(*waiting, *silence, terminal=True) == shown(*waiting, terminal=True)


def test_what_is_understood_of_someone_still_speaking_is_shown_until_it_is_sure() -> None:
    partial = PartialTranscript("what time", "is")
    assert "what time is" in plain(shown(partial, terminal=True))
    assert shown(partial) == ""
    after = plain(shown(partial, TranscriptReady(1, "What time is it?"), terminal=True))
    assert "what time is" in after.partition("What time is it?")[0]
    assert "what time is" not in after.partition("What time is it?")[2]


def test_words_that_stay_are_lighter_than_those_that_may_change() -> None:
    caption = partial_caption("what time", "is")
    assert caption.plain == "what time is"
    assert len({str(span.style) for span in caption.spans}) == 2
    assert partial_caption("", "").plain == ""


def test_the_meter_keeps_its_width_and_rises_with_the_level() -> None:
    bars = [meter(level) for level in (-100, -60, -40, -20, 0, 5)]
    assert len({len(bar) for bar in bars}) == 1
    filled = [bar.count("▮") for bar in bars]
    assert filled == sorted(filled)
    assert (filled[0], filled[-1]) == (0, len(bars[0]))


def test_a_stage_that_was_not_reached_has_no_time() -> None:
    assert since_release(Timings(released=1.0), "transcript") is None
    assert since_release(Timings(released=1.0, transcript=0.5), "transcript") == pytest.approx(-500)


def test_the_table_marks_the_turns_that_went_wrong() -> None:
    out = io.StringIO()
    turns = [TurnRecord(1, "hello"), TurnRecord(2, "bye", went_wrong="not answered")]
    Console(file=out, width=120).print(turn_table(turns))
    assert "bye (not answered)" in out.getvalue()
