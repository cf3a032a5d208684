"""A chart of end of turn: how long a person waits against how often one is cut off."""

from pathlib import Path

from voice_os.bench.endpoints import PATIENCES, Endpoints, Outcome
from voice_os.errors import Problem

_COLOURS = {
    "one pause for all": "#bab0ac",
    "without Smart Turn": "#4e79a7",
    "with Smart Turn": "#f28e2b",
}
_LIMIT = 3  # percent of turns that may be cut off


def draw(path: Path, measured: Endpoints) -> None:
    """Save the chart as a PNG. Raises `Problem` where that fails."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for name, points in measured.curves.items():
        at = [_place(point.outcome) for point in points if point.outcome.delay_ms]
        axes.plot(*zip(*at, strict=True), color=_COLOURS[name], label=name)
    for smart_turn in (False, True)[: 1 + measured.smart_turn]:
        colour = _COLOURS["with Smart Turn" if smart_turn else "without Smart Turn"]
        for patience in PATIENCES:
            place = _place(measured.of(patience, smart_turn=smart_turn))
            axes.plot(*place, "o", color=colour)
            axes.annotate(
                patience,
                place,
                xytext=(-6, -12) if smart_turn else (6, 6),
                textcoords="offset points",
                ha="right" if smart_turn else "left",
                color=colour,
            )
    axes.axhline(_LIMIT, color="black", linewidth=1, linestyle=":")
    axes.set_xlabel("median milliseconds from the last word to the end of the turn")
    axes.set_ylabel("percent of turns cut off")
    axes.set_xlim(200, 1500)
    axes.set_ylim(0, 16)
    n = measured.endpoint.n
    axes.set_title(f"{n} utterances, clean and in noisy rooms; words: {measured.words}", loc="left")
    axes.legend()
    partial = path.with_name(path.name + ".part")
    try:
        figure.savefig(partial, dpi=150, format="png")
        partial.replace(path)
    except OSError as error:
        raise Problem(f"The drawing cannot be written to {path}: {error.strerror}.") from None


def _place(outcome: Outcome) -> tuple[float, float]:
    delay = outcome.delay_ms["p50"] if outcome.delay_ms else 0.0
    return delay, 100 * outcome.cut_off
