"""The log of what was done: in the person's encrypted memory, or for this conversation only.

It lies in the memory's file so that it is as private as what was said, and so that what is
forgotten goes from it too (`memory.forgetting`).
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from voice_os.consent import Deed, Effect
from voice_os.errors import Problem
from voice_os.memory import tables
from voice_os.memory.store import Store

_LOG = logging.getLogger(__name__)


class Notebook:
    """A journal in memory, where nothing is to be kept."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    async def add(self, deed: Deed) -> None:
        """Write a deed down, under a number of its own."""
        self._deeds.append(replace(deed, number=len(self._deeds) + 1))

    async def deeds(self) -> list[Deed]:
        """All deeds, the oldest first."""
        return list(self._deeds)

    async def mark_undone(self, number: int) -> None:
        """Note that a deed was taken back."""
        self._deeds = [
            replace(deed, undone=True) if deed.number == number else deed for deed in self._deeds
        ]


class Logbook:
    """A journal in a memory that may still be opening; where there is none, a `Notebook`.

    Writing waits for nobody: an answer is not to be held up by the disk. Close it before the store.
    """

    def __init__(
        self,
        store: Callable[[], Awaitable[Store | None]],
        tasks: asyncio.TaskGroup,
        tell: Callable[[str], None],
    ) -> None:
        """`tell` is told, as a sentence, what could not be written down."""
        self._store = store
        self._tasks = tasks
        self._tell = tell
        self._instead = Notebook()
        self._writing: set[asyncio.Task[None]] = set()

    async def add(self, deed: Deed) -> None:
        """Write a deed down, soon."""
        task = self._tasks.create_task(self._write(deed))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def deeds(self) -> list[Deed]:
        """All deeds, the oldest first."""
        await self.settle()
        store = await self._store()
        return await (store.read(_deeds) if store else self._instead.deeds())

    async def mark_undone(self, number: int) -> None:
        """Note that a deed was taken back."""
        store = await self._store()
        if store is None:
            await self._instead.mark_undone(number)
        else:
            await store.write(lambda c: _mark_undone(c, number))

    async def settle(self) -> None:
        """Wait until all that was added is written."""
        if self._writing:
            await asyncio.wait(self._writing)

    async def _write(self, deed: Deed) -> None:
        try:
            store = await self._store()
            if store is None:
                await self._instead.add(deed)
            else:
                await store.write(lambda c: _add(c, deed))
        except Problem as problem:
            self._tell(f"What was done could not be written down. {problem}")
        except Exception:
            _LOG.exception("a deed could not be written down")


def _add(connection: Connection, deed: Deed) -> None:
    undo = None if deed.undo is None else json.dumps(deed.undo)
    values = [tables.utc(deed.at), deed.words, deed.skill, deed.effect, deed.said, undo]
    connection.execute(
        "INSERT INTO deeds (at, words, skill, effect, said, undo, undone) "
        "VALUES (?, ?, ?, ?, ?, ?, 0)",
        values,
    )


def _deeds(connection: Connection) -> list[Deed]:
    rows = connection.execute(
        "SELECT at, words, skill, effect, said, undo, undone, id FROM deeds ORDER BY id"
    )
    return [
        Deed(
            datetime.fromisoformat(at),
            *(words, skill, Effect(effect), said),
            undo=None if undo is None else json.loads(undo),
            undone=bool(undone),
            number=number,
        )
        for at, words, skill, effect, said, undo, undone, number in rows
    ]


def _mark_undone(connection: Connection, number: int) -> None:
    connection.execute("UPDATE deeds SET undone = 1 WHERE id = ?", [number])
