"""From measurements to figures: percentiles, ratios, and the keys of the JSON."""

import platform
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import psutil

from voice_os import __version__
from voice_os.bench.at_rest import AtRest
from voice_os.bench.turns import MeasuredTurn, MeasuredTurns
from voice_os.events import Timings

LIVE_STAGES = ("transcript", "first_token", "first_clause", "first_audio", "first_sample")
"""The stages of a live turn: each lasts from the end of the one before, the first from the
release. What was there before the release has a negative length."""

PLAIN_STAGES = ("transcript", "first_token", "first_clause", "sound")
"""The stages of the plain way, of which each waits for the one before."""


def figures(measured: MeasuredTurns, at_rest: AtRest, release_after: float) -> dict[str, Any]:
    """Every figure, in milliseconds, percent and megabytes, as docs/measuring.md describes it."""
    turns = measured.turns
    live, plain = [turn.live for turn in turns], [turn.plain.sum for turn in turns]
    recorded = [turn.recorded - turn.live for turn in turns if turn.recorded is not None]
    return {
        "n": len(turns),
        "release_to_first_sample_ms": percentiles(live),
        "plain_sum_ms": percentiles(plain),
        "ratio_p50": round(float(np.median(live) / np.median(plain)), 3),
        "stages_ms": stages(turns),
        "underruns": measured.underruns,
        "idle_cpu_percent": round(at_rest.idle_cpu_percent, 2),
        "rss_beside_models_mb": round(at_rest.memory_beside_models_mb, 1),
        "ready_ms": round(1000 * float(np.median(at_rest.ready)), 1),
        "stop_ms": percentiles([turn.stop for turn in turns if turn.stop is not None]),
        "recorded_later_ms": percentiles(recorded),
        "release_after_ms": round(1000 * release_after),
        "utterance_ms": round(1000 * measured.utterance),
        "rss_mb": round(at_rest.memory_mb, 1),
        "models_rss_mb": {part: round(mb, 1) for part, mb in at_rest.models_mb.items()},
        "machine": machine(),
        "version": __version__,
    }


def stages(turns: Sequence[MeasuredTurn]) -> dict[str, dict[str, float] | None]:
    """What each stage took: `hand` (last word to release), the live ones, the plain ones."""
    live = {
        stage: percentiles([lengths(turn.timings)[stage] for turn in turns])
        for stage in ("hand", *LIVE_STAGES)
    }
    plain = {
        f"plain_{stage}": percentiles([getattr(turn.plain, stage) for turn in turns])
        for stage in PLAIN_STAGES
    }
    return live | plain


def lengths(timings: Timings) -> Mapping[str, float]:
    """Seconds that each stage of a live turn lasted; together, from the last word on."""
    names = ("speech_end", "released", *LIVE_STAGES)
    at = [getattr(timings, name) for name in names]
    lasted = {name: end - begin for name, (begin, end) in zip(names[1:], pairwise(at), strict=True)}
    return {"hand": lasted.pop("released"), **lasted}


def percentiles(seconds: Sequence[float]) -> dict[str, float] | None:
    """Median and 95th percentile, in milliseconds; None where nothing was measured."""
    if not seconds:
        return None
    p50, p95 = np.percentile(seconds, (50, 95)) * 1000
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def machine() -> dict[str, Any]:
    """The machine that was measured, and how busy it was."""
    return {
        "system": platform.platform(),
        "cores": psutil.cpu_count(),
        "load_15_minutes": round(psutil.getloadavg()[2], 2),
    }
