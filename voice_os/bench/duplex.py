"""From what was measured without a key to figures: the keys of the JSON and their limits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from voice_os import __version__
from voice_os.bench.endpoints import Endpoints
from voice_os.bench.figures import machine, percentiles
from voice_os.bench.hour import Listened
from voice_os.bench.interruptions import Interruptions
from voice_os.bench.open_microphone import FAR, OpenMicrophone
from voice_os.bench.open_turns import OpenTurns
from voice_os.bench.plain import PlainTurn
from voice_os.bench.report import Limit

LIMITS = (
    Limit("ratio_p50", 0.40),
    Limit("self_interruptions", 0),
    Limit("cut_ins_detected", 0.98, least=True),
    Limit("onset_to_quiet_ms.p95", 120, "ms"),
    Limit("onset_to_silent_ms.p95", 400, "ms"),
    Limit("false_stops", 0.02),
    Limit("endpoint.cut_off", 0.03),
    Limit("open_mic_cpu_percent.silence", 3.0, "%"),
    Limit("open_mic_cpu_percent.television", 10.0, "%"),
    Limit("memory_hour.grown_mb", 5.0, "MB"),
)

COMPARED = ("end_to_first_sample_ms", "plain_sum_ms")
"""The two times whose ratio counts."""


@dataclass(frozen=True, slots=True)
class Duplex:
    """What was measured; None: left out."""

    turns: OpenTurns | None = None
    interruptions: Interruptions | None = None
    endpoints: Endpoints | None = None
    microphone: OpenMicrophone | None = None
    hour: Listened | None = None


def figures(measured: Duplex) -> dict[str, Any]:
    """Every figure, as docs/measuring.md describes it; None where it was not measured."""
    return {
        **_of_turns(measured.turns),
        **_of_interruptions(measured.interruptions),
        "endpoint": _of_endpoints(measured.endpoints),
        "open_mic_cpu_percent": _of_microphone(measured.microphone),
        "memory_hour": None if measured.hour is None else asdict(measured.hour),
        "machine": machine(),
        "version": __version__,
    }


def _of_turns(measured: OpenTurns | None) -> dict[str, Any]:
    turns = measured.turns if measured else []
    live = [turn.live for turn in turns]
    plain = [plain_sum(turn.plain, measured.pause) for turn in turns] if measured else []
    dropped, kept = (measured.dropped, len(turns)) if measured else (0, 0)
    later = [turn.recorded - turn.live for turn in turns if turn.recorded is not None]
    return {
        "n": len(turns),
        "end_to_first_sample_ms": percentiles(live),
        "plain_sum_ms": percentiles(plain),
        "ratio_p50": round(float(np.median(live) / np.median(plain)), 3) if turns else None,
        "wasted_share": round(dropped / (dropped + kept), 3) if dropped + kept else None,
        "early_share": round(float(np.mean([turn.early for turn in turns])), 3) if turns else None,
        "missed": measured.missed if measured else None,
        "pause_ms": round(1000 * measured.pause) if measured else None,
        "found_over_ms": percentiles(
            [
                turn.timings.released - turn.ended
                for turn in turns
                if turn.timings.released is not None
            ]
        ),
        "underruns": measured.underruns if measured else None,
        "recorded_later_ms": percentiles(later),
    }


def plain_sum(turn: PlainTurn, pause: float) -> float:
    """Seconds from the last word to the first sound, where each stage waits for the one before."""
    return pause + turn.sum


def _of_interruptions(measured: Interruptions | None) -> dict[str, Any]:
    found: dict[str, Any] = {} if measured is None else asdict(measured)
    quiet, silent = (
        found.pop(name, None) for name in ("onset_to_quiet_p95_ms", "onset_to_silent_p95_ms")
    )
    return {
        "self_interruptions": found.pop("self_interruptions", None),
        "cut_ins_detected": found.pop("cut_ins_detected", None),
        "onset_to_quiet_ms": None if quiet is None else {"p95": quiet},
        "onset_to_silent_ms": None if silent is None else {"p95": silent},
        "false_stops": found.pop("false_stops", None),
        "interruptions": found or None,
    }


def _of_endpoints(measured: Endpoints | None) -> dict[str, Any] | None:
    if measured is None:
        return None
    found = {"without_smart_turn": asdict(measured.of("natural", smart_turn=False))}
    if measured.smart_turn:
        found["with_smart_turn"] = asdict(measured.of("natural", smart_turn=True))
    return {**found, **measured.as_dict()}


def _of_microphone(measured: OpenMicrophone | None) -> dict[str, Any] | None:
    if measured is None:
        return None
    return {
        "silence": round(measured.silence, 2),
        "television": round(measured.television[FAR], 2),
        "television_at_dbfs": _rounded(measured.television),
        "television_switched_on_at_dbfs": _rounded(measured.switched_on),
    }


def _rounded(percents: Mapping[float, float]) -> dict[str, float]:
    return {f"{level:g}": round(percent, 2) for level, percent in percents.items()}
