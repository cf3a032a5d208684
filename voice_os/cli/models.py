"""`voice-os models`: which there are, and getting, checking and removing them."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Column, Table

from voice_os import catalog
from voice_os.catalog import Entry
from voice_os.cli.session import print_json, session
from voice_os.models import verify
from voice_os.models.download import download
from voice_os.settings import Settings

app = typer.Typer(help="See, get, check and remove models.", no_args_is_help=True)

_Ids = Annotated[
    list[str], typer.Argument(metavar="ID…", help="Names from `voice-os models list`.")
]


@app.command("list")
def list_(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show every model of the catalogue, and which are here."""
    settings = session(context).settings()
    entries = catalog.load().entries
    here = {entry.id: verify.check(entry, settings.models).condition.value for entry in entries}
    if json:
        print_json([{**entry.model_dump(), "condition": here[entry.id]} for entry in entries])
        return
    table = Table(Column("id", no_wrap=True), "part", "size", "licence", "languages", "here")
    for entry in entries:
        languages = " ".join(entry.languages) if len(entry.languages) < 6 else "many"
        languages = languages.replace(catalog.ANY_LANGUAGE, "nearly all")
        size, state = megabytes(entry.size), here[entry.id]
        table.add_row(entry.id, entry.part, size, entry.licence, languages, state)
    Console().print(table)


@app.command()
def get(context: typer.Context, ids: _Ids) -> None:
    """Download models, or finish what was begun, and check them."""
    settings = session(context).settings()
    listed = catalog.load()
    for entry in [listed.find(model_id) for model_id in ids]:
        fetch(entry, settings)


@app.command("verify")
def verify_(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="None: all here.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check every byte of the models that are here. Exits with 1 where one is not whole."""
    settings = session(context).settings()
    listed = catalog.load()
    entries = [listed.find(model_id) for model_id in ids or []] or listed.entries
    findings = [verify.check(entry, settings.models, full=True) for entry in entries]
    if not ids:
        findings = [f for f in findings if f.condition is not verify.Condition.ABSENT]
    if json:
        print_json([{"id": f.entry.id, "condition": f.condition} for f in findings])
    else:
        for finding in findings:
            typer.echo(finding.sentence)
        if not findings:
            typer.echo("No models are here; `voice-os setup` gets some.")
    raise typer.Exit(code=not all(finding.healthy for finding in findings))


@app.command()
def remove(context: typer.Context, ids: _Ids) -> None:
    """Delete models from this machine."""
    settings = session(context).settings()
    listed = catalog.load()
    for entry in [listed.find(model_id) for model_id in ids]:
        verify.remove(entry, settings.models)
        typer.echo(f"{entry.name} is removed.")


def fetch(entry: Entry, settings: Settings) -> None:
    """Download one model with a progress bar."""
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress("{task.description}", *columns) as progress:
        task = progress.add_task(entry.name, total=None)
        download(
            entry,
            settings.models,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    typer.echo(f"{entry.name} is here and whole.")


def megabytes(size: int | None) -> str:
    """A size for people."""
    return "unknown" if size is None else f"{size / 1e6:,.0f} MB"
