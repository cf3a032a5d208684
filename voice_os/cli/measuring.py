"""What `voice-os bench` sets up before it can measure, and frees in the end."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_os.cli.session import Session, run, told
from voice_os.mode import Mode

if TYPE_CHECKING:  # starting her must not wait for what only the bench needs
    from rich.progress import Progress

    from voice_os.bench.at_rest import AtRest
    from voice_os.bench.duplex import Duplex
    from voice_os.bench.endpoints import Endpoints
    from voice_os.bench.open_microphone import OpenMicrophone
    from voice_os.bench.open_turns import OpenTurns
    from voice_os.bench.turns import MeasuredTurns
    from voice_os.bench.virtual_sound_card import VirtualSoundCard

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


async def measured_turns(
    options: Session, count: int, release_after: float
) -> "tuple[AtRest, MeasuredTurns]":
    """Her turns, and what she takes at rest. `release_after`: seconds."""
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
        with progress_of(options) as progress:
            task = progress.add_task("turns", total=count)
            measured = await measure_turns(
                settings,
                count=count,
                release_after=release_after,
                card=card,
                on_turn=lambda _: progress.advance(task),
            )
    return at_rest, measured


def measured_duplex(
    options: Session, count: int, shares: set[Share], chart: Path | None
) -> "Duplex":
    """The shares that are wanted; `chart`: where delay is drawn against cut-offs."""
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
    with progress_of(options) as progress:
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


async def measured_moods(options: Session, folder: Path | None) -> list[dict[str, Any]]:
    """Each voice that is here, in every mood. `folder`: where the sounds are left."""
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


async def measured_skills(
    file: Path, model: Path | None, advance: Callable[[], None]
) -> dict[str, Any]:
    """What is understood of a file of utterances, with a sentence model if there is one."""
    from voice_os.bench.skills import measure_skills
    from voice_os.memory.embedding import MiniLM

    sense = await MiniLM.load(model) if model else None
    try:
        return measure_skills(file, sense.sense if sense else None, advance)
    finally:
        if sense is not None:
            await sense.close()


def sentence_model(options: Session) -> Path | None:
    """The folder of the sentence model, where there is one."""
    from voice_os.bench.recordings import shared_folder

    places = (options.settings().models, shared_folder() / "models")
    return next((folder / _SENSE for folder in places if (folder / _SENSE).is_dir()), None)


def progress_of(options: Session) -> "Progress":
    """A bar on the console."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress("turns", *columns, console=options.console)
