"""`voice-os secret`: passwords of servers, into the desktop's keyring and nowhere else."""

from enum import StrEnum
from typing import Annotated

import typer

from voice_os.cli.session import run


class Server(StrEnum):
    """Whose password it is; the home's is a token of Home Assistant."""

    MAIL = "mail"
    CALENDAR = "calendar"
    CONTACTS = "contacts"
    HOME = "home"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(secret)


def secret(
    server: Annotated[Server, typer.Argument(help="Whose password.")],
    delete: Annotated[bool, typer.Option("--delete", help="Delete it instead.")] = False,
) -> None:
    """Keep the password of a server in the desktop's keyring, or delete it there."""
    from voice_os.consent.secrets import Secrets

    name = f"{server} password"
    if delete:
        run(Secrets().delete(name))
        typer.echo(f"The {name} is deleted.")
        return
    given = typer.prompt(f"The {name}", hide_input=True)
    run(Secrets().put(name, given))
    typer.echo(f"The {name} is in the keyring.")
