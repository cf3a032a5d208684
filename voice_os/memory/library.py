"""One person's documents: learning them, looking things up in them, forgetting them.

What was learnt is found by its words at once. Its vectors, which take longer, are made afterwards
by `catch_up`, which may be broken off and goes on where it was.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from voice_os.documents import KINDS, LARGEST, Document, Passage
from voice_os.documents.passages import passages as cut
from voice_os.documents.reader import Reader
from voice_os.errors import Problem
from voice_os.memory import consulting, documents, forgetting, tombstones
from voice_os.memory.consulting import Quotation, excerpt
from voice_os.memory.documents import Learnt
from voice_os.memory.index import PASSAGES
from voice_os.memory.store import Store
from voice_os.memory.tombstones import Barrier

QUOTED: Final = 2
"""Passages that are quoted to a question."""

LONGEST_ANSWER: Final = 80
"""Words of such a passage, or so."""

_AT_ONCE: Final = 32  # passages that are embedded between two writes


class Outcome(StrEnum):
    """What came of learning a file."""

    LEARNT = "learnt"
    KNOWN = "known already"
    FORGOTTEN = "forgotten, and so left out"


@dataclass(frozen=True, slots=True)
class _File:
    """What tells whether a file is another one than it was."""

    size: int
    changed: int


class Library:
    """The documents in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def documents(self) -> list[Learnt]:
        """All that were learnt, in the order in which they first were."""
        return await self._store.read(documents.documents)

    async def learn(self, path: Path, reader: Reader, *, named: bool = True) -> Outcome:
        """Learn a file, unless it is known as it is. It is learnt whole, or not at all.

        `named`: the person named this very file, so it is learnt even if it was forgotten. Raises
        `Problem` that names the file.
        """
        path, file = await asyncio.to_thread(_looked_at, path)
        known = await self._store.read(lambda c: documents.at(c, str(path)))
        if known and _File(known.size, known.changed) == file:
            return Outcome.KNOWN
        digest = await asyncio.to_thread(_digest, path)
        if not named and await self._store.read(lambda c: Barrier(c).bars_document(digest)):
            return Outcome.FORGOTTEN
        if await self._store.write(lambda c: _found_again(c, path, file, digest)):
            return Outcome.KNOWN
        document = await reader.read(path)
        new = Learnt(0, str(path), document.title, digest, file.size, file.changed, _now())
        await self._keep(new, document)
        return Outcome.LEARNT

    async def learn_text(self, title: str, text: str) -> Learnt:
        """Learn a text that has no file. Raises `Problem` where there are no words in it."""
        paragraphs = (Passage("", paragraph) for paragraph in text.split("\n\n"))
        document = Document(title, tuple(cut(paragraphs)))
        if not document.passages:
            raise Problem("There are no words in that.")
        data = text.encode(errors="replace")
        digest = hashlib.sha256(data).hexdigest()
        new = Learnt(0, f"{documents.NO_FILE}{title}>", title, digest, len(data), 0, _now())
        return await self._keep(new, document)

    async def forget(self, document: Learnt) -> None:
        """Forget a document: it is in no byte of the memory afterwards. Its file stays.

        It is not learnt again with its folder; who names it teaches it anew.
        """
        await self._store.write(lambda c: forgetting.forget_document(c, document, _now()))
        await self._store.scrub()

    async def watched(self) -> list[Path]:
        """The folders that are followed: what is added or changed there is learnt."""
        return [Path(folder) for folder in await self._store.read(documents.watched)]

    async def watch(self, folder: Path) -> None:
        """Follow a folder from now on."""

        def work(connection: Connection) -> None:
            named = str(folder.absolute())
            documents.watch(connection, sorted({*documents.watched(connection), named}))

        await self._store.write(work)

    async def unwatch(self, folder: Path) -> bool:
        """Follow a folder no more; what was learnt of it stays. Return whether it was followed."""

        def work(connection: Connection) -> bool:
            named = str(folder.absolute())
            before = documents.watched(connection)
            documents.watch(connection, [one for one in before if one != named])
            return named in before

        return await self._store.write(work)

    async def consult(self, cue: str, k: int, document: Learnt | None = None) -> list[Quotation]:
        """The `k` passages that fit a cue best, the best first; of one document, or of all."""
        if await self._store.read(_is_empty):
            return []
        vectors = await self._store.embed([cue])
        vector = None if vectors is None else vectors[0]
        number = document.id if document else None
        return await self._store.read(lambda c: consulting.consult(c, cue, vector, k, number))

    async def answers(self, question: str) -> list[Quotation]:
        """What surely has to do with a question, the best first, cut to what answers it."""
        found = await self.consult(question, QUOTED)
        sure = [one for one in found if one.score >= consulting.SURE]
        return [replace(one, text=excerpt(one.text, question, LONGEST_ANSWER)) for one in sure]

    async def catch_up(self, advance: Callable[[int, int], None] = lambda done, all_: None) -> None:
        """Make the vectors that are lacking, where there is an embedder. May be cancelled.

        `advance` is told how many of how many are made.
        """
        lacking = await self._store.read(PASSAGES.lacking)
        for start in range(0, len(lacking), _AT_ONCE):
            if not await self._give_sense(lacking[start : start + _AT_ONCE]):
                return
            advance(min(start + _AT_ONCE, len(lacking)), len(lacking))

    async def _keep(self, new: Learnt, document: Document) -> Learnt:
        def work(connection: Connection) -> Learnt:
            tombstones.lift_document(connection, new.digest)
            return documents.keep(connection, new, document.passages)

        return await self._store.write(work)

    async def _give_sense(self, ids: list[int]) -> bool:
        """Make the vectors of these passages; return whether there is something to make them."""
        found = await self._store.read(lambda c: documents.passages(c, ids))
        vectors = await self._store.embed([f"{one.place}: {one.text}" for one in found])
        if vectors is None:
            return not found

        def work(connection: Connection) -> None:
            there = documents.passages(connection, ids)  # something may be forgotten meanwhile
            rows = [row for row, one in enumerate(found) if one in there]
            PASSAGES.give_sense(connection, [found[row].id for row in rows], vectors[rows])

        await self._store.write(work)
        return True


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that can be read, in order. Raises `Problem` where there is none.

    What is hidden, and links that lead out of the folder, are left out.
    """
    root = folder.resolve()
    for where, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for path in (Path(where, name) for name in sorted(names)):
            if is_readable(path) and path.resolve().is_relative_to(root):
                yield path


def is_readable(path: Path) -> bool:
    """Whether a file's name says that it can be learnt."""
    return path.suffix.lower() in KINDS and not path.name.startswith((".", "~$"))


def _found_again(connection: Connection, path: Path, file: _File, digest: str) -> bool:
    """Whether a document is known, if under another name; then it is noted how it lies now."""
    same = [known for known in documents.documents(connection) if known.digest == digest]
    for known in same:
        if known.path == str(path) or not Path(known.path).exists():
            documents.refresh(
                connection, replace(known, path=str(path), size=file.size, changed=file.changed)
            )
            break
    return bool(same)


def _is_empty(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None


def _looked_at(path: Path) -> tuple[Path, _File]:
    """A file's whole path, and how it is. Raises `Problem`."""
    path = path.absolute()
    try:
        str(path).encode()
        about = path.stat()
    except UnicodeEncodeError:
        raise Problem(f"{path!a} was not learnt: its name is no text; rename it.") from None
    except OSError as error:
        raise Problem(f"{path} was not learnt: {error.strerror}.") from None
    if not path.is_file():
        raise Problem(f"{path} was not learnt: it is no file.")
    if about.st_size > LARGEST:
        raise Problem(f"{path} was not learnt: it is larger than {LARGEST // 1_000_000} MB.")
    return path, _File(about.st_size, about.st_mtime_ns)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Problem(f"{path} was not learnt: {error.strerror}.") from None


def _now() -> datetime:
    return datetime.now(UTC)
