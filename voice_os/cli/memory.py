"""`voice-os memory`: see, correct, export, forget and erase what she remembers of someone."""

from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.passphrase import ask, ask_new
from voice_os.cli.session import print_json, run, session
from voice_os.errors import Problem

if TYPE_CHECKING:  # starting her must not wait for what only these commands need
    from collections.abc import AsyncIterator

    from voice_os.memory import Fact, Turn
    from voice_os.memory.forgetting import What
    from voice_os.memory.people import Person
    from voice_os.memory.store import Store

app = typer.Typer(
    help="See, correct, export, forget and erase what she remembers.", no_args_is_help=True
)

_Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Whose memory (the setting memory.profile)."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether you are sure.")]


@app.command()
def show(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=0, help="How many of the last turns.")] = 20,
    json: _Json = False,
    profile: _Profile = None,
) -> None:
    """Show what is known, the diary, and what was said last, with the numbers to name them by."""

    async def work() -> None:
        async with _opened(context, profile) as store:
            facts, diary = await store.numbered_facts(), await store.diary()
            turns = await store.turns(last=last)
        if json:
            print_json(
                {
                    "facts": [{"id": number, **asdict(fact)} for number, fact in facts.items()],
                    "diary": [asdict(entry) for entry in diary],
                    "turns": [asdict(turn) for turn in turns],
                }
            )
            return
        _print_facts(facts)
        for entry in diary:
            typer.echo(f"{entry.at.astimezone():%Y-%m-%d}  {entry.text}")
        _print_turns(turns)
        if not (facts or diary or turns):
            typer.echo("Nothing is remembered.")

    run(work())


@app.command()
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What to look for.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="At most so many.")] = 10,
    json: _Json = False,
    profile: _Profile = None,
) -> None:
    """Find what was said, the best match first."""

    async def work() -> None:
        async with _opened(context, profile) as store:
            found = await store.recall(" ".join(words), now=datetime.now(UTC), k=count)
        if json:
            print_json([{"score": one.score, **asdict(one.turn)} for one in found])
            return
        _print_turns([one.turn for one in found])
        if not found:
            typer.echo("Nothing that was said fits that.")

    run(work())


@app.command()
def edit(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="A turn by its number, or a fact: 12, or F3.")],
    text: Annotated[str, typer.Argument(help="What the turn's words or the fact's value are.")],
    profile: _Profile = None,
) -> None:
    """Correct a turn's words or a fact's value. She will not go back to the old ones."""

    async def work() -> None:
        async with _opened(context, profile) as store:
            if (wanted := _fact_number(number)) is None:
                await store.edit_turn(_turn_number(number), text)
            else:
                await store.edit_fact(wanted, text)
        typer.echo(f"{number} is corrected.")

    run(work())


@app.command()
def forget(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS…", help="All in which these words occur together."),
    ] = None,
    turns: Annotated[
        list[int] | None, typer.Option("--turn", help="A turn by its number. Repeatable.")
    ] = None,
    fact: Annotated[
        str | None, typer.Option(help="A fact by its number (F3), and the words it came from.")
    ] = None,
    yes: _Yes = False,
    profile: _Profile = None,
) -> None:
    """Forget what was said with certain words, certain turns, or a fact, for good."""
    from voice_os.memory import forgetting

    if sum(map(bool, (words, turns, fact))) != 1:
        raise Problem("Say what to forget: WORDS, or --turn NUMBER, or --fact NUMBER.")

    async def work() -> None:
        async with _opened(context, profile) as store:
            what: What
            if words:
                what = forgetting.Words(" ".join(words))
                affected = await store.turns_with(what.text)
            elif turns:
                what = forgetting.Turns(tuple(turns))
                affected = await store.turns_of(turns)
            else:
                what = forgetting.Known(await _fact(store, fact or ""))
                affected = await store.turns_of(what.fact.sources)
            if not yes:
                _print_turns(affected)
                typer.confirm("Forget that, and what rests on it, for good?", abort=True)
            done = await store.forget(what)
        typer.echo(
            f"Forgotten: {done.turns} turns, {done.facts} facts and {done.entries} diary entries. "
            "Exports that you made earlier may still hold them."
        )

    run(work())


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="To read: NAME.md. To import again: NAME.json.")],
    profile: _Profile = None,
) -> None:
    """Write all that is known into a file that is not encrypted, as JSON or Markdown."""
    from voice_os.memory import export as exporting

    async def work() -> None:
        async with _opened(context, profile) as store:
            everything = await store.export()
        exporting.write(file, everything)
        typer.echo(f"{len(everything.turns)} turns are in {file}, which is not encrypted.")

    run(work())


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON file that `export` wrote.")],
    profile: _Profile = None,
) -> None:
    """Add what is in an export and not known yet, less what was forgotten since."""
    from voice_os.memory import export as exporting

    contents = exporting.read(file)

    async def work() -> None:
        async with _opened(context, profile, make=True) as store:
            added = await store.import_(contents)
        typer.echo(f"{added} of {len(contents.turns)} turns were not known, and are now.")

    run(work())


@app.command()
def erase(context: typer.Context, yes: _Yes = False, profile: _Profile = None) -> None:
    """Delete the whole memory and its key. Only an export can bring it back."""
    from voice_os.memory import people

    who = _person(context, profile)
    if not yes and who.memory.exists():
        typer.confirm(f"Erase all that is remembered of {who.name!r} for good?", abort=True)
    people.erase(who)
    typer.echo(f"The memory of {who.name!r} is erased.")


@app.command()
def key(
    context: typer.Context,
    place: Annotated[
        str | None,
        typer.Argument(metavar="keyring|file|passphrase", help="None: say where it is now."),
    ] = None,
    profile: _Profile = None,
) -> None:
    """Show where a memory's key is kept, or make a new key and keep it elsewhere."""
    from voice_os.memory import people

    who = _person(context, profile)
    match place:
        case None:
            typer.echo(people.place_of_key(who))
        case "keyring" | "file" | "passphrase":
            people.move_key(who, place, ask=ask, ask_new=ask_new)
            typer.echo(f"The memory of {who.name!r} has a new key now: {place}.")
        case _:
            raise Problem(f"A key is kept in a keyring, a file or a passphrase, and not {place!r}.")


@app.command("people")
def people_(context: typer.Context, json: _Json = False) -> None:
    """List whose memories are here."""
    from voice_os.memory import people

    names = people.everyone(session(context).settings().memory)
    if json:
        print_json(names)
    else:
        typer.echo("\n".join(names) or "There are no memories here.")


@asynccontextmanager
async def _opened(
    context: typer.Context, profile: str | None, *, make: bool = False
) -> "AsyncIterator[Store]":
    from voice_os.memory import people

    settings = session(context).settings().memory
    who = people.person(settings, profile)
    store = await people.open_memory(who, settings, ask=ask, make=make)
    try:
        yield store
    finally:
        await store.close()


def _person(context: typer.Context, profile: str | None) -> "Person":
    from voice_os.memory import people

    return people.person(session(context).settings().memory, profile)


async def _fact(store: "Store", number: str) -> "Fact":
    wanted = _fact_number(number)
    facts = await store.numbered_facts()
    if wanted is None or wanted not in facts:
        raise Problem(f"There is no fact {number!r}. `voice-os memory show` lists them.")
    return facts[wanted]


def _fact_number(number: str) -> int | None:
    """The number in "F3"; None where it is no fact's."""
    digits = number[1:]
    return int(digits) if number[:1] in "Ff" and digits.isdecimal() else None


def _turn_number(number: str) -> int:
    if not number.isdecimal():
        raise Problem(f"{number!r} is no turn such as 12, and no fact such as F3.")
    return int(number)


def _print_facts(facts: "dict[int, Fact]") -> None:
    from voice_os.memory.export import described

    for number, fact in facts.items():
        typer.echo(f"F{number}  {described(fact)}")


def _print_turns(turns: "list[Turn]") -> None:
    for turn in turns:
        at = turn.at.astimezone()
        typer.echo(f"{turn.id}  {at:%Y-%m-%d %H:%M}  {turn.speaker}: {turn.text}")
