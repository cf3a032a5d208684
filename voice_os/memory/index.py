"""The search indexes over what was said and what was read: words and sense, in the same file.

Words are in an FTS5 table, by their stems. Sense is a vector a row, twice: its signs, one bit a
dimension, which are compared with all others', and a byte a dimension, by which the nearest are
then scored. The signs of a million turns are 48 MB and are gone through in less than 0.1 s, blocks
at a time in numpy; sqlite-vec 0.1.9 took twice that for the same bits.

Everything here runs on the store's thread, within the caller's transaction.
"""

# ruff: noqa: S608 - the names of tables are this file's own

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Connection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice_os.memory import Vectors
from voice_os.memory.embedding import DIMENSIONS

_BLOCK = 512  # rows whose signs are one: a row more rewrites six pages
_SIGNS = DIMENSIONS // 8  # bytes
_PAGES = 131_072  # KB of decrypted pages that may be kept; only a large memory fills them
_MATCHES = 10_000  # rows that FTS5 scores for a question, at about 1 µs each
_COUNTED = 100_000  # from here on, words are equally common


class Row(Protocol):
    """What can be in an index: it has the attributes that are the index's columns."""

    @property
    def id(self) -> int:
        """Its id in its table."""
        ...


@dataclass(frozen=True, slots=True)
class Index:
    """The index over the rows of a table, "turns" for the name "turn", by the text of columns."""

    name: str
    columns: tuple[str, ...]

    def create(self, connection: Connection) -> None:
        """Make the tables where they are missing, over the table of the rows."""
        name, columns = self.name, ", ".join(self.columns)
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {name}_words USING fts5({columns}, "
            f"content='{name}s', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        # What is removed is to be gone from the index, not only marked as removed.
        connection.execute(
            f"INSERT INTO {name}_words ({name}_words, rank) VALUES ('secure-delete', 1)"
        )
        for table, columns in (
            ("vectors", "id INTEGER PRIMARY KEY, vector BLOB NOT NULL"),
            ("signs", "block INTEGER PRIMARY KEY, signs BLOB NOT NULL"),
        ):
            connection.execute(f"CREATE TABLE IF NOT EXISTS {name}_{table} ({columns})")

    def add(self, connection: Connection, rows: Sequence[Row], vectors: Vectors | None) -> None:
        """Put rows, which have ids, into the index; `vectors` are those of their texts, if any."""
        connection.executemany(
            f"INSERT INTO {self.name}_words (rowid, {', '.join(self.columns)}) "
            f"VALUES (?{', ?' * len(self.columns)})",
            [(row.id, *(getattr(row, column) for column in self.columns)) for row in rows],
        )
        if vectors is not None:
            self.give_sense(connection, [row.id for row in rows], vectors)

    def give_sense(self, connection: Connection, ids: Sequence[int], vectors: Vectors) -> None:
        """Put the vectors of these rows into the index, in the place of those that they had."""
        if not ids:
            return
        largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.float32(1e-9))
        small = np.rint(127 * vectors / largest).astype(np.int8)
        connection.executemany(
            f"INSERT OR REPLACE INTO {self.name}_vectors (id, vector) VALUES (?, ?)",
            [(number, row.tobytes()) for number, row in zip(ids, small, strict=True)],
        )
        signs = np.packbits(vectors > 0, axis=1)
        self._set_signs(connection, dict(zip(ids, signs, strict=True)))

    def remove(self, connection: Connection, ids: Sequence[int]) -> None:
        """Take rows out of the index, while their table still holds them as they were put in."""
        columns = ", ".join(self.columns)
        rows = connection.execute(
            f"SELECT id, {columns} FROM {self.name}s "
            "WHERE id IN (SELECT value FROM json_each(?1)) "
            f"AND id IN (SELECT id FROM {self.name}_words_docsize)",
            [json.dumps(list(ids))],
        ).fetchall()
        # FTS5 has no text of its own here: it must be told which words to take out.
        connection.executemany(
            f"INSERT INTO {self.name}_words ({self.name}_words, rowid, {columns}) "
            f"VALUES ('delete', ?{', ?' * len(self.columns)})",
            rows,
        )
        vectors = [(number,) for number in self._with_vector(connection, ids)]
        connection.executemany(f"DELETE FROM {self.name}_vectors WHERE id = ?", vectors)
        self._set_signs(connection, {number: np.zeros(_SIGNS, np.uint8) for (number,) in vectors})

    def lacking(self, connection: Connection) -> list[int]:
        """The rows that have no vector."""
        rows = connection.execute(
            f"SELECT id FROM {self.name}s WHERE id NOT IN (SELECT id FROM {self.name}_vectors)"
        )
        return [number for (number,) in rows]

    def lose_sense(self, connection: Connection) -> None:
        """Take out all vectors: they are another model's."""
        for table in ("vectors", "signs"):
            connection.execute(f"DELETE FROM {self.name}_{table}")

    def size(self, connection: Connection) -> int:
        """About how many rows there are."""
        (last,) = connection.execute(f"SELECT max(id) FROM {self.name}s").fetchone()
        return last or 0

    def counts(
        self, connection: Connection, words: Iterable[str], most: int = _COUNTED
    ) -> dict[str, int]:
        """In how many rows each word occurs, in any of its forms; the rarest word first.

        No word is counted beyond `most`.
        """
        found = {word: self._count(connection, word, most) for word in words}
        return dict(sorted(found.items(), key=lambda item: item[1]))

    def with_words(
        self,
        connection: Connection,
        words: Mapping[str, int],
        most: int,
        within: range | None = None,
    ) -> dict[int, float]:
        """The rows in which the words of `counts` occur, and their BM25: the `most` best.

        `within`: only those whose ids are in it.

        The rarest words find them, as many as one can afford; so a common word counts in a small
        memory, and in one of a million rows only where there is no better one.
        """
        chosen: list[str] = []
        matches = 0
        for word, count in words.items():
            if matches and matches + count > _MATCHES:
                break
            if count:
                chosen.append(_quoted(word))
                matches += count
        if not chosen:
            return {}
        ids = (within.start, within.stop - 1) if within else (0, 2**63 - 1)
        rows = connection.execute(
            f"""SELECT id, score FROM (
                SELECT rowid AS id, -bm25({self.name}_words) AS score FROM {self.name}_words
                WHERE {self.name}_words MATCH ? AND rowid BETWEEN ? AND ?
                ORDER BY rowid DESC LIMIT ?)
            ORDER BY score DESC LIMIT ?""",
            [" OR ".join(chosen), *ids, _MATCHES, most],
        )
        return dict(rows)

    def with_both(
        self, connection: Connection, some: Sequence[str], others: Sequence[str], most: int
    ) -> dict[int, float]:
        """The rows that have one of `some` words and one of `others`, and their BM25."""
        if not some or not others:
            return {}
        either = (" OR ".join(map(_quoted, words)) for words in (some, others))
        rows = connection.execute(
            f"SELECT rowid, -bm25({self.name}_words) AS score FROM {self.name}_words "
            f"WHERE {self.name}_words MATCH ? ORDER BY score DESC LIMIT ?",
            [" AND ".join(f"({words})" for words in either), most],
        )
        return dict(rows)

    def occurring(self, connection: Connection, words: Iterable[str], row_id: int) -> set[str]:
        """Those of the words that a row has, in any of their forms."""
        statement = f"SELECT 1 FROM {self.name}_words WHERE {self.name}_words MATCH ? AND rowid = ?"
        return {w for w in words if connection.execute(statement, [_quoted(w), row_id]).fetchone()}

    def nearest(self, connection: Connection, vector: NDArray[np.float32], most: int) -> list[int]:
        """The `most` rows whose signs differ least from a vector's."""
        wanted = np.packbits(vector > 0).view(np.uint64)[:, np.newaxis]
        blocks: list[int] = []
        distances: list[NDArray[np.uint16]] = []
        for block, signs in connection.execute(f"SELECT block, signs FROM {self.name}_signs"):
            differing = np.bitwise_count(_known(signs) ^ wanted)
            blocks.append(block)
            distances.append(differing.sum(axis=0, dtype=np.uint16))
        if not blocks:
            return []
        distance = np.concatenate(distances)
        places = np.argpartition(distance, min(most, len(distance)) - 1)[:most]
        numbers = np.array(blocks)[places // _BLOCK] * _BLOCK + places % _BLOCK
        return [int(number) for number in numbers]

    def likeness(
        self, connection: Connection, vector: NDArray[np.float32], ids: Iterable[int]
    ) -> dict[int, float]:
        """How like the vectors of these rows are to one (up to 1); without those that have none."""
        rows = connection.execute(
            f"SELECT id, vector FROM {self.name}_vectors "
            "WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        ).fetchall()
        small = np.frombuffer(b"".join(row for _, row in rows), np.int8).reshape(-1, DIMENSIONS)
        rough = small.astype(np.float32)
        alike = rough @ vector / np.maximum(np.linalg.norm(rough, axis=1), np.float32(1e-9))
        return dict(zip((number for number, _ in rows), alike.tolist(), strict=True))

    def _count(self, connection: Connection, word: str, most: int) -> int:
        (count,) = connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {self.name}_words "
            f"WHERE {self.name}_words MATCH ? LIMIT ?)",
            [_quoted(word), most],
        ).fetchone()
        return int(count)

    def _with_vector(self, connection: Connection, ids: Iterable[int]) -> list[int]:
        rows = connection.execute(
            f"SELECT id FROM {self.name}_vectors WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return [number for (number,) in rows]

    def _set_signs(self, connection: Connection, signs: Mapping[int, NDArray[np.uint8]]) -> None:
        for block, ids in groupby(sorted(signs), key=lambda number: number // _BLOCK):
            row = connection.execute(
                f"SELECT signs FROM {self.name}_signs WHERE block = ?", [block]
            ).fetchone()
            changed = _known(row[0] if row else bytes(_BLOCK * _SIGNS)).copy()
            for number in ids:
                changed[:, number % _BLOCK] = signs[number].view(np.uint64)
            connection.execute(
                f"INSERT OR REPLACE INTO {self.name}_signs (block, signs) VALUES (?, ?)",
                [block, changed.tobytes()],
            )


TURNS = Index("turn", ("text",))
"""What was said."""

PASSAGES = Index("passage", ("place", "text"))
"""What was read."""


def create(connection: Connection) -> None:
    """Make the tables of all indexes where they are missing. Call it on every opening."""
    TURNS.create(connection)
    PASSAGES.create(connection)
    connection.execute("CREATE INDEX IF NOT EXISTS turns_by_speaker ON turns (speaker)")
    connection.execute(f"PRAGMA cache_size=-{_PAGES}")


def speakers(connection: Connection) -> list[str]:
    """Everybody who said something, found without going through all that was said."""
    rows = connection.execute(
        """WITH RECURSIVE found (name) AS (
            SELECT min(speaker) FROM turns UNION ALL
            SELECT (SELECT min(speaker) FROM turns WHERE speaker > name)
            FROM found WHERE name IS NOT NULL)
        SELECT name FROM found WHERE name IS NOT NULL"""
    )
    return [name for (name,) in rows]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _known(signs: bytes) -> NDArray[np.uint64]:
    """A block's signs, shape (words of 64, turns): numpy adds up rows faster than columns."""
    return np.frombuffer(signs, np.uint64).reshape(-1, _BLOCK)
