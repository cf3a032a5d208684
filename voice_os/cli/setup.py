"""`voice-os setup`: look at the machine, propose models that fit, get them."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from voice_os import catalog
from voice_os.cli.models import fetch, megabytes
from voice_os.cli.session import session
from voice_os.models.machine import machine
from voice_os.models.proposal import Proposal, proposal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(setup)


def setup(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Propose models that fit this machine, and download them."""
    settings = session(context).settings()
    seen = machine()
    proposed = proposal(seen, settings.language, catalog.load())
    console = Console(highlight=False)
    console.print(f"This machine has {seen.sentence}. What fits it:")
    console.print(_table(proposed))
    for gap in proposed.gaps:
        console.print(gap, style="yellow")
    if not proposed.choices:
        raise typer.Exit(code=1)
    total = megabytes(proposed.size)
    console.print(f"Together {total}, into {settings.models}.", markup=False)
    if not yes and not typer.confirm("Download them now?"):
        console.print("Nothing was downloaded; she works without, as a simpler self.")
        return
    for choice in proposed.choices:
        fetch(choice.entry, settings)
    console.print("Done. Start her with: voice-os")


def _table(proposed: Proposal) -> Table:
    table = Table("part", "model", "size", "licence", "why", "tried by us")
    for choice in proposed.choices:
        entry = choice.entry
        tried = "yes" if entry.tried else "not yet"
        size = megabytes(entry.size)
        table.add_row(entry.part, entry.name, size, entry.licence, choice.reason, tried)
    return table
