"""`voice-os say | transcribe | devices`: the voice, the ear and the sound card by themselves."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voice_os import alone
from voice_os.cli.session import Session, print_json, run, session, told
from voice_os.stt import Transcript
from voice_os.surroundings import speaker_on


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(say)
    app.command()(transcribe)
    app.command()(devices)


def say(
    context: typer.Context, text: Annotated[str, typer.Argument(help="What she is to say.")]
) -> None:
    """Speak a text (or, with --speaker FILE.wav, write it as a sound file)."""
    options = session(context)
    run(_say(text, options))


def transcribe(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A sound file.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with times.")] = False,
) -> None:
    """Print what is said in a sound file. Exits with 1 where nothing was understood."""
    transcript = run(_transcribe(file, session(context)))
    if json:
        print_json(
            {
                "text": transcript.text,
                "no_speech": transcript.no_speech,
                "words": [
                    {"text": word.text, "start": word.start, "end": word.end}
                    for word in transcript.words
                ],
            }
        )
    elif transcript.text:
        typer.echo(transcript.text)
    raise typer.Exit(code=not transcript.text)


async def _say(text: str, options: Session) -> None:
    settings, events = options.settings(), told(options)
    async with speaker_on(settings, events, options.speaker) as speaker:
        await alone.say(text, settings, events, speaker)


async def _transcribe(file: Path, options: Session) -> Transcript:
    return await alone.transcribe(file, options.settings(), told(options))


def devices(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the sound devices: their numbers, names, and which are the default ones."""
    from voice_os.audio.devices import devices as found

    if json:
        print_json([device._asdict() for device in found()])
        return
    table = Table("number", "name", "hears", "speaks", "rate")
    for device in found():
        hears = _ability(device.inputs, device.default_input)
        speaks = _ability(device.outputs, device.default_output)
        table.add_row(
            str(device.number), escape(device.name), hears, speaks, f"{device.rate:.0f} Hz"
        )
    Console().print(table)


def _ability(channels: int, default: bool) -> str:
    return f"{channels} channels" + (", default" if default else "") if channels else ""
