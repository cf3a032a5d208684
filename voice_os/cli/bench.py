"""`voice-os bench`: measure her. What the figures mean: docs/measuring.md."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.session import Session, run, session

if TYPE_CHECKING:  # starting her must not wait for what only the bench needs
    from voice_os.bench.at_rest import AtRest
    from voice_os.bench.turns import MeasuredTurns

app = typer.Typer(help="Measure her, on stand-in models of full size.", no_args_is_help=True)

_QUIET_DEFAULTS = {
    "language": "en",
    "audio.microphone": None,
    "audio.speaker": None,
    "audio.earcons": False,
}
"""What the bench is about, and no earcons, which would be taken for her voice."""


@app.callback()
def _group() -> None:
    """Without this, a single command would stand for the whole group."""


@app.command()
def turns(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Draw the waterfall.")
    ] = None,
    count: Annotated[int, typer.Option("--turns", min=1, help="How many turns count.")] = 24,
    release_after: Annotated[
        float, typer.Option(min=0, max=5, help="Seconds from the last word to the key's release.")
    ] = 0.2,
) -> None:
    """Measure turns: from the key's release to the first sample heard, and what surrounds it.

    Each is compared with the plain way of it: the same stages one after another. Takes about half
    a minute a turn; leave the machine alone meanwhile.
    """
    from voice_os.bench import report
    from voice_os.bench.figures import figures

    options = session(context)
    if png:
        report.check_can_draw()
    at_rest, measured = run(_measure(options, count, release_after))
    found = figures(measured, at_rest, release_after)
    options.console.print(report.waterfall(measured.turns))
    options.console.print(report.table(found))
    if json:
        report.write_json(json, found)
    if png:
        report.draw(png, measured.turns)


async def _measure(
    options: Session, count: int, release_after: float
) -> "tuple[AtRest, MeasuredTurns]":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    from voice_os.bench import virtual_sound_card
    from voice_os.bench.at_rest import measure_at_rest
    from voice_os.bench.stand_ins import stand_ins
    from voice_os.bench.turns import measure_turns

    console = options.console
    models = stand_ins(console.print)
    settings = options.settings({**models, **_QUIET_DEFAULTS})
    missing = virtual_sound_card.missing()
    if missing:
        console.print(
            f"She speaks through the default device, and when she falls silent is not measured: "
            f"{missing}.",
            style="yellow",
        )
    with nullcontext() if missing else virtual_sound_card.virtual_sound_card() as card:
        console.print("At rest: several starts, then half a minute of waiting.")
        at_rest = await measure_at_rest(models)
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress("turns", *columns, console=console) as progress:
            task = progress.add_task("turns", total=count)
            measured = await measure_turns(
                settings,
                count=count,
                release_after=release_after,
                card=card,
                on_turn=lambda _: progress.advance(task),
            )
    return at_rest, measured
