"""The arithmetic from measurements to figures."""

import pytest

from voice_os.bench.at_rest import AtRest
from voice_os.bench.figures import LIVE_STAGES, figures, lengths, percentiles
from voice_os.bench.plain import PlainTurn
from voice_os.bench.turns import MeasuredTurn, MeasuredTurns
from voice_os.errors import Problem
from voice_os.events import Timings

AT_REST = AtRest([1.3, 1.1, 1.2], 0.444, 900.0, {"stt": 100.0, "llm": 600.0, "tts": 90.0})


def timings(first_sample: float, *, transcript: float = 0.1) -> Timings:
    """A turn that was released at 10 s; the other times are seconds from then."""
    return Timings(
        speech_end=9.8,
        released=10.0,
        transcript=10 + transcript,
        first_token=10 + transcript + 0.1,
        first_clause=10 + transcript + 0.2,
        first_audio=10 + first_sample - 0.05,
        first_sample=10 + first_sample,
    )


def turn(first_sample: float, stop: float | None = 0.04) -> MeasuredTurn:
    plain = PlainTurn(transcript=0.8, first_token=0.4, first_clause=0.2, sound=0.1)
    return MeasuredTurn(timings(first_sample), plain, first_sample + 0.01, stop)


def measured(*turns: MeasuredTurn) -> MeasuredTurns:
    return MeasuredTurns(list(turns), utterance=4.9, underruns=0)


def test_percentiles_are_in_milliseconds_and_between_measurements() -> None:
    assert percentiles([0.1, 0.2, 0.3]) == {"p50": 200.0, "p95": 290.0}
    assert percentiles([0.0504]) == {"p50": 50.4, "p95": 50.4}


def test_of_nothing_there_are_no_percentiles() -> None:
    assert percentiles([]) is None


def test_stages_join_up_from_the_last_word_to_the_first_sample() -> None:
    lasted = lengths(timings(0.6))
    assert list(lasted) == ["hand", *LIVE_STAGES]
    assert lasted["hand"] == pytest.approx(0.2)
    assert sum(lasted[stage] for stage in LIVE_STAGES) == pytest.approx(0.6)


def test_what_was_there_before_the_release_has_a_negative_length() -> None:
    assert lengths(timings(0.6, transcript=-0.05))["transcript"] == pytest.approx(-0.05)


def test_the_figures_have_the_keys_and_values_that_were_promised() -> None:
    found = figures(measured(turn(0.6), turn(0.5), turn(1.0)), AT_REST, 0.2)
    assert found["n"] == 3
    assert found["release_to_first_sample_ms"] == {"p50": 600.0, "p95": 960.0}
    assert found["plain_sum_ms"] == {"p50": 1500.0, "p95": 1500.0}
    assert found["ratio_p50"] == 0.4
    assert found["stages_ms"]["plain_transcript"] == {"p50": 800.0, "p95": 800.0}
    assert found["stages_ms"]["hand"] == {"p50": 200.0, "p95": 200.0}
    assert found["underruns"] == 0
    assert found["idle_cpu_percent"] == 0.44
    assert found["rss_beside_models_mb"] == 110.0
    assert found["ready_ms"] == 1200.0
    assert found["stop_ms"] == {"p50": 40.0, "p95": 40.0}
    assert found["recorded_later_ms"] == {"p50": 10.0, "p95": 10.0}
    assert found["release_after_ms"] == 200


def test_what_was_not_measured_is_none() -> None:
    assert figures(measured(turn(0.6, stop=None)), AT_REST, 0.2)["stop_ms"] is None


def test_a_turn_that_was_never_heard_is_no_measurement() -> None:
    silent = MeasuredTurn(Timings(released=1.0), PlainTurn(1, 1, 1, 1), None, None)
    with pytest.raises(Problem, match="not answered"):
        figures(measured(silent), AT_REST, 0.2)
