"""`voice-os bench`: measure her. What the figures mean: docs/measuring.md."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.measuring import (
    Share,
    measured_duplex,
    measured_moods,
    measured_skills,
    measured_turns,
    progress_of,
    sentence_model,
)
from voice_os.cli.session import run, session

if TYPE_CHECKING:  # starting her must not wait for what only the bench needs
    from rich.progress import TaskID

app = typer.Typer(help="Measure her, on stand-in models of full size.", no_args_is_help=True)


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
    at_rest, measured = run(measured_turns(options, count, release_after))
    found = figures(measured, at_rest, release_after)
    options.console.print(report.waterfall(measured.turns))
    options.console.print(report.table(found))
    if json:
        report.write_json(json, found)
    if png:
        report.draw(png, measured.turns)


@app.command()
def duplex(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="Draw delay against cut-offs as a PNG."),
    ] = None,
    count: Annotated[int, typer.Option("--turns", min=1, help="How many turns are had.")] = 36,
    only: Annotated[
        list[Share] | None, typer.Option("--only", help="Measure this; may be said repeatedly.")
    ] = None,
) -> None:
    """Measure her without a key: ends of turns, early work, cutting in, and what listening costs.

    Takes about half an hour; leave the machine alone meanwhile.
    """
    from voice_os.bench import report
    from voice_os.bench.duplex import COMPARED, LIMITS, figures

    options = session(context)
    if chart:
        report.check_can_draw()
    measured = measured_duplex(options, count, set(only or Share), chart)
    found = figures(measured)
    options.console.print(report.table(found, LIMITS, COMPARED))
    if json:
        report.write_json(json, found)


@app.command()
def people(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    count: Annotated[int, typer.Option("--people", min=1, help="How many talk at once.")] = 641,
    pace: Annotated[
        float, typer.Option(min=0, max=600, help="Seconds between the turns of each.")
    ] = 15.0,
) -> None:
    """Measure memory with many people at once: what a turn takes, and that nobody meets another.

    Takes two minutes and needs no model.
    """
    from tempfile import TemporaryDirectory

    from voice_os.bench import report
    from voice_os.bench.people import LIMITS, TURNS, measure_people

    options = session(context)
    with TemporaryDirectory() as folder, progress_of(options) as progress:
        task = progress.add_task("turns", total=count * TURNS)
        measured = run(
            measure_people(
                Path(folder), people=count, pace=pace, on_turn=lambda: progress.advance(task)
            )
        )
    found = measured.figures()
    options.console.print(report.table(found, LIMITS, compared=("recall_ms", "remember_ms")))
    if json:
        report.write_json(json, found)


@app.command()
def memory(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    locomo: Annotated[
        Path | None,
        typer.Option("--locomo", metavar="FOLDER", help="Conversations of the LoCoMo benchmark."),
    ] = None,
) -> None:
    """Measure recall: what is found of long conversations, and how fast among a million memories.

    Takes some ten minutes; leave the machine alone meanwhile.
    """
    from voice_os.bench import report
    from voice_os.bench.memory import LIMITS, measure_memory
    from voice_os.bench.recordings import shared_folder

    options, shared = session(context), shared_folder()
    told = [locomo] if locomo else sorted((shared / "data").glob("locomo-*"))
    model = sentence_model(options)
    with progress_of(options) as progress:
        steps: dict[str, TaskID] = {}

        def advance(step: str, total: int, done: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(step, total=total)
            progress.advance(steps[step], done)

        found = run(measure_memory(told[-1] if told else None, model, advance))
    options.console.print(report.table(found, LIMITS, ()))
    if json:
        report.write_json(json, found)


@app.command()
def moods(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--wav", metavar="FOLDER", help="Leave each mood there as a sound file."),
    ] = None,
) -> None:
    """Measure how her mood is heard: one sentence in five moods, in each voice that is here.

    Takes some seconds and needs no model; a Piper voice is measured too where there is one.
    """
    from voice_os.bench import report
    from voice_os.bench.moods import shown

    options = session(context)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    found = run(measured_moods(options, folder))
    for each in found:
        options.console.print(shown(each))
    if json:
        report.write_json(json, {"voices": found})


@app.command()
def restraint(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    set_: Annotated[
        Path | None,
        typer.Option(
            "--set",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Other lines: {text, crisis}, {said, reply, manipulative} or {talk}, in JSON.",
        ),
    ] = None,
) -> None:
    """Measure restraint: crises found, false alarms, goodbyes let go, and how long a look takes.

    Takes some seconds and needs no model.
    """
    from voice_os.bench import report
    from voice_os.bench.restraint import LIMITS, lines, measure_restraint

    found = measure_restraint(lines(set_))
    looked = (
        f"{found['crisis']['n']} sentences, {found['farewell']['n']} answers, "
        f"{found['talk']['n']} turns of talk"
    )
    session(context).console.print(report.table(found, LIMITS, (), title=looked))
    if json:
        report.write_json(json, found)


@app.command()
def skills(
    context: typer.Context,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")
    ] = None,
    slurp: Annotated[
        Path | None,
        typer.Option("--slurp", metavar="FILE", help="Utterances of SLURP, such as devel.jsonl."),
    ] = None,
) -> None:
    """Measure what she understands without a language model, as written and as misheard.

    Takes a minute.
    """
    from voice_os.bench import report
    from voice_os.bench.recordings import shared_folder
    from voice_os.bench.skills import LIMITS
    from voice_os.errors import Problem

    options = session(context)
    files = [slurp] if slurp else sorted((shared_folder() / "data").glob("slurp-*/*.jsonl"))
    if not files:
        raise Problem("There are no utterances of SLURP here. Name a file of them with --slurp.")
    model = sentence_model(options)
    with progress_of(options) as progress:
        task = progress.add_task("utterances", total=None)
        found = run(measured_skills(files[0], model, lambda: progress.advance(task)))
    options.console.print(report.table(found, LIMITS, ()))
    if json:
        report.write_json(json, found)
