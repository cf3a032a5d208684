"""The search index over what was said: its words and its sense, in the same encrypted file.

Words are in an FTS5 table, by their stems. Sense is a vector a turn, twice: its signs, one bit a
dimension, which are compared with all others', and a byte a dimension, by which the nearest are
then scored. The signs of a million turns are 48 MB and are gone through in less than 0.1 s, blocks
at a time in numpy; sqlite-vec 0.1.9 took twice that for the same bits.

Everything here runs on the store's thread, within the caller's transaction.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from voice_os.memory import Turn, Vectors
from voice_os.memory.embedding import DIMENSIONS

_BLOCK = 512  # turns whose signs are one row: a turn more rewrites six pages
_SIGNS = DIMENSIONS // 8  # bytes
_PAGES = 131_072  # KB of decrypted pages that may be kept; only a large memory fills them
_MATCHES = 10_000  # turns that FTS5 scores for a question, at about 1 µs each
_COUNTED = 100_000  # from here on, words are equally common


def create(connection: Connection) -> None:
    """Make the tables where they are missing, over the table `turns`. Call it on every opening."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS turn_words USING fts5(text, content='turns', "
        "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
    )
    # What is removed is to be gone from the index, not only marked as removed.
    connection.execute("INSERT INTO turn_words (turn_words, rank) VALUES ('secure-delete', 1)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS turn_vectors (id INTEGER PRIMARY KEY, vector BLOB NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS turn_signs (block INTEGER PRIMARY KEY, signs BLOB NOT NULL)"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS turns_by_speaker ON turns (speaker)")
    connection.execute(f"PRAGMA cache_size=-{_PAGES}")


def add(connection: Connection, turns: Sequence[Turn], vectors: Vectors | None) -> None:
    """Put turns, which have ids, into the index; `vectors` are those of their texts, if any."""
    connection.executemany(
        "INSERT INTO turn_words (rowid, text) VALUES (?, ?)", [(t.id, t.text) for t in turns]
    )
    if vectors is None or not turns:
        return
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.float32(1e-9))
    small = np.rint(127 * vectors / largest).astype(np.int8)
    connection.executemany(
        "INSERT OR REPLACE INTO turn_vectors (id, vector) VALUES (?, ?)",
        [(turn.id, row.tobytes()) for turn, row in zip(turns, small, strict=True)],
    )
    signs = np.packbits(vectors > 0, axis=1)
    _set_signs(connection, {turn.id: row for turn, row in zip(turns, signs, strict=True)})


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Take turns out of the index, while `turns` still holds them as they were put in."""
    rows = connection.execute(
        "SELECT id, text FROM turns WHERE id IN (SELECT value FROM json_each(?1)) "
        "AND id IN (SELECT id FROM turn_words_docsize)",
        [json.dumps(list(ids))],
    ).fetchall()
    # FTS5 has no text of its own here: it must be told which words to take out.
    connection.executemany(
        "INSERT INTO turn_words (turn_words, rowid, text) VALUES ('delete', ?, ?)", rows
    )
    vectors = [(number,) for number in _with_vector(connection, ids)]
    connection.executemany("DELETE FROM turn_vectors WHERE id = ?", vectors)
    _set_signs(connection, {number: np.zeros(_SIGNS, np.uint8) for (number,) in vectors})


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


def size(connection: Connection) -> int:
    """About how many turns there are."""
    (last,) = connection.execute("SELECT max(id) FROM turns").fetchone()
    return last or 0


def counts(connection: Connection, words: Iterable[str], most: int = _COUNTED) -> dict[str, int]:
    """In how many turns each word occurs, in any of its forms; the rarest word first.

    No word is counted beyond `most`.
    """
    found = {word: _count(connection, word, most) for word in words}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def with_words(connection: Connection, words: Mapping[str, int], most: int) -> dict[int, float]:
    """The turns in which the words of `counts` occur, and their BM25: the `most` best.

    The rarest words find them, as many as one can afford; so a common word counts in a small
    memory, and in one of a million turns only where there is no better one.
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
    rows = connection.execute(
        """SELECT id, score FROM (
            SELECT rowid AS id, -bm25(turn_words) AS score FROM turn_words
            WHERE turn_words MATCH ? ORDER BY rowid DESC LIMIT ?)
        ORDER BY score DESC LIMIT ?""",
        [" OR ".join(chosen), _MATCHES, most],
    )
    return dict(rows)


def with_both(
    connection: Connection, some: Sequence[str], others: Sequence[str], most: int
) -> dict[int, float]:
    """The turns that have one of `some` words and one of `others`, and their BM25."""
    if not some or not others:
        return {}
    either = (" OR ".join(map(_quoted, words)) for words in (some, others))
    rows = connection.execute(
        "SELECT rowid, -bm25(turn_words) AS score FROM turn_words WHERE turn_words MATCH ? "
        "ORDER BY score DESC LIMIT ?",
        [" AND ".join(f"({words})" for words in either), most],
    )
    return dict(rows)


def occurring(connection: Connection, words: Iterable[str], turn_id: int) -> set[str]:
    """Those of the words that a turn has, in any of their forms."""
    statement = "SELECT 1 FROM turn_words WHERE turn_words MATCH ? AND rowid = ?"
    return {w for w in words if connection.execute(statement, [_quoted(w), turn_id]).fetchone()}


def nearest(connection: Connection, vector: NDArray[np.float32], most: int) -> list[int]:
    """The `most` turns whose signs differ least from a vector's."""
    wanted = np.packbits(vector > 0).view(np.uint64)[:, np.newaxis]
    blocks: list[int] = []
    distances: list[NDArray[np.uint16]] = []
    for block, signs in connection.execute("SELECT block, signs FROM turn_signs"):
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
    connection: Connection, vector: NDArray[np.float32], ids: Iterable[int]
) -> dict[int, float]:
    """How like the vectors of these turns are to one (up to 1); without those that have none."""
    rows = connection.execute(
        "SELECT id, vector FROM turn_vectors WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    ).fetchall()
    small = np.frombuffer(b"".join(row for _, row in rows), np.int8).reshape(-1, DIMENSIONS)
    rough = small.astype(np.float32)
    alike = rough @ vector / np.maximum(np.linalg.norm(rough, axis=1), np.float32(1e-9))
    return dict(zip((number for number, _ in rows), alike.tolist(), strict=True))


def _count(connection: Connection, word: str, most: int) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM turn_words WHERE turn_words MATCH ? LIMIT ?)",
        [_quoted(word), most],
    ).fetchone()
    return int(count)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _with_vector(connection: Connection, ids: Iterable[int]) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM turn_vectors WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return [number for (number,) in rows]


def _set_signs(connection: Connection, signs: Mapping[int, NDArray[np.uint8]]) -> None:
    for block, ids in groupby(sorted(signs), key=lambda number: number // _BLOCK):
        row = connection.execute("SELECT signs FROM turn_signs WHERE block = ?", [block]).fetchone()
        changed = _known(row[0] if row else bytes(_BLOCK * _SIGNS)).copy()
        for number in ids:
            changed[:, number % _BLOCK] = signs[number].view(np.uint64)
        connection.execute(
            "INSERT OR REPLACE INTO turn_signs (block, signs) VALUES (?, ?)",
            [block, changed.tobytes()],
        )


def _known(signs: bytes) -> NDArray[np.uint64]:
    """A block's signs, shape (words of 64, turns): numpy adds up rows faster than columns."""
    return np.frombuffer(signs, np.uint64).reshape(-1, _BLOCK)
