"""The ledger: the one place where timers, alarms, reminders, lists, notes and letters are kept.

It is a table of the person's encrypted file (`memory.schema`), so that one key opens it, one copy
moves it, and erasing the memory erases it. A change is durable once it has returned, and comes with
the record that takes it back.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from voice_os.memory.connection import transaction
from voice_os.memory.schema import create_ledger

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

Before: TypeAlias = list[list[Any]]
"""Rows as they were before a change: [number, kind, JSON], the last two None where there was none.

Plain JSON, to be kept with what was done and given to `Ledger.restore`.
"""


class Keeper(Protocol):
    """A file that is open, such as a `memory.store.Store`: runs functions of its connection."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a function that reads."""
        ...

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a function in a transaction. What it did is then durable."""
        ...


class Fleeting:
    """A keeper that forgets everything with the program: for a person who wants no memory."""

    def __init__(self) -> None:
        from sqlite3 import connect

        self._connection = connect(":memory:", isolation_level=None)
        create_ledger(self._connection)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a function that reads."""
        return work(self._connection)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a function in a transaction."""
        with transaction(self._connection):
            return work(self._connection)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did: the numbers of what was added, and the rows as they were before."""

    added: tuple[int, ...]
    before: Before


class Ledger:
    """Entries, each a frozen dataclass under a number of its own that is never given twice."""

    def __init__(self, keeper: "asyncio.Future[Keeper] | Keeper") -> None:
        """`keeper` may still be opening; every method waits for it."""
        self._keeper = keeper
        self._listeners: list[Callable[[], None]] = []

    def when_changed(self, tell: Callable[[], None]) -> None:
        """Call `tell` after each change."""
        self._listeners.append(tell)

    async def all(self, kind: type[T]) -> dict[int, T]:
        """All entries of a kind by number, in the order in which they were added.

        One that cannot be read, from another version or a strange import, is left where it is.
        """
        keeper = await self._opened()
        found = {}
        for number, data in await keeper.read(lambda c: _rows(c, kind.__name__)):
            try:
                found[number] = _adapter(kind).validate_json(data)
            except ValidationError:  # what is in it is nobody's business, not even the log's
                _LOG.warning("%s %d of the ledger cannot be read", kind.__name__, number)
        return found

    async def change(
        self,
        *,
        add: Sequence[object] = (),
        put: Mapping[int, object] | None = None,
        drop: Iterable[int] = (),
    ) -> Change:
        """Add entries, put others in the place of some, and drop some: all of it or nothing."""
        rows: list[tuple[int | None, str, str]] = [(None, *_written(entry)) for entry in add]
        rows += [(number, *_written(entry)) for number, entry in (put or {}).items()]
        gone = list(drop)

        def work(connection: Connection) -> Change:
            before = _images(connection, [*(put or {}), *gone])
            _delete(connection, gone)
            numbers = [_store(connection, *row) for row in rows]
            added = tuple(numbers[: len(add)])
            return Change(added, [*before, *([number, None, None] for number in added)])

        return await self._write(work)

    async def restore(self, before: Before) -> Change:
        """Make rows again what they were before a change; return what takes that back."""

        def work(connection: Connection) -> Change:
            now = _images(connection, [number for number, *_ in before])
            _delete(connection, [number for number, *_ in before])
            for number, kind, data in before:
                if kind is not None:
                    _store(connection, number, kind, data)
            return Change((), now)

        return await self._write(work)

    async def _write(self, work: Callable[[Connection], Change]) -> Change:
        keeper = await self._opened()
        done = await keeper.write(work)
        for tell in self._listeners:
            tell()
        return done

    async def _opened(self) -> Keeper:
        if isinstance(self._keeper, asyncio.Future):
            self._keeper = await asyncio.shield(self._keeper)
        return self._keeper


def erase(connection: Connection) -> int:
    """Delete every entry; return how many there were."""
    return connection.execute("DELETE FROM ledger").rowcount


def _rows(connection: Connection, kind: str) -> list[tuple[int, str]]:
    found = connection.execute("SELECT id, data FROM ledger WHERE kind = ? ORDER BY id", [kind])
    return cast("list[tuple[int, str]]", found.fetchall())


def _images(connection: Connection, numbers: Sequence[int]) -> Before:
    images: Before = []
    for number in numbers:
        query = "SELECT kind, data FROM ledger WHERE id = ?"
        found = connection.execute(query, [number]).fetchone()
        images.append([number, *(found or (None, None))])
    return images


def _delete(connection: Connection, numbers: Sequence[int]) -> None:
    connection.executemany("DELETE FROM ledger WHERE id = ?", [[number] for number in numbers])


def _store(connection: Connection, number: int | None, kind: str, data: str) -> int:
    into = "INSERT OR REPLACE INTO ledger (id, kind, data) VALUES (?, ?, ?)"
    with closing(connection.execute(into, [number, kind, data])) as stored:
        return stored.lastrowid or 0


def _written(entry: object) -> tuple[str, str]:
    kind = type(entry)
    return kind.__name__, _adapter(kind).dump_json(entry).decode()


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # they take a while to make


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
