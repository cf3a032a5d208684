"""`voice-os move`: to another machine, in one encrypted file."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from voice_os.cli.passphrase import ask
from voice_os.cli.session import session
from voice_os.errors import Problem

app = typer.Typer(
    help="Move to another machine: memory, who she is and settings, in one encrypted file.",
    no_args_is_help=True,
)

PASSPHRASE = "VOICE_OS_MOVE_PASSPHRASE"  # noqa: S105 - the variable's name
"""The environment variable that may hold the passphrase of the file."""

_Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Whose (the setting memory.profile)."),
]


@app.command()
def out(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    profile: _Profile = None,
) -> None:
    """Write all of it into one file that a passphrase encrypts; here nothing changes."""
    from voice_os import moving
    from voice_os.memory import key, people

    who = people.person(session(context).settings().memory, profile)
    passphrase = key.from_passphrase(_passphrase("A passphrase for the file", confirm=True))
    moving.pack(file, who, passphrase, ask)
    typer.echo(
        f"{file} holds the memory of {who.name!r}, who she is, and the settings, encrypted. On the "
        f"other machine: voice-os move in {file.name}. Passwords in the keyring stay here."
    )


@app.command("in")
def in_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `move out` wrote.")],
    profile: _Profile = None,
) -> None:
    """Take in such a file, whole or not at all."""
    from voice_os import moving
    from voice_os.memory import key

    passphrase = key.from_passphrase(_passphrase("Passphrase of the file", confirm=False))
    who = moving.unpack(file, passphrase, session(context).settings().memory, ask, profile)
    typer.echo(f"The memory of {who.name!r} is here now, and so is she.")


def _passphrase(words: str, *, confirm: bool) -> str:
    """From the environment, else from the person. Raises `Problem`."""
    if given := os.environ.get(PASSPHRASE):
        return given
    if not sys.stdin.isatty():
        raise Problem(f"A passphrase is needed: type it at a terminal, or set {PASSPHRASE}.")
    typed: str = typer.prompt(words, hide_input=True, confirmation_prompt=confirm, err=True)
    return typed
