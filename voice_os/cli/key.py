"""`voice-os press | release | toggle`: the key, for the desktop's own shortcut settings."""

import typer

from voice_os.desktop import Signal
from voice_os.desktop.remote import send
from voice_os.settings import socket_path


def register(app: typer.Typer) -> None:
    """Add one command for each signal."""
    for signal, help_text in (
        (Signal.PRESS, "Press the key: she listens."),
        (Signal.RELEASE, "Let the key go: she answers."),
        (Signal.TOGGLE, "Press the key if it is up, let it go if it is down."),
    ):
        app.command(signal.value, help=help_text)(_sender(signal))


def _sender(signal: Signal):  # type: ignore[no-untyped-def]  # typer reads the signature
    def command() -> None:
        send(signal, socket_path())

    return command
