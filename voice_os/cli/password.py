"""`voice-os password`: what the keyring keeps for her skills."""

from typing import Annotated

import typer

from voice_os.cli.session import run
from voice_os.errors import Problem

app = typer.Typer(
    help="Passwords and tokens of her skills, in the desktop's keyring.", no_args_is_help=True
)

Name = Annotated[
    str, typer.Argument(help='What it is called: "mail", "calendar", "home assistant".')
]


@app.command()
def put(name: Name) -> None:
    """Keep a password. It is asked for, and not shown."""
    from voice_os.consent.secrets import Secrets

    secret = typer.prompt(f"Password of {name}", hide_input=True, err=True).strip()
    if not secret:
        raise Problem("An empty password was not kept.")
    run(Secrets().put(called(name), secret))
    typer.echo(f"The password of {name} is in the keyring.")


@app.command()
def delete(name: Name) -> None:
    """Delete a password, if it is there."""
    from voice_os.consent.secrets import Secrets

    run(Secrets().delete(called(name)))
    typer.echo(f"There is no password of {name} in the keyring any more.")


def called(name: str) -> str:
    """What the keyring calls the password of something."""
    return f"{name.strip().lower()} password"
