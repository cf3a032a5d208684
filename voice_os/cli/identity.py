"""`voice-os identity`: see who she is, how she came to it, and change or take back."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.session import print_json, session
from voice_os.errors import Problem

if TYPE_CHECKING:  # starting her must not wait for what only these commands need
    from voice_os.persona import Identity
    from voice_os.persona.persona import Persona

app = typer.Typer(help="See who she is, and how she came to it.", no_args_is_help=True)

_Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="To whom (the setting memory.profile)."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def show(context: typer.Context, json: _Json = False, profile: _Profile = None) -> None:
    """Show who she is: name, values, what she cares about, manner and voice."""
    from voice_os.persona.manner import described

    who = _persona(context, profile).identity
    if json:
        print_json(who.model_dump(mode="json"))
        return
    typer.echo(f"{who.name} (version {who.version})\n  {who.why}\nShe holds to:")
    typer.echo("\n".join(f"  {value}" for value in who.values))
    typer.echo("She cares about:\n" + "\n".join(f"  {care}" for care in who.cares))
    typer.echo(f"She is {described(who.manner)}.")
    typer.echo(f"Her voice: rate {who.voice.rate:g}, pitch {who.voice.pitch:g}.")
    typer.echo(f"The file: {_path(context, profile)}")


@app.command()
def history(context: typer.Context, json: _Json = False, profile: _Profile = None) -> None:
    """Show how she has changed, when and why."""
    who = _persona(context, profile).identity
    if json:
        print_json([change.model_dump(mode="json") for change in who.changes])
        return
    for change in who.changes:
        at = change.at.astimezone()
        typer.echo(f"{change.version}  {at:%Y-%m-%d %H:%M}  {change.what}. {change.why}")
    if not who.changes:
        typer.echo("She is as she was from the first.")


@app.command()
def undo(context: typer.Context, profile: _Profile = None) -> None:
    """Take back the last change that still holds."""
    step = _persona(context, profile).undo()
    typer.echo(f"{step.what[:1].upper()}{step.what[1:]}.")


@app.command()
def rename(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What she is called from now on.")],
    profile: _Profile = None,
) -> None:
    """Give her another name."""
    from voice_os.persona.naming import given_by_person

    persona = _persona(context, profile)
    persona.change(given_by_person(name), what=f"took the name {name}", why=_WHY)
    typer.echo(f"She is called {persona.name} now.")


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    profile: _Profile = None,
) -> None:
    """Write who she is into a file, as readable as the one she is kept in."""
    from voice_os.persona import file as files

    files.write(file, _persona(context, profile).identity)
    typer.echo(f"Who she is stands in {file}.")


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `export` wrote.")],
    profile: _Profile = None,
) -> None:
    """Take who she is from a file, with her history; keep the version that was, beside it."""
    from voice_os.persona import file as files

    taken: Identity | None = files.read(file)
    if taken is None:
        raise Problem(f"There is no file {file}.")
    path = _path(context, profile)
    files.write(path, taken)
    kept = files.before(path)
    was = f" Who she was is kept in {kept}." if kept.exists() else ""
    typer.echo(f"She is {taken.name} now.{was}")


_WHY = "You gave it to me."


def _persona(context: typer.Context, profile: str | None) -> "Persona":
    """Who she is to a profile. Raises `Problem` where her file is broken."""
    from voice_os.persona.persona import Persona

    persona = Persona(lambda: datetime.now().astimezone(), _path(context, profile))
    if persona.wrong:
        raise Problem(persona.wrong)
    return persona


def _path(context: typer.Context, profile: str | None) -> Path:
    from voice_os.opening import identity_file

    return identity_file(session(context).settings(), profile)
