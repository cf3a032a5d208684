"""The arithmetic from what was measured without a key to figures."""

import pytest
from rich.console import Console

from voice_os.bench import report
from voice_os.bench.duplex import COMPARED, LIMITS, Duplex, figures
from voice_os.bench.endpoints import Endpoints, Outcome, Variant
from voice_os.bench.hour import Listened
from voice_os.bench.interruptions import Interruptions
from voice_os.bench.open_microphone import FAR, NEARER, OpenMicrophone
from voice_os.bench.open_turns import OpenTurn, OpenTurns
from voice_os.bench.plain import PlainTurn
from voice_os.events import Timings

PLAIN = PlainTurn(transcript=0.8, first_token=0.4, first_clause=0.2, sound=0.1)
TURNS = OpenTurns(
    [
        OpenTurn(Timings(transcript=10.4, released=10.5, first_sample=10.6), 10.0, PLAIN, 0.61),
        OpenTurn(Timings(transcript=20.75, released=20.7, first_sample=20.8), 20.0, PLAIN, 0.81),
    ],
    pause=0.5,
    missed=1,
    dropped=2,
    underruns=0,
)
INTERRUPTIONS = Interruptions(
    self_interruptions=0,
    lowered=3,
    held=1,
    cut_ins=100,
    cut_ins_detected=0.99,
    orders_obeyed=1.0,
    onset_to_quiet_p95_ms=100.0,
    onset_to_silent_p95_ms=380.0,
    disturbances=150,
    false_stops=0.05,
    false_stops_of={"cough": 0.05},
)


def endpoints() -> Endpoints:
    variants = [
        Variant("natural", smart_turn, "all", "held out", Outcome(200, 0.02, {"p50": delay}))
        for smart_turn, delay in ((False, 700.0), (True, 450.0))
    ]
    return Endpoints(100, "none", True, 0.0, tuple(variants))


MEASURED = Duplex(
    TURNS,
    INTERRUPTIONS,
    endpoints(),
    OpenMicrophone(2.0, {FAR: 8.0, NEARER: 9.0}, {FAR: 30.0, NEARER: 40.0}),
    Listened(1.5, 200),
)


def test_the_figures_have_the_keys_and_values_that_were_promised() -> None:
    found = figures(MEASURED)
    assert found["n"] == 2
    assert found["end_to_first_sample_ms"]["p50"] == pytest.approx(700)
    assert found["plain_sum_ms"] == {"p50": 2000.0, "p95": 2000.0}
    assert found["ratio_p50"] == 0.35
    assert found["wasted_share"] == 0.5
    assert found["self_interruptions"] == 0
    assert found["cut_ins_detected"] == 0.99
    assert found["onset_to_quiet_ms"] == {"p95": 100.0}
    assert found["onset_to_silent_ms"] == {"p95": 380.0}
    assert found["false_stops"] == 0.05
    assert found["endpoint"]["n"] == 200
    assert found["endpoint"]["cut_off"] == 0.02
    assert found["endpoint"]["delay_ms"]["p50"] == 450.0
    assert found["endpoint"]["without_smart_turn"]["delay_ms"]["p50"] == 700.0
    assert found["open_mic_cpu_percent"]["silence"] == 2.0
    assert found["open_mic_cpu_percent"]["television"] == 8.0
    assert found["memory_hour"] == {"grown_mb": 1.5, "turns": 200}
    assert found["found_over_ms"]["p50"] == pytest.approx(600)
    assert found["recorded_later_ms"]["p50"] == pytest.approx(10)
    assert found["early_share"] == 0.5
    assert found["missed"] == 1


def test_what_was_left_out_is_none() -> None:
    found = figures(Duplex())
    left_out = {key for key, value in found.items() if value is None}
    assert {"ratio_p50", "self_interruptions", "endpoint", "open_mic_cpu_percent"} <= left_out
    assert found["n"] == 0


def printed(measured: Duplex) -> list[str]:
    console = Console(width=160, no_color=True)
    with console.capture() as capture:
        console.print(report.table(figures(measured), LIMITS, COMPARED))
    return capture.get().splitlines()


def test_the_table_says_which_limits_were_kept() -> None:
    lines = printed(MEASURED)
    for figure, word in (
        ("ratio_p50", "kept"),
        ("cut_ins_detected", "kept"),
        ("false_stops", "missed"),
        ("endpoint.cut_off", "kept"),
        ("memory_hour", "kept"),
    ):
        assert word in next(line for line in lines if figure in line)


def test_the_table_names_what_was_left_out() -> None:
    lines = printed(Duplex())
    assert all(
        "not measured" in next(line for line in lines if limit.figure in line) for limit in LIMITS
    )
