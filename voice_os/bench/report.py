"""Figures for people and programs: a waterfall and a table in the terminal, a PNG, a JSON file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from voice_os.bench.figures import LIVE_STAGES, PLAIN_STAGES, lengths
from voice_os.bench.turns import MeasuredTurn
from voice_os.errors import Problem

_WIDTH = 44
_SHORTEST_NAMED = 0.06  # share of a bar that has room for a name
_COLOURS = {
    "transcript": "#59a14f",
    "first_token": "#edc948",
    "first_clause": "#f28e2b",
    "first_audio": "#4e79a7",
    "sound": "#4e79a7",
    "first_sample": "#af7aa1",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage on the way from the release: milliseconds at which it begins and ends."""

    stage: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a figure may be, or the least."""

    figure: str
    bound: float
    unit: str = ""
    least: bool = False

    @property
    def wanted(self) -> str:
        """The limit, for people."""
        return f"{'≥' if self.least else '≤'} {self.bound:g} {self.unit}"

    def keeps(self, value: float) -> bool:
        """Whether a figure of this value is within the limit."""
        return value >= self.bound if self.least else value <= self.bound


LIMITS = (
    Limit("ratio_p50", 0.50),
    Limit("underruns", 0),
    Limit("idle_cpu_percent", 1.0, "%"),
    Limit("rss_beside_models_mb", 150, "MB"),
    Limit("ready_ms", 1500, "ms"),
    Limit("stop_ms.p95", 60, "ms"),
)

COMPARED = ("release_to_first_sample_ms", "plain_sum_ms")
"""The two times whose ratio counts."""


def live_and_plain(turns: Sequence[MeasuredTurn]) -> tuple[list[Bar], list[Bar]]:
    """The waterfalls of the turn of median length: the live one, and of the plain ways likewise."""
    live = sorted(turns, key=lambda turn: turn.live)[len(turns) // 2]
    plain = sorted(turns, key=lambda turn: turn.plain.sum)[len(turns) // 2].plain
    lasted = lengths(live.timings)
    return (
        _chain({stage: lasted[stage] for stage in LIVE_STAGES}),
        _chain({stage: getattr(plain, stage) for stage in PLAIN_STAGES}),
    )


def _chain(seconds: Mapping[str, float]) -> list[Bar]:
    bars: list[Bar] = []
    end = 0.0
    for stage, lasted in seconds.items():
        begin, end = end, end + 1000 * lasted
        bars.append(Bar(stage, min(begin, end), end))
    return bars


def waterfall(turns: Sequence[MeasuredTurn]) -> Table:
    """The median turn, live and plain, as bars on one scale. What is before 0 was early work."""
    live, plain = live_and_plain(turns)
    first = min(0.0, *(bar.begin for bar in live))
    scale = _WIDTH / (max(live[-1].end, plain[-1].end) - first)
    table = Table(title="From the key's release", title_justify="left")
    for column in ("way", "stage", "ms", ""):
        table.add_column(column, justify="right" if column == "ms" else "left")
    for way, bars in (("live", live), ("plain", plain)):
        for bar in bars:
            table.add_row(
                way if bar is bars[0] else "",
                bar.stage.replace("_", " "),
                f"{bar.end:.0f}",
                _drawn(bar, first, scale),
                end_section=bar is bars[-1],
            )
    return table


def _drawn(bar: Bar, first: float, scale: float) -> Text:
    begin = round((bar.begin - first) * scale)
    length = max(1, round((bar.end - first) * scale) - begin)
    return Text(" " * begin).append("█" * length, style=_COLOURS[bar.stage])


def table(
    figures: Mapping[str, Any],
    limits: Sequence[Limit] = LIMITS,
    compared: Sequence[str] = COMPARED,
    *,
    title: str = "",
) -> Table:
    """Every figure that has a limit beside it, and those that are compared."""
    shown = Table(title=title or f"{figures['n']} turns", title_justify="left")
    shown.add_column("figure")
    for column in ("measured", "wanted", ""):
        shown.add_column(column, justify="right")
    for name in compared:
        if found := figures[name]:
            shown.add_row(name, f"{found['p50']:.0f} ms, p95 {found['p95']:.0f} ms")
    for limit in limits:
        value = _value(figures, limit.figure)
        if value is None:
            shown.add_row(limit.figure, "not measured", limit.wanted)
            continue
        kept = "[green]kept" if limit.keeps(value) else "[red]missed"
        shown.add_row(limit.figure, f"{value:g} {limit.unit}", limit.wanted, kept)
    return shown


def _value(figures: Mapping[str, Any], path: str) -> float | None:
    found: Any = figures
    for key in path.split("."):
        found = None if found is None else found[key]
    return None if found is None else float(found)


def write_json(path: Path, figures: Mapping[str, Any]) -> None:
    """Write the figures, whole or not at all. Raises `Problem` where that fails."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
        partial.replace(path)
    except OSError as error:
        raise Problem(f"The figures cannot be written to {path}: {error.strerror}.") from None


def check_can_draw() -> None:
    """Raises `Problem` where what draws is missing."""
    if find_spec("matplotlib") is None:
        raise Problem(
            "A PNG is drawn with matplotlib, which is not installed; `scripts/voice-os bench` of "
            "a checkout sets it up, or leave --png out."
        )


def draw(path: Path, turns: Sequence[MeasuredTurn]) -> None:
    """Save the waterfall as a PNG. Raises `Problem` where that fails."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 2.6), layout="constrained")
    axes = figure.subplots()
    for row, bars in enumerate(reversed(live_and_plain(turns))):
        for bar in bars:
            axes.barh(row, bar.end - bar.begin, left=bar.begin, color=_COLOURS[bar.stage])
            name = f"{bar.stage.replace('_', ' ')}\n{bar.end - bar.begin:.0f}"
            if bar.end - bar.begin > _SHORTEST_NAMED * bars[-1].end:
                middle = (bar.begin + bar.end) / 2
                axes.text(middle, row, name, ha="center", va="center", fontsize=8)
    axes.axvline(0, color="black", linewidth=1)
    axes.set_yticks([0, 1], ["plain", "live"])
    axes.set_xlabel("milliseconds from the key's release to the first sound")
    axes.set_title(f"The median of {len(turns)} turns", loc="left")
    partial = path.with_name(path.name + ".part")
    try:
        figure.savefig(partial, dpi=150, format="png")
        partial.replace(path)
    except OSError as error:
        raise Problem(f"The drawing cannot be written to {path}: {error.strerror}.") from None
