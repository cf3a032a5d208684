"""What a person reads."""

import io

import pytest
from rich.console import Console

from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineReady,
    Event,
    LevelMeasured,
    Notice,
    Part,
    Ready,
    State,
    StateChanged,
    Timings,
    TranscriptReady,
    TurnMeasured,
)
from voice_os.terminal import Captions, meter, since_release, turn_table
from voice_os.turns import TurnRecord


def shown(*events: Event, verbosity: int = 0, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal, highlight=False)
    with Captions(console, her_name="Ada", hint="Hold F9.", verbosity=verbosity) as captions:
        for event in events:
            captions.handle(event)
    return out.getvalue()


def test_captions_say_who_said_what() -> None:
    text = shown(Ready(), TranscriptReady(1, "hello"), ClauseStarted(1, "Hello there."))
    assert [line.split() for line in text.splitlines()] == [
        ["Hold", "F9."],
        ["you", "hello"],
        ["Ada", "Hello", "there."],
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
