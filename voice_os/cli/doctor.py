"""`voice-os doctor`: how every part is."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from voice_os.cli.session import print_json, run, session


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    context: typer.Context,
    audio: Annotated[
        bool, typer.Option("--audio", help="Play a short sweep and measure the room.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Examine every part: what is in use, is it healthy, what would be better.

    Exits with 1 where a part is ill; one that could be better is healthy.
    """
    from voice_os import doctor as examination  # it looks into every room
    from voice_os import doctor_audio

    current = session(context).settings()
    findings = run(doctor_audio.listen(current) if audio else examination.examine(current))
    if json:
        print_json([finding.as_dict() for finding in findings])
    else:
        table = Table("part", Column("in use", overflow="fold"), "", "what would be better")
        for finding in findings:
            mark = "[green]well" if finding.healthy else "[red]ill"
            table.add_row(finding.part, escape(finding.in_use), mark, escape(finding.advice))
        Console(highlight=False).print(table)
    raise typer.Exit(code=not all(finding.healthy for finding in findings))
