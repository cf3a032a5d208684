"""The command `voice-os` and the options that stand before every other command."""

from typing import Annotated

import typer

from voice_os import __version__
from voice_os.cli import (
    bench,
    config,
    doctor,
    history,
    identity,
    key,
    learn,
    memory,
    mode,
    models,
    move,
    secret,
    setup,
    skills,
    sound,
    talk,
)
from voice_os.cli.session import Session, assignments
from voice_os.mode import Mode
from voice_os.paths import moved_in

app = typer.Typer(
    help="A voice-first companion that runs on your own machine. Without a command: talk.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")
app.add_typer(bench.app, name="bench")
app.add_typer(memory.app, name="memory")
app.add_typer(identity.app, name="identity")
app.add_typer(history.app, name="history")
app.add_typer(move.app, name="move")
app.add_typer(skills.app, name="skills")
for group in (talk, learn, sound, setup, doctor, key, mode, secret, skills):
    group.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voice-os {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A setting for this call. Repeatable."),
    ] = None,
    listen: Annotated[
        Mode | None,
        typer.Option("--mode", help="How she listens at first (the setting listening.mode)."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="What is spoken: en, de, fr … (the setting language).")
    ] = None,
    mic: Annotated[
        list[str] | None,
        typer.Option(
            help="A device by name or number, or a WAV file in its place: one utterance, said "
            "with the key down. Repeatable."
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(help="A device by name or number, or a WAV file to write what she says."),
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="With WAV files: as fast as possible.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show engines, and what each turn took.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Gather the options; without a command, talk."""
    if moved_in().exists():  # a move from another machine was broken off
        from voice_os import moving

        moving.finish()
    options: dict[str, object] = dict(assignments(set_ or []))
    if listen:
        options["listening.mode"] = listen
    if language:
        options["language"] = language
    context.obj = Session(
        options=options,
        verbosity=-1 if quiet else int(verbose),
        microphone=tuple(mic or ()),
        speaker=speaker,
        real_time=not fast,
    )
    if context.invoked_subcommand is None:
        talk.talk(context.obj)
