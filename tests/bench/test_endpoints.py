import asyncio
import json
from pathlib import Path

import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.bench.endpoint_chart import draw
from voice_os.bench.endpoints import (
    Endpoints,
    measure_endpoints,
    outcome,
    policy,
)
from voice_os.bench.listening import Heard, Pause
from voice_os.bench.recordings import recordings
from voice_os.conversation.endpointing import Evidence


class Sure:
    """Takes every thought for finished."""

    name = "one who is sure"

    async def finished(self, samples: Samples) -> float:
        return 1.0

    async def close(self) -> None:
        pass


def heard(*pauses: tuple[float, float], end: float) -> Heard:
    """Pauses that begin at and last so many seconds, and where the last word ends."""
    return Heard(
        "one",
        "en",
        "clean",
        False,
        round(end * SAMPLE_RATE),
        tuple(
            Pause(round(begin * SAMPLE_RATE), round(length * SAMPLE_RATE), Evidence())
            for begin, length in pauses
        ),
        0,
    )


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Endpoints:
    """Measured on the demonstration's recordings, in made rooms."""
    return asyncio.run(measure_endpoints(tmp_path_factory.mktemp("no-data"), Sure()))


def test_a_turn_that_is_over_in_mid_sentence_is_cut_off() -> None:
    found = outcome([heard((1, 1.5), (4, 5), end=4)], policy("natural", smart_turn=False))
    assert (found.n, found.cut_off, found.delay_ms) == (1, 1.0, None)


def test_a_short_pause_is_waited_out() -> None:
    found = outcome([heard((1, 0.3), (4, 5), end=3.9)], policy("natural", smart_turn=False))
    assert found.cut_off == 0
    assert found.delay_ms is not None
    assert 600 < found.delay_ms["p50"] < 900


def test_pauses_can_be_scaled() -> None:
    turns = [heard((4, 5), end=4)]
    once, twice = (outcome(turns, policy("natural", False, scale)).delay_ms for scale in (1, 2))
    assert once is not None
    assert twice is not None
    assert twice["p50"] == pytest.approx(2 * once["p50"], rel=0.06)


def test_every_variant_is_measured(measured: Endpoints) -> None:
    assert measured.recordings == len(list(recordings(Path("nowhere"))))
    for patience in ("quick", "natural", "patient"):
        for smart_turn in (False, True):
            found = measured.of(patience, smart_turn=smart_turn)
            assert 0 <= found.cut_off <= 1
            assert found.n > 0


def test_the_figures_go_into_json_and_are_those_of_the_default(measured: Endpoints) -> None:
    figures = json.loads(json.dumps(measured.as_dict()))
    default = measured.of("natural", smart_turn=True)
    assert figures["n"] == default.n
    assert figures["cut_off"] == default.cut_off
    assert figures["delay_ms"] == default.delay_ms


def test_the_chart_is_a_png(measured: Endpoints, tmp_path: Path) -> None:
    draw(tmp_path / "chart.png", measured)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
