"""One person's memory: the encrypted file, on a thread of its own, behind plain async methods."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from voice_os.errors import Problem
from voice_os.memory import (
    Embedder,
    Fact,
    Recollection,
    Turn,
    Vectors,
    export,
    forgetting,
    index,
    schema,
    tables,
)
from voice_os.memory import recall as recalling
from voice_os.memory.connection import connect, explained, transaction
from voice_os.memory.cues import plain
from voice_os.memory.export import Contents
from voice_os.memory.forgetting import Forgotten, What
from voice_os.memory.index import PASSAGES, TURNS
from voice_os.memory.key import Key
from voice_os.memory.tables import Entry
from voice_os.memory.tombstones import Barrier
from voice_os.worker import Worker

T = TypeVar("T")

_EMBEDDER = "embedder"  # the note of whose vectors these are
_AT_ONCE = 64  # turns that are embedded between two writes


class Store:
    """What one person told her. Open it with `open`, once in a process.

    Every method raises `Problem` where the file cannot be used: full disk, another program, damage.
    """

    def __init__(
        self, path: Path, connection: Connection, worker: Worker, embedder: Embedder | None
    ) -> None:
        self.path = path
        self._identity = _identity(path)
        self._connection = connection
        self._worker = worker
        self._embedder = embedder

    @classmethod
    async def open(cls, path: Path, key: Key, *, embedder: Embedder | None = None) -> "Store":
        """Open the memory at `path`, or make one there. `embedder` stays the caller's to close.

        Raises `Problem` on a wrong key, and nothing was touched; on a broken file; on a newer one.
        """
        worker = Worker("memory")
        try:
            connection = await worker.run(_open, path, key)
        except BaseException:
            await worker.close()
            raise
        return cls(path, connection, worker, embedder)

    async def close(self) -> None:
        """Close the file and end the thread."""
        await self._worker.run(self._connection.close)
        await self._worker.close()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a function that reads on the store's thread."""
        return await self._worker.run(self._explained, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a function on the store's thread in a transaction. What it did is then durable."""

        def whole(connection: Connection) -> T:
            with transaction(connection):
                return work(connection)

        return await self.read(whole)

    async def new_session(self) -> int:
        """The number of a conversation that begins now."""
        return await self.read(tables.last_session) + 1

    async def remember(self, turns: Sequence[Turn]) -> list[Turn]:
        """Keep turns; return them with their ids. Once this has returned they are durable.

        What was forgotten since it was said is not kept, and has the id 0.
        """
        vectors = await self.embed([turn.text for turn in turns])

        def work(connection: Connection) -> list[Turn]:
            barrier = Barrier(connection)
            kept = [
                replace(turn, id=0)
                if barrier.bars_turn(turn)
                else tables.add_turn(connection, replace(turn, id=0))
                for turn in turns
            ]
            rows = [row for row, turn in enumerate(kept) if turn.id]
            chosen = None if vectors is None else vectors[rows]
            TURNS.add(connection, [kept[row] for row in rows], chosen)
            return kept

        return await self.write(work)

    async def embed(self, texts: Sequence[str]) -> Vectors | None:
        """A vector for each text; None without an embedder."""
        return await self._embedder.embed(list(texts)) if self._embedder and texts else None

    async def recall(self, cue: str, *, now: datetime, k: int = 10) -> list[Recollection]:
        """The `k` turns that fit a cue best, the best first."""
        asked = await self.read(lambda c: plain(cue, index.speakers(c)))
        vectors = await self.embed([asked])
        vector = None if vectors is None else vectors[0]
        return await self.read(lambda c: recalling.recall(c, cue, vector, now, k))

    async def turns(self, *, last: int | None = None) -> list[Turn]:
        """All turns, or the last ones, in the order in which they were stored."""
        if last is None:
            return await self.read(tables.turns)
        newest = "id IN (SELECT id FROM turns ORDER BY id DESC LIMIT ?)"
        return await self.read(lambda c: tables.turns(c, newest, [last]))

    async def turns_of(self, ids: Sequence[int]) -> list[Turn]:
        """The turns of these ids; those that there are no more are left out."""
        return await self.read(lambda c: tables.turns_of(c, ids))

    async def facts(self) -> list[Fact]:
        """All facts, those that were and those that are, in the order in which they were learnt."""
        return list((await self.numbered_facts()).values())

    async def numbered_facts(self) -> dict[int, Fact]:
        """All facts by the number under which a person can name them."""
        return await self.read(tables.facts)

    async def diary(self) -> list[Entry]:
        """The diary, the oldest entry first."""
        return await self.read(tables.diary)

    async def turns_with(self, words: str) -> list[Turn]:
        """What forgetting these words would take: see `forgetting.turns_with`."""
        return await self.read(lambda c: forgetting.turns_with(c, words))

    async def forget(self, what: What) -> Forgotten:
        """Forget; afterwards it is in no byte of the file, and what was said before stays away."""
        now = datetime.now(UTC)
        done = await self.write(lambda c: forgetting.forget(c, what, now))
        await self.scrub()
        return done

    async def edit_turn(self, turn_id: int, text: str) -> Turn:
        """Put other words in the place of a turn's. What rested on the old ones alone is dropped.

        The old words are in no byte of the file afterwards. Raises `Problem` for an unknown id.
        """
        now = datetime.now(UTC)
        turn = await self.write(lambda c: forgetting.reword(c, turn_id, text, now))
        await self._index_anew([turn.id])
        await self.scrub()
        return turn

    async def edit_fact(self, number: int, value: str) -> Fact:
        """Put another value in the place of a fact's; the old one is not learnt again.

        Raises `Problem` for an unknown number.
        """
        now = datetime.now(UTC)
        return await self.write(lambda c: forgetting.revalue(c, number, value, now))

    async def scrub(self) -> None:
        """Leave no byte of what was forgotten in the file. Raises `Problem` where it must wait."""
        try:
            await self.read(forgetting.scrub)
        except Problem as problem:
            raise Problem(
                f"It is forgotten, but its old bytes are not erased yet. {problem} "
                "They will be when the memory is next opened."
            ) from problem

    async def export(self) -> Contents:
        """All that is known, to be written with `export.to_json` or `export.to_markdown`."""
        return await self.read(export.contents)

    async def import_(self, contents: Contents) -> int:
        """Add what is in an export and not here, less what was forgotten; return how many turns."""
        added = await self.write(lambda c: export.merge(c, contents))
        await self._index_anew([turn.id for turn in added])
        return len(added)

    async def catch_up(self) -> int:
        """Give vectors to the turns that have none, or those of another model; return how many.

        Such are imported without an embedder, or remembered before there was one. May be cancelled.
        """
        if self._embedder is None:
            return 0
        name = self._embedder.name.encode()

        def lacking(connection: Connection) -> list[int]:
            if tables.state(connection, _EMBEDDER) != name:
                for one in (TURNS, PASSAGES):
                    one.lose_sense(connection)
                tables.note(connection, _EMBEDDER, name)
            return TURNS.lacking(connection)

        ids = await self.write(lacking)
        await self._index_anew(ids)
        return len(ids)

    async def erase(self) -> None:
        """Delete the memory with all that belongs to it, and close it. The key stays.

        Raises `Problem`, and nothing was deleted, where another program has it open.
        """

        def delete(connection: Connection) -> None:
            connection.execute("PRAGMA journal_mode=DELETE")  # refused while others have it open
            connection.close()
            schema.delete(self.path)

        await self.read(delete)
        await self._worker.close()

    def _explained(self, work: Callable[[Connection], T]) -> T:
        with explained(self.path):
            if _identity(self.path) != self._identity:  # the file that is open has no name any more
                raise Problem(f"The memory {self.path} was erased meanwhile. Start again.")
            return work(self._connection)

    async def _index_anew(self, ids: Sequence[int]) -> None:
        """Put turns into the index as they are now, with vectors where there is an embedder."""
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            turns = await self.read(lambda c, some=some: tables.turns_of(c, some))  # type: ignore[misc]
            vectors = await self.embed([turn.text for turn in turns])

            def work(
                connection: Connection, turns: list[Turn] = turns, vectors: Vectors | None = vectors
            ) -> None:
                TURNS.remove(connection, [turn.id for turn in turns])
                TURNS.add(connection, turns, vectors)

            await self.write(work)


def _open(path: Path, key: Key) -> Connection:
    with explained(path):
        if not path.exists():
            schema.make(path, key)
        connection = connect(path, key)
        try:
            schema.bring_up_to_date(connection, path, key)
            with transaction(connection):
                index.create(connection)
            if forgetting.scrub_is_due(connection):
                with suppress(Problem):  # another program reads: the next one to open it will
                    forgetting.scrub(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one of the same name."""
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino
