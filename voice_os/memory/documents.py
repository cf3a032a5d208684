"""What was read: documents and their passages, beside what was said. Plain SQL."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection

from voice_os.documents import Passage
from voice_os.memory import index, tables

NO_FILE = "<"
"""What the path of a document begins with that has no file."""

_WATCHED = "watched folders"

_COLUMNS = "id, path, title, digest, size, changed, at"


@dataclass(frozen=True, slots=True)
class Learnt:
    """A document that was read.

    `path`: its file, or where there is none a name that begins with `NO_FILE`. `digest`: the
    SHA-256 of what was read; `size` in bytes and `changed` in nanoseconds are its file's. `at`:
    when it was read; aware. `id` is 0 until it is stored.
    """

    id: int
    path: str
    title: str
    digest: str
    size: int
    changed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage that is stored; `document` is the id of the one that it is of."""

    id: int
    document: int
    place: str
    text: str


def documents(connection: Connection) -> list[Learnt]:
    """All documents, in the order in which they were first read."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM documents ORDER BY id")  # noqa: S608
    return [
        Learnt(number, path, title, digest, size, changed, datetime.fromisoformat(at))
        for number, path, title, digest, size, changed, at in rows
    ]


def at(connection: Connection, path: str) -> Learnt | None:
    """The document of a path."""
    return next((one for one in documents(connection) if one.path == path), None)


def watched(connection: Connection) -> list[str]:
    """The folders that are followed, by their whole paths."""
    return list(json.loads(tables.state(connection, _WATCHED) or b"[]"))


def watch(connection: Connection, folders: Sequence[str]) -> None:
    """Make these the folders that are followed."""
    tables.note(connection, _WATCHED, json.dumps(folders).encode() if folders else None)


def keep(connection: Connection, new: Learnt, passages: Iterable[Passage]) -> Learnt:
    """Store a document, in the place of what was read under its path; return it with its id."""
    old = at(connection, new.path)
    if old is not None:
        drop(connection, [old.id])
    stored = connection.execute(
        f"INSERT INTO documents ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            *(new.id or (old and old.id), new.path, new.title, new.digest),
            *(new.size, new.changed, tables.utc(new.at)),
        ],
    )
    number = stored.lastrowid or 0
    rows = []
    for passage in passages:
        added = connection.execute(
            "INSERT INTO passages (document, place, text) VALUES (?, ?, ?)",
            [number, passage.place, passage.text],
        )
        rows.append(Kept(added.lastrowid or 0, number, passage.place, passage.text))
    index.PASSAGES.add(connection, rows, None)
    return replace(new, id=number)


def refresh(connection: Connection, known: Learnt) -> None:
    """Note that a document lies elsewhere, or was written anew as it was."""
    connection.execute(
        "UPDATE documents SET path = ?, size = ?, changed = ? WHERE id = ?",
        [known.path, known.size, known.changed, known.id],
    )


def drop(connection: Connection, ids: Sequence[int]) -> int:
    """Take documents out of every table and index; return how many passages that was."""
    numbers = [json.dumps(list(ids))]
    which = "document IN (SELECT value FROM json_each(?))"
    rows = connection.execute(f"SELECT id FROM passages WHERE {which}", numbers).fetchall()  # noqa: S608
    index.PASSAGES.remove(connection, [number for (number,) in rows])
    connection.execute(f"DELETE FROM passages WHERE {which}", numbers)  # noqa: S608
    connection.executemany("DELETE FROM documents WHERE id = ?", [[number] for number in ids])
    return len(rows)


def passages(connection: Connection, ids: Collection[int]) -> list[Kept]:
    """The passages of these ids, in order; those that there are no more are left out."""
    rows = connection.execute(
        "SELECT id, document, place, text FROM passages "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(ids))],
    )
    return [Kept(*row) for row in rows]


def passages_of(connection: Connection, document: int) -> list[Passage]:
    """What was read of a document."""
    rows = connection.execute(
        "SELECT place, text FROM passages WHERE document = ? ORDER BY id", [document]
    )
    return [Passage(*row) for row in rows]


def extent(connection: Connection, document: int) -> range:
    """The ids of a document's passages, which follow one another."""
    first, last = connection.execute(
        "SELECT min(id), max(id) FROM passages WHERE document = ?", [document]
    ).fetchone()
    return range(first or 0, (last or -1) + 1)
