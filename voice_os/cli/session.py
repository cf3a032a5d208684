"""What the options before a command say, for all commands."""

import asyncio
import json
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from signal import SIGTERM
from typing import Any, TypeVar

import typer
from rich.console import Console

from voice_os.errors import Problem, cause_of
from voice_os.events import EngineMissing, EngineReady, Event, Events, Notice
from voice_os.settings import Settings, load

T = TypeVar("T")


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
        return Console(highlight=False)


def session(context: typer.Context) -> Session:
    """The session of a command."""
    found: Session = context.find_object(Session)  # type: ignore[assignment]
    return found


def told(options: Session) -> Events:
    """Events of which the person reads only what went wrong, on standard error."""
    events = Events()

    def handle(event: Event) -> None:
        match event:
            case EngineMissing(_, sentence) | Notice(sentence):
                typer.echo(sentence, err=True)
            case EngineReady(part, name, seconds) if options.verbosity > 0:
                typer.echo(f"{part}: {name}, loaded in {seconds:.1f} s", err=True)

    events.subscribe(handle)
    return events


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run the event loop until the work is done; raise the one error of a group, and not the group.

    Being terminated is the same as being interrupted: everything is closed in order, and
    KeyboardInterrupt raised.
    """
    try:
        return asyncio.run(_until_terminated(work))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    except BaseExceptionGroup as group:
        raise cause_of(group) from group


async def _until_terminated(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.current_task()
    with suppress(NotImplementedError):  # on Windows
        asyncio.get_running_loop().add_signal_handler(
            SIGTERM, task.cancel if task else lambda: None
        )
    return await work


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
