"""Files: find them by name, by what is in them and by when they were changed; open them."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from voice_os.consent.folders import Folders
from voice_os.desktop import programs
from voice_os.errors import Problem
from voice_os.skills import Ambiguous, Choice, Done, Effect, Wish, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.services import Clock
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest
from voice_os.understanding.times import When
from voice_os.understanding.wording import tidy

_MANY = 4
"""Files that are named at once."""

_TEXTS = frozenset({".txt", ".md", ".markdown", ".rst", ".org", ".csv", ".tex", ".html", ".log"})
"""What a file ends in that is searched for words."""

_LARGEST = 1_000_000
"""Bytes of the largest file that is searched for words."""


class FileName(Phrase):
    """What a file is called."""

    __slots__ = ()
    said = (
        "tax return",
        "holiday plan",
        "contract",
        "budget",
        "letter to anna",
        "invoice",
    )


_FILE = "[the|my|a] (file|document|picture|photo|pdf|spreadsheet|presentation)"


@skill(
    f"(find|look for|search for|search|where is|where's) {_FILE} [called|named] {{name}}",
    "(find|look for|search for|where is|where's) [the|my] {name} (file|document|pdf)",
    f"do i have {_FILE} (called|named) {{name}}",
    effect=Effect.READS,
)
async def find_file(folders: Folders, name: FileName) -> Done:
    """Find a file by its name."""
    found = await asyncio.to_thread(_by_name, folders, name)
    return _listed(found, f"I find no file called {name}.")


@skill(
    "(find|search for|search|look for) [the|my|all|a] (files|documents|file|document|notes) "
    "(about|mentioning|that mention|that mentions|containing|with|on) {words}",
    "(which|what) (file|files|document|documents) (mention|mentions|say something about|is|are) "
    "[about] {words}",
    effect=Effect.READS,
)
async def search_files(folders: Folders, words: FileName) -> Done:
    """Find files by what is in them."""
    found = await asyncio.to_thread(_by_content, folders, words)
    return _listed(found, f"No text file that I may read mentions {words}.")


@skill(
    "(which|what) (files|documents) (did i|have i) (change|changed|edit|edited|save|saved|work on|"
    "worked on|make|made|write|written) {when}",
    "(find|show me|list) [the|my] (files|documents) (from|of) {when}",
    "(what|which) (are|is) [the|my] (newest|latest|last|most recent) "
    "(files|documents|file|document)",
    "(what did i|what have i) (work on|worked on|save|saved) last",
    effect=Effect.READS,
)
async def recent_files(folders: Folders, clock: Clock, when: When | None = None) -> Done:
    """Find files by when they were changed."""
    found = await asyncio.to_thread(_by_time, folders)
    if when is not None:
        begin, end = when.span(clock.now())
        found = [(file, at) for file, at in found if begin.timestamp() <= at < end.timestamp()]
    return _listed([file for file, _ in found], "I find no such file.")


@skill(
    f"(open|show me|show) {_FILE} [called|named] {{name}}",
    "(open|show me) [the|my] {name} (file|document|pdf|spreadsheet|presentation)",
    effect=Effect.CHANGES,
)
async def open_file(folders: Folders, name: FileName) -> str:
    """Open a file."""
    file = await found_file(folders, name)
    await programs.open_file(file)
    return f"{file.name} is opening."


async def found_file(folders: Folders, name: str) -> Path:
    """The one file that is meant. Raises `Problem` where there is none, `Ambiguous` for several."""
    found = await asyncio.to_thread(_by_name, folders, name)
    if not found:
        raise Problem(f"I find no file called {name}.")
    if len(found) > 1:
        raise Ambiguous(f"Which one: {_names(found)}?", _choices(found))
    return found[0]


def _by_name(folders: Folders, name: str) -> list[Path]:
    """The file whose path is meant, or the files whose name is."""
    if "/" in name:
        return [file for file in [folders.inside(name)] if file.is_file()]
    files = list(folders.files())
    called = {tidy(f"{file.stem} {file.suffix[1:]}"): file for file in files}
    stems: dict[str, list[Path]] = {}
    for file in files:
        stems.setdefault(tidy(file.stem.replace("_", " ").replace("-", " ")), []).append(file)
    if found := closest(name, stems):
        return stems[found]
    exact = closest(name, called)
    return [called[exact]] if exact else []


def _by_content(folders: Folders, words: str) -> list[Path]:
    wanted = words.casefold().split()
    return [file for file in _texts(folders) if _mentions(file, wanted)]


def _texts(folders: Folders) -> Iterable[Path]:
    return (file for file in folders.files() if file.suffix.lower() in _TEXTS)


def _mentions(file: Path, wanted: list[str]) -> bool:
    try:
        if file.stat().st_size > _LARGEST:
            return False
        text = file.read_text("utf-8", errors="ignore").casefold()
    except OSError:
        return False
    return all(word in text for word in wanted)


def _by_time(folders: Folders) -> list[tuple[Path, float]]:
    """Every file and when it was changed (seconds since 1970), the newest first."""
    found = []
    for file in folders.files():
        try:
            found.append((file, file.stat().st_mtime))
        except OSError:  # it has just been deleted
            continue
    return sorted(found, key=lambda one: -one[1])


def _listed(found: list[Path], none: str) -> Done:
    if not found:
        return Done(none)
    told, more = found[:_MANY], len(found) - _MANY
    rest = f", and {more} more" if more > 0 else ""
    return Done(f"{_names(told)}{rest}.", choices=_choices(told))


def _names(files: list[Path]) -> str:
    return say_list([f"{file.name} in {file.parent.name}" for file in files[:_MANY]])


def _choices(files: list[Path]) -> list[Choice]:
    return [Choice(str(file), Wish(open_file, {"name": FileName(file)})) for file in files[:_MANY]]
