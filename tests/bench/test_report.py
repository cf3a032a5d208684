"""What is shown and written."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from voice_os.bench import report
from voice_os.bench.plain import PlainTurn
from voice_os.bench.turns import MeasuredTurn
from voice_os.errors import Problem
from voice_os.events import Timings

EARLY = MeasuredTurn(
    Timings(9.8, 10.0, 9.95, 10.1, 10.3, 10.4, 10.45), PlainTurn(0.8, 0.4, 0.2, 0.1), None, None
)
FIGURES = {
    "n": 1,
    "release_to_first_sample_ms": {"p50": 450.0, "p95": 450.0},
    "plain_sum_ms": {"p50": 1500.0, "p95": 1500.0},
    "ratio_p50": 0.3,
    "underruns": 2,
    "idle_cpu_percent": 0.5,
    "rss_beside_models_mb": 100.0,
    "ready_ms": 900.0,
    "stop_ms": None,
}


def printed(shown: object) -> str:
    console = Console(width=160, no_color=True)
    with console.capture() as capture:
        console.print(shown)
    return capture.get()


def test_both_waterfalls_run_from_the_release_to_the_first_sound() -> None:
    live, plain = report.live_and_plain([EARLY])
    assert live[-1].end == pytest.approx(450)
    assert plain[-1].end == pytest.approx(1500)
    assert all(before.end == pytest.approx(bar.begin) for before, bar in pairwise(plain))


def test_early_work_is_drawn_before_the_release() -> None:
    transcript, *_ = report.live_and_plain([EARLY])[0]
    assert transcript.begin == pytest.approx(-50)
    assert "first token" in printed(report.waterfall([EARLY]))


def test_the_table_says_which_limits_were_kept() -> None:
    lines = printed(report.table(FIGURES)).splitlines()

    def line_of(figure: str) -> str:
        return next(line for line in lines if figure in line)

    assert "kept" in line_of("ratio_p50")
    assert "missed" in line_of("underruns")
    assert "not measured" in line_of("stop_ms.p95")


def test_the_json_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    report.write_json(path, FIGURES)
    assert json.loads(path.read_text("utf-8")) == FIGURES
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be written to"):
        report.write_json(tmp_path / "nowhere" / "figures.json", FIGURES)


def test_the_waterfall_can_be_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    report.draw(tmp_path / "turns.png", [EARLY])
    assert (tmp_path / "turns.png").read_bytes().startswith(b"\x89PNG")
