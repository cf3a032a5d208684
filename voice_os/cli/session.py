"""What the options before a command say, for all commands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console

from voice_os.errors import Problem
from voice_os.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Session:
    """The options of one call. `verbosity`: -1 quiet, 0 usual, 1 verbose.

    `microphone` and `speaker` name devices or WAV files; without `real_time` the files are played
    as fast as possible.
    """

    options: Mapping[str, Any]
    verbosity: int = 0
    microphone: tuple[str, ...] = ()
    speaker: str | None = None
    real_time: bool = True

    def settings(self, over: Mapping[str, Any] | None = None) -> Settings:
        """The settings, with this call's options over them, and `over` above all."""
        return load({**self.options, **(over or {})})

    @property
    def console(self) -> Console:
        """Where captions and tables go."""
        return Console(quiet=self.verbosity < 0, highlight=False)


def session(context: typer.Context) -> Session:
    """The session of a command."""
    found: Session = context.find_object(Session)  # type: ignore[assignment]
    return found


def print_json(value: object) -> None:
    """Print a value for programs."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def assignments(pairs: list[str]) -> dict[str, str]:
    """`["stt.model=x"]` as settings. Raises `Problem` where one has no "="."""
    split = {pair: pair.partition("=") for pair in pairs}
    for pair, (key, sign, _) in split.items():
        if not (key and sign):
            raise Problem(f"--set takes KEY=VALUE, such as stt.engine=whisper, and not {pair!r}.")
    return {key: value for key, _, value in split.values()}
