"""`voice-os learn`: documents that she reads, and answers from."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.passphrase import ask
from voice_os.cli.session import Session, print_json, run, session
from voice_os.errors import Problem

if TYPE_CHECKING:  # starting her must not wait for what only this command needs
    from rich.progress import Progress

    from voice_os.documents.reader import Reader
    from voice_os.memory.library import Library

_UNREADABLE = "not to be read"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(learn)


def learn(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE|FOLDER…",
            help="Text, Markdown, HTML, PDF, EPUB, DOCX. None: look again at what was learnt.",
        ),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Learn what is added or changed, now and whenever she runs."),
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Show what was learnt, and what is watched.")
    ] = False,
    forget: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Forget a document: D3, a title, a path. Or watch a folder no more: its path.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="With --list: print JSON.")] = False,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose memory (the setting memory.profile).")
    ] = None,
) -> None:
    """Read documents, to answer from them and name the source. What has not changed is skipped."""
    options = session(context)
    if list_:
        run(_opened(options, profile, lambda library: _list(library, json=json)))
    elif forget:
        run(_opened(options, profile, lambda library: _forget(library, forget)))
    else:
        named = [path.expanduser() for path in paths or []]
        for path in named:
            if not path.exists():
                raise Problem(f"There is no file or folder {path}.")
        try:
            run(_opened(options, profile, lambda c: _learn(c, options, named, watch=watch)))
        except KeyboardInterrupt:
            typer.echo("Stopped. What is lacking is learnt by the same command.", err=True)


async def _opened(
    options: Session, profile: str | None, work: "Callable[[Library], Awaitable[None]]"
) -> None:
    from voice_os import catalog
    from voice_os.memory import people
    from voice_os.memory.library import Library
    from voice_os.opening import embedder_of

    settings = options.settings()
    who = people.person(settings.memory, profile)
    embedder = await embedder_of(settings, catalog.load(), lambda said: typer.echo(said, err=True))
    try:
        store = await people.open_memory(who, settings.memory, ask=ask, embedder=embedder)
        try:
            await work(Library(store))
        finally:
            await store.close()
    finally:
        if embedder is not None:
            await embedder.close()


async def _list(library: "Library", *, json: bool) -> None:
    known = await library.documents()
    if json:
        print_json([asdict(one) for one in known])
        return
    for one in known:
        typer.echo(f"D{one.id}  {one.at.astimezone():%Y-%m-%d}  {one.title}  ({one.path})")
    if not known:
        typer.echo("Nothing was learnt yet: voice-os learn FILE")
    for folder in await library.watched():
        typer.echo(f"watched  {folder}")


async def _forget(library: "Library", name: str) -> None:
    from voice_os.understanding.names import closest

    if await library.unwatch(await asyncio.to_thread(Path(name).expanduser)):
        typer.echo(f"{name} is watched no more. What was learnt of it stays.")
        return
    known = await library.documents()
    ways = {f"D{one.id}": one for one in known} | {one.path: one for one in known}
    title = closest(name, [one.title for one in known])
    named = [ways[name]] if name in ways else [one for one in known if one.title == title]
    if len(named) != 1:
        raise Problem(f"No one document is called {name!r}. `voice-os learn --list` shows them.")
    (document,) = named
    await library.forget(document)
    typer.echo(f"{document.title} is forgotten. Its file stays where it is.")


async def _learn(library: "Library", options: Session, named: list[Path], *, watch: bool) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from voice_os.documents.reader import Reader
    from voice_os.memory.documents import NO_FILE

    folders = [path for path in named if path.is_dir()]
    if watch and not folders:
        raise Problem("Only a folder can be watched.")
    if not named:
        known = await library.documents()
        named = [Path(one.path) for one in known if not one.path.startswith(NO_FILE)]
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with Reader() as reader:
        with Progress("{task.description}", *columns, console=options.console) as progress:
            counts = await _read(library, reader, progress, _files(named))
            await _sense(library, progress)
        told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        typer.echo(f"{counts.total()} files: {told}." if told else "There was nothing to learn.")
        if watch:
            await _watch(library, reader, folders)
        elif counts and set(counts) == {_UNREADABLE}:
            raise typer.Exit(1)


async def _read(
    library: "Library", reader: "Reader", progress: "Progress", files: "list[tuple[Path, bool]]"
) -> Counter[str]:
    """Learn files one after another; count what came of them. What cannot be read is told."""
    counts: Counter[str] = Counter()
    for path, by_name in progress.track(files, description="reading"):
        try:
            outcome = str(await library.learn(path, reader, named=by_name))
        except Problem as problem:
            progress.console.print(str(problem), style="yellow", markup=False)
            outcome = _UNREADABLE
        counts[outcome] += 1
    return counts


async def _sense(library: "Library", progress: "Progress") -> None:
    task = progress.add_task("sense", total=None, visible=False)

    def advance(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total, visible=True)

    await library.catch_up(advance)


async def _watch(library: "Library", reader: "Reader", folders: list[Path]) -> None:
    """Learn what changes in folders, until interrupted."""
    from watchfiles import Change, awatch

    from voice_os.memory.library import is_readable

    for folder in folders:
        await library.watch(folder)
    typer.echo("Watching. After Ctrl+C she goes on with it whenever she runs.")
    async for changes in awatch(*folders, stop_event=asyncio.Event()):
        there = {Path(path) for change, path in changes if change is not Change.deleted}
        for path in sorted(filter(is_readable, there)):
            try:
                typer.echo(f"{path}: {await library.learn(path, reader, named=False)}")
            except Problem as problem:
                typer.echo(str(problem), err=True)
        await library.catch_up()


def _files(named: Iterable[Path]) -> "list[tuple[Path, bool]]":
    """The files to read, and whether each was named itself."""
    from voice_os.memory.library import files_in

    found: list[tuple[Path, bool]] = []
    for path in named:
        if path.is_dir():
            found += [(file, False) for file in files_in(path)]
        else:
            found.append((path, True))
    return found
