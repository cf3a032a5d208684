"""`voice-os mode | mute`: the way she listens, told to the one that is running."""

from typing import Annotated, Literal

import typer

from voice_os.desktop import Signal
from voice_os.desktop.remote import mode_of, send
from voice_os.mode import Mode
from voice_os.paths import socket_path


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(mode)
    app.command()(mute)


def mode(
    wanted: Annotated[
        Literal["key", "open", "name", "muted", "next"] | None,
        typer.Argument(
            help="key: while the key is held. open: whoever speaks. name: when her name is said. "
            "muted: never, the microphone is closed. next: the next of these. Without it: show "
            "how she listens now."
        ),
    ] = None,
) -> None:
    """Change how she listens, or show it."""
    if wanted is None:
        typer.echo(mode_of(socket_path()))
    else:
        send(Signal.NEXT_MODE if wanted == "next" else Mode(wanted), socket_path())


def mute() -> None:
    """Mute her; if she is muted, let her listen as before."""
    send(Signal.MUTE, socket_path())
