"""The search index over what was said: its words and its sense, in the same encrypted file.

Words are in an FTS5 table, by their stems. Sense is a vector a turn, twice: its signs, one bit a
dimension, which are compared with all others', and a byte a dimension, by which the nearest are
then scored. The signs of a million turns are 48 MB and are gone through in less than 0.1 s, blocks
at a time in numpy; sqlite-vec 0.1.9 took twice that for the same bits.

Everything here runs on the store's thread, within the caller's transaction.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from voice_os.memory import Turn, Vectors
from voice_os.memory.embedding import DIMENSIONS

_BLOCK = 256  # turns whose signs are one row: a turn more rewrites three pages
_SIGNS = DIMENSIONS // 8  # bytes
_PAGES = 131_072  # KB of decrypted pages that may be kept; only a large memory fills them
_MATCHES = 20_000  # turns that FTS5 scores for a question, at about 1 µs each
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


def rarity(connection: Connection, words: Iterable[str]) -> dict[str, float]:
    """How much each word tells (its inverse document frequency), the most telling first.

    Words that never occur are left out.
    """
    (last,) = connection.execute("SELECT max(id) FROM turns").fetchone()
    counts = {word: _count(connection, word) for word in words}
    total = max(last or 0, *counts.values(), 0) if counts else 0
    return {
        word: max(math.log((total - count + 0.5) / (count + 0.5)), 0.01)
        for word, count in sorted(counts.items(), key=lambda item: item[1])
        if count
    }


def with_words(connection: Connection, words: Mapping[str, float], most: int) -> dict[int, float]:
    """The turns in which the words of `rarity` occur, and their BM25: the `most` best.

    The rarest words find them, as many as one can afford; so a common word counts in a small
    memory, and in one of a million turns only where there is no better one.
    """
    chosen: list[str] = []
    matches = 0
    for word in words:
        matches += _count(connection, word)
        if chosen and matches > _MATCHES:
            break
        chosen.append(_quoted(word))
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


def nearest(connection: Connection, vector: NDArray[np.float32], most: int) -> list[int]:
    """The turns whose signs differ least from a vector's: the `most` best, or a few more."""
    blocks, signs = [], []
    for block, row in connection.execute("SELECT block, signs FROM turn_signs"):
        blocks.append(block)
        signs.append(row)
    if not blocks:
        return []
    wanted = np.packbits(vector > 0).view(np.uint64)
    known = np.frombuffer(b"".join(signs), np.uint64).reshape(-1, len(wanted))
    distance = np.zeros(len(known), np.uint16)
    for column, part in enumerate(wanted):  # a column at a time needs no copy of them all
        distance += np.bitwise_count(known[:, column] ^ part)
    if len(distance) > most:
        places = np.argpartition(distance, most)[:most]
    else:
        places = np.arange(len(distance))
    numbers = np.array(blocks)[places // _BLOCK] * _BLOCK + places % _BLOCK
    return [int(number) for number in numbers]


def vectors_of(connection: Connection, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
    """The vectors of these turns, of unit length; those that have none are left out."""
    rows = connection.execute(
        "SELECT id, vector FROM turn_vectors WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    ).fetchall()
    small = np.frombuffer(b"".join(row for _, row in rows), np.int8).reshape(-1, DIMENSIONS)
    rough = small.astype(np.float32)
    rough /= np.maximum(np.linalg.norm(rough, axis=1, keepdims=True), np.float32(1e-9))
    return {number: row for (number, _), row in zip(rows, rough, strict=True)}


def _count(connection: Connection, word: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM turn_words WHERE turn_words MATCH ? LIMIT ?)",
        [_quoted(word), _COUNTED],
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
        known = np.frombuffer(row[0], np.uint8) if row else np.zeros(_BLOCK * _SIGNS, np.uint8)
        changed = known.reshape(_BLOCK, _SIGNS).copy()
        for number in ids:
            changed[number % _BLOCK] = signs[number]
        connection.execute(
            "INSERT OR REPLACE INTO turn_signs (block, signs) VALUES (?, ?)",
            [block, changed.tobytes()],
        )
