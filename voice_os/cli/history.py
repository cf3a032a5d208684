"""`voice-os history`: what she did, and taking it back."""

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.session import print_json, run, session

if TYPE_CHECKING:  # starting her must not wait for what only these commands need
    from contextlib import AbstractAsyncContextManager

    from voice_os.consent import Deed
    from voice_os.skills.acting import Acting

app = typer.Typer(help="See what she did, and take it back.", invoke_without_command=True)


@app.callback()
def history(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many of the last deeds.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what she did: number, time, effect, your words and her answer."""
    if context.invoked_subcommand is not None:
        return

    async def work() -> None:
        async with _acting(context) as acting:
            deeds = (await acting.deeds())[-last:]
        if json:
            print_json([asdict(deed) for deed in deeds])
            return
        for deed in deeds:
            typer.echo(_line(deed))
        if not deeds:
            typer.echo("Nothing was done yet.")

    run(work())


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(help="A deed by its number; without one, the last.")
    ] = None,
) -> None:
    """Take a deed back."""

    async def work() -> str:
        async with _acting(context) as acting:
            return await acting.undo(number)

    typer.echo(run(work()))


def _acting(context: typer.Context) -> "AbstractAsyncContextManager[Acting]":
    from voice_os import alone
    from voice_os.cli.passphrase import ask

    return alone.acting(session(context).settings(), partial(typer.echo, err=True), ask)


def _line(deed: "Deed") -> str:
    """A deed in print."""
    mark = "  (taken back)" if deed.undone else "" if deed.undo is None else "  (can be undone)"
    words = deed.words or "…"
    when = f"{deed.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{deed.number:>4}  {when}  {deed.effect:<7}  {words}  ->  {deed.said}{mark}"
