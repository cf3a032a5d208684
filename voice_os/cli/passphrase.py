"""The passphrase of a memory, as the commands get it."""

import os
import sys

import typer

from voice_os.errors import Problem


def ask(words: str) -> str:
    """The passphrase: from the environment, else from the person. Raises `Problem`."""
    from voice_os.memory.key import PASSPHRASE

    if given := os.environ.get(PASSPHRASE):
        return given
    if not sys.stdin.isatty():
        raise Problem(f"A passphrase is needed: type it at a terminal, or set {PASSPHRASE}.")
    typed: str = typer.prompt(words, hide_input=True, err=True)
    return typed


def ask_new(words: str) -> str:
    """A new passphrase: from the environment, else from the person, twice. Raises `Problem`."""
    from voice_os.memory.key import NEW_PASSPHRASE

    if given := os.environ.get(NEW_PASSPHRASE):
        return given
    if not sys.stdin.isatty():
        raise Problem(f"A new passphrase is needed: type it, or set {NEW_PASSPHRASE}.")
    typed: str = typer.prompt(words, hide_input=True, confirmation_prompt=True, err=True)
    return typed
