"""`voice-os bench`: measure her. What the figures mean: docs/measuring.md."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_os.cli.session import Session, run, session, told
from voice_os.mode import Mode

if TYPE_CHECKING:  # starting her must not wait for what only the bench needs
    from rich.progress import Progress, TaskID

    from voice_os.bench.at_rest import AtRest
    from voice_os.bench.duplex import Duplex
    from voice_os.bench.endpoints import Endpoints
    from voice_os.bench.open_microphone import OpenMicrophone
    from voice_os.bench.open_turns import OpenTurns
    from voice_os.bench.turns import MeasuredTurns
    from voice_os.bench.virtual_sound_card import VirtualSoundCard

app = typer.Typer(help="Measure her, on stand-in models of full size.", no_args_is_help=True)

_QUIET_DEFAULTS = {
    "language": "en",
    "audio.microphone": None,
    "audio.speaker": None,
    "audio.earcons": False,
    "memory.enabled": False,
}
"""What the bench is about, and no earcons, which would be taken for her voice. What the visitors
say is kept in nobody's memory."""


_SENSE = "all-MiniLM-L6-v2"
"""The folder of the sentence model."""


class Share(StrEnum):
    """What `bench duplex` is made of."""

    TURNS = "turns"
    INTERRUPTIONS = "interruptions"
    ENDPOINTS = "endpoints"
    MICROPHONE = "microphone"
    MEMORY = "memory"


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
        with _progress(options) as progress:
            task = progress.add_task("turns", total=count)
            measured = await measure_turns(
                settings,
                count=count,
                release_after=release_after,
                card=card,
                on_turn=lambda _: progress.advance(task),
            )
    return at_rest, measured


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
    measured = _measure_duplex(options, count, set(only or Share), chart)
    found = figures(measured)
    options.console.print(report.table(found, LIMITS, COMPARED))
    if json:
        report.write_json(json, found)


def _measure_duplex(
    options: Session, count: int, shares: set[Share], chart: Path | None
) -> "Duplex":
    from voice_os.bench import endpoint_chart, interruptions, virtual_sound_card
    from voice_os.bench.duplex import Duplex
    from voice_os.bench.hour import measure_hour
    from voice_os.bench.material import Half, material
    from voice_os.bench.recordings import shared_folder

    console = options.console
    measured = Duplex()
    if Share.MEMORY in shares:
        console.print("Memory: an hour of listening, in about a minute.")
        measured = replace(measured, hour=measure_hour())
    if Share.INTERRUPTIONS in shares:
        console.print("Interruptions: half an hour in simulated rooms.")
        shared = shared_folder()
        scenes = interruptions.measure(material(shared if shared.is_dir() else None, Half.FIGURES))
        measured = replace(measured, interruptions=interruptions.figures(scenes))
    if Share.ENDPOINTS in shares:
        measured = replace(measured, endpoints=run(_measure_endpoints(options)))
        if chart and measured.endpoints:
            endpoint_chart.draw(chart, measured.endpoints)
    missing = virtual_sound_card.missing()
    if missing:
        console.print(f"What needs a virtual sound card is left out: {missing}.", style="yellow")
        return measured
    with virtual_sound_card.virtual_sound_card() as card:
        if Share.TURNS in shares:
            measured = replace(measured, turns=run(_measure_open_turns(options, count, card)))
        if Share.MICROPHONE in shares:
            console.print("Open microphone: in silence, and beside a television.")
            measured = replace(measured, microphone=run(_measure_microphone(options)))
    return measured


async def _measure_open_turns(
    options: Session, count: int, card: "VirtualSoundCard"
) -> "OpenTurns":
    from voice_os.bench.open_turns import measure_open_turns, utterances
    from voice_os.bench.recordings import recordings, shared_folder
    from voice_os.bench.stand_ins import stand_ins

    chosen = {**stand_ins(options.console.print), **_QUIET_DEFAULTS, "listening.mode": Mode.OPEN}
    said = utterances(recordings(shared_folder() / "data"), count)
    with _progress(options) as progress:
        task = progress.add_task("turns", total=count)
        return await measure_open_turns(
            options.settings(chosen), said, card=card, on_turn=lambda: progress.advance(task)
        )


async def _measure_endpoints(options: Session) -> "Endpoints":
    from voice_os.bench.endpoints import measure_endpoints
    from voice_os.bench.recordings import shared_folder
    from voice_os.stt.smart_turn import SmartTurn

    shared = shared_folder()
    models = sorted((shared / "models").glob("smart-turn-*/*.onnx"))
    judge = await SmartTurn.load(models[-1], name="Smart Turn") if models else None
    name = judge.name if judge else "pauses alone"
    options.console.print(f"Ends of turns: recorded people, clean and in noise; {name}.")
    try:
        return await measure_endpoints(shared / "data", judge)
    finally:
        if judge is not None:
            await judge.close()


async def _measure_microphone(options: Session) -> "OpenMicrophone":
    from voice_os.bench.open_microphone import measure_open_microphone
    from voice_os.bench.recordings import recordings, shared_folder
    from voice_os.bench.stand_ins import stand_ins

    recorded = recordings(shared_folder() / "data")
    talk = [recording.samples[recording.begin : recording.end] for recording in recorded]
    return await measure_open_microphone(stand_ins(options.console.print), talk)


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
    with TemporaryDirectory() as folder, _progress(options) as progress:
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
    model = _sentence_model(options)
    with _progress(options) as progress:
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
    found = run(_measure_moods(options, folder))
    for each in found:
        options.console.print(shown(each))
    if json:
        report.write_json(json, {"voices": found})


async def _measure_moods(options: Session, folder: Path | None) -> list[dict[str, Any]]:
    from voice_os import catalog
    from voice_os.bench.moods import measure_moods
    from voice_os.loading import Loader, delivery

    settings, events = options.settings(), told(options)
    loader = Loader(settings, catalog.load(), events.publish)
    spare = await loader.spare_voice()
    voice = await loader.tts(spare)
    try:
        voices = {one.name: one for one in (spare, voice)}.values()
        return [await measure_moods(one, delivery(settings), folder) for one in voices]
    finally:
        await voice.close()
        await spare.close()


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
            help="Other lines: {text, crisis} or {said, reply, manipulative}, in JSON.",
        ),
    ] = None,
) -> None:
    """Measure restraint: crises found, false alarms, goodbyes let go, and how long a look takes.

    Takes some seconds and needs no model.
    """
    from voice_os.bench import report
    from voice_os.bench.restraint import LIMITS, measure_restraint, sentences

    found = measure_restraint(*sentences(set_))
    looked = f"{found['crisis']['n']} sentences, {found['farewell']['n']} answers"
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
    model = _sentence_model(options)
    with _progress(options) as progress:
        task = progress.add_task("utterances", total=None)
        found = run(_measure_skills(files[0], model, lambda: progress.advance(task)))
    options.console.print(report.table(found, LIMITS, ()))
    if json:
        report.write_json(json, found)


async def _measure_skills(
    file: Path, model: Path | None, advance: Callable[[], None]
) -> dict[str, Any]:
    from voice_os.bench.skills import measure_skills
    from voice_os.memory.embedding import MiniLM

    sense = await MiniLM.load(model) if model else None
    try:
        return measure_skills(file, sense.sense if sense else None, advance)
    finally:
        if sense is not None:
            await sense.close()


def _sentence_model(options: Session) -> Path | None:
    """The folder of the sentence model, where there is one."""
    from voice_os.bench.recordings import shared_folder

    places = (options.settings().models, shared_folder() / "models")
    return next((folder / _SENSE for folder in places if (folder / _SENSE).is_dir()), None)


def _progress(options: Session) -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress("turns", *columns, console=options.console)
