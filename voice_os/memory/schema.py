"""The tables, by version, and bringing an older file up to date with a copy kept meanwhile."""

import os
import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import TypeAlias

from voice_os.errors import Problem
from voice_os.memory import connection as files
from voice_os.memory import index
from voice_os.memory.key import Key

Step: TypeAlias = Callable[[Connection], None]


def _what_was_said(connection: Connection) -> None:
    """Turns, the facts that rest on them, and what was forgotten.

    Ids are never given twice: what rests on a forgotten turn must not come to rest on another.
    Times are ISO 8601 in UTC, so that their order is that of their text.
    """
    for statement in (
        """CREATE TABLE turns (
            id INTEGER PRIMARY KEY AUTOINCREMENT, session INTEGER NOT NULL, at TEXT NOT NULL,
            speaker TEXT NOT NULL, text TEXT NOT NULL)""",
        "CREATE INDEX turns_by_session ON turns (session, id)",
        "CREATE INDEX turns_by_time ON turns (at)",
        """CREATE TABLE facts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL, attribute TEXT NOT NULL,
            value TEXT NOT NULL, since TEXT, until TEXT, sources TEXT NOT NULL,
            several INTEGER NOT NULL, told TEXT)""",
        """CREATE TABLE tombstones (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, marks BLOB NOT NULL, at TEXT NOT NULL)""",
        "CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    ):
        connection.execute(statement)
    connection.execute("INSERT INTO state VALUES ('pepper', ?)", (secrets.token_bytes(32),))


def _what_she_thought(connection: Connection) -> None:
    """The diary."""
    connection.execute(
        """CREATE TABLE diary (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, text TEXT NOT NULL,
            sources TEXT NOT NULL)"""
    )


def _what_she_did(connection: Connection) -> None:
    """The log of what was done (`consent.journal`)."""
    connection.execute(
        """CREATE TABLE deeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, words TEXT NOT NULL,
            skill TEXT NOT NULL, effect TEXT NOT NULL, said TEXT NOT NULL, undo TEXT,
            undone INTEGER NOT NULL)"""
    )


def _what_she_read(connection: Connection) -> None:
    """Documents and their passages, whose ids follow one another within a document.

    And tombstones that another memory set: `pepper` is that one's secret, NULL for one's own.
    """
    for statement in (
        """CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            digest TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
            at TEXT NOT NULL)""",
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, place TEXT NOT NULL,
            text TEXT NOT NULL)""",
        "CREATE INDEX passages_by_document ON passages (document, id)",
        "ALTER TABLE tombstones ADD COLUMN pepper BLOB",
    ):
        connection.execute(statement)


def create_ledger(connection: Connection) -> None:
    """What she keeps for the person, beside what was said: see `office.ledger`."""
    connection.execute(
        """CREATE TABLE ledger (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, data TEXT NOT NULL)"""
    )
    connection.execute("CREATE INDEX ledger_by_kind ON ledger (kind, id)")


def _what_was_said_again(connection: Connection) -> None:
    """When a fact was last confirmed."""
    connection.execute("ALTER TABLE facts ADD COLUMN confirmed TEXT")


STEPS: tuple[Step, ...] = (
    _what_was_said,
    _what_she_thought,
    _what_she_did,
    _what_she_read,
    create_ledger,
    _what_was_said_again,
)
"""What each version added to the one before. A new version is a new step at the end."""


def make(path: Path, key: Key, steps: tuple[Step, ...] = STEPS) -> None:
    """Make a new file, under its name only once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    _delete(partial)
    with closing(files.create(partial, key)) as connection, files.transaction(connection):
        _take(connection, steps)
        index.create(connection)
    partial.replace(path)
    _sync_folder(path.parent)


def bring_up_to_date(
    connection: Connection, path: Path, key: Key, steps: tuple[Step, ...] = STEPS
) -> None:
    """Take the steps that an older file lacks; its copy is deleted once that has worked.

    Raises `Problem`, with the file as it was, where it is a newer one or a step fails.
    """
    version = version_of(connection)
    if version > len(steps):
        raise Problem(
            f"The memory {path} was written by a newer Voice OS (its version is {version}, this "
            f"one knows {len(steps)}). Update Voice OS; the file was not changed."
        )
    if version < len(steps):
        copy = copy_of(path)
        try:
            seen = _copy(connection, copy, key)
            with files.transaction(connection):
                if seen != _changes(connection):
                    raise Problem("Another program wrote to it meanwhile")
                _take(connection, steps[version:], version)
                index.create(connection)
                _check(connection)
        except Exception as error:
            kept = f", and a copy of it is {copy}" if copy.exists() else ""
            raise Problem(
                f"The memory {path} could not be brought up to date ({error}). "
                f"It is as it was{kept}."
            ) from error
    for leftover in path.parent.glob(path.name + ".*"):  # the copy, and what a kill left half made
        leftover.unlink(missing_ok=True)


def copy(path: Path, key: Key, to: Path, new: Key) -> None:
    """Copy the memory at `path`, which stays as it is, into a new file with another key.

    Raises `Problem` where it cannot be read, or there is no room.
    """
    with (
        files.explained(path),
        closing(files.connect(path, key)) as connection,
        closing(files.create(to, new)) as target,
    ):
        connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # so that no log lies beside it


def rekey(path: Path, old: Key, new: Key) -> None:
    """Encrypt the file with another key: it is written anew, and takes its own place when whole.

    Raises `Problem`, with the file as it was, where another program has it open or room is lacking.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with files.explained(path):
        try:
            _delete(partial)
            with closing(files.connect(path, old)) as connection:
                # Refused while others have it open.
                connection.execute("PRAGMA journal_mode=DELETE")
                before = path.stat().st_mtime_ns
                with closing(files.create(partial, new)) as target:
                    connection.backup(target)
                    target.execute("PRAGMA journal_mode=DELETE")  # so that no log lies beside it
            with files.alone_with(path):
                if path.stat().st_mtime_ns != before:
                    raise Problem(f"Another program wrote to the memory {path}. Try again.")
                partial.replace(path)
                _sync_folder(path.parent)
        finally:
            _delete(partial)


def version_of(connection: Connection) -> int:
    """How many steps a file has taken."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def copy_of(path: Path) -> Path:
    """Where the copy of an older file lies while it is brought up to date."""
    return path.with_name(path.name + ".before-update")


def delete(path: Path) -> None:
    """Delete the memory at `path` and all that lies beside it under its name."""
    for file in [*path.parent.glob(path.name + "?*"), path]:
        file.unlink(missing_ok=True)


def _take(connection: Connection, steps: tuple[Step, ...], version: int = 0) -> None:
    for step in steps:
        step(connection)
    connection.execute(f"PRAGMA user_version={version + len(steps)}")


def _copy(connection: Connection, copy: Path, key: Key) -> int:
    """Copy the file as it is, whole or not at all; return what `_changes` was before."""
    seen = _changes(connection)
    partial = copy.with_name(copy.name + ".part")
    _delete(partial)
    with closing(files.create(partial, key)) as target:
        connection.backup(target)  # waits for ever within a transaction
    partial.replace(copy)
    return seen


def _changes(connection: Connection) -> int:
    """A number that is another one once another program has written to the file."""
    (number,) = connection.execute("PRAGMA data_version").fetchone()
    return int(number)


def _check(connection: Connection) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Problem(f"It is damaged: {found}")


def _delete(path: Path) -> None:
    for end in ("", *files.BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a file's new name durable, where the system has folders that can be synced."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
