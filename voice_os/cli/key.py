"""`voice-os press | release | toggle`: the key, for the desktop's own shortcut settings."""

import typer

from voice_os.desktop import Signal
from voice_os.desktop.remote import send
from voice_os.paths import socket_path


def register(app: typer.Typer) -> None:
    """Add one command for each move of the key."""
    app.command()(press)
    app.command()(release)
    app.command()(toggle)


def press() -> None:
    """Press the key: she listens."""
    send(Signal.PRESS, socket_path())


def release() -> None:
    """Let the key go: she answers."""
    send(Signal.RELEASE, socket_path())


def toggle() -> None:
    """Press the key if it is up, let it go if it is down."""
    send(Signal.TOGGLE, socket_path())
