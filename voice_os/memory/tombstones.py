"""Tombstones: what was forgotten, and may not come back. They hold no content.

One is made of keyed hashes (HMAC-SHA256 with a secret, the pepper, that the file holds) of a whole
turn, a fact, a document, or the word stems of a topic. It bars what was said *before* it was set,
by a replayed transcript, an older export or a reflection. Who says it again tells it anew.

An export has them with their pepper, so that they hold after an import too. Who has such a file and
guesses what was forgotten can find out whether the guess is right, and no more than that.
"""

import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Final, Literal, TypeAlias

from voice_os.memory import Fact, Turn, tables
from voice_os.memory.tables import Entry

Kind: TypeAlias = Literal["turn", "fact", "document", "words"]

_MARK: Final = 32  # hexadecimal digits of a hash that are kept


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What bars what was forgotten `at` a time.

    `kind`: "words" is a topic. `marks`: the hashes, 32 hexadecimal
    digits each. `pepper`: what they were made with, in such digits.
    """

    kind: Kind
    marks: str
    at: datetime
    pepper: str


def tombstones(connection: Connection) -> list[Tombstone]:
    """All tombstones."""
    rows = connection.execute("SELECT kind, marks, at, pepper FROM tombstones ORDER BY id")
    own = _pepper(connection)
    return [
        Tombstone(kind, marks.hex(), datetime.fromisoformat(at), pepper.hex() if pepper else own)
        for kind, marks, at, pepper in rows
    ]


def put(connection: Connection, stone: Tombstone) -> None:
    """Set a tombstone, unless a later one of the same stands there already."""
    same = "kind = ? AND marks = ? AND pepper IS ?"
    foreign = None if stone.pepper == _pepper(connection) else bytes.fromhex(stone.pepper)
    values = [stone.kind, bytes.fromhex(stone.marks), foreign]
    at = tables.utc(stone.at)
    connection.execute(f"DELETE FROM tombstones WHERE {same} AND at < ?", [*values, at])  # noqa: S608
    if not connection.execute(f"SELECT 1 FROM tombstones WHERE {same}", values).fetchone():  # noqa: S608
        connection.execute(
            "INSERT INTO tombstones (kind, marks, pepper, at) VALUES (?, ?, ?, ?)", [*values, at]
        )


def bury_turn(connection: Connection, turn: Turn, now: datetime) -> None:
    """Leave a tombstone for a turn's words."""
    _bury(connection, "turn", [words_of(turn.text)], now)


def bury_fact(connection: Connection, fact: Fact, now: datetime) -> None:
    """Leave a tombstone, so that a fact is not learnt again from what was said until now."""
    _bury(connection, "fact", [identity(fact)], now)


def bury_topic(connection: Connection, topic: frozenset[str], now: datetime) -> None:
    """Leave a tombstone for all that has these stems together."""
    _bury(connection, "words", topic, now)


def bury_document(connection: Connection, digest: str, now: datetime) -> None:
    """Leave a tombstone for a document."""
    _bury(connection, "document", [digest], now)


def lift_turn(connection: Connection, turn: Turn) -> None:
    """Take away what bars a turn's words: they are said anew."""
    _lift(connection, "turn", words_of(turn.text))


def lift_fact(connection: Connection, fact: Fact) -> None:
    """Take away what bars a fact: it is told anew."""
    _lift(connection, "fact", identity(fact))


def lift_document(connection: Connection, digest: str) -> None:
    """Take away what bars a document: it is to be learnt anew."""
    _lift(connection, "document", digest)


class Barrier:
    """What was forgotten, and may not come back. Read it anew in each transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words: list[tuple[str, frozenset[str], str]] = []
        self._whole: dict[tuple[str, str], str] = {}
        own = _pepper(connection)
        self._peppers = {own}
        for stone in tombstones(connection):
            pepper = stone.pepper
            self._peppers.add(pepper)
            at = tables.utc(stone.at)
            if stone.kind == "words":
                self._words.append((pepper, _split(stone.marks), at))
            else:
                self._whole[stone.kind, stone.marks] = at

    def bars_turn(self, turn: Turn) -> bool:
        """Whether a turn was forgotten, or is of words that were, since it was said."""
        at = tables.utc(turn.at)
        return at <= self._buried("turn", words_of(turn.text)) or self._bars_words(turn.text, at)

    def bars_fact(self, fact: Fact, sources: Sequence[Turn]) -> bool:
        """Whether a fact was forgotten since it was told, or rests on nothing any more.

        `sources`: those of its turns that are still known.
        """
        if fact.sources and not sources:
            return True
        times = [turn.at for turn in sources] or [t for t in (fact.told,) if t]
        at = tables.utc(max(times)) if times else ""
        same = self._buried("fact", identity(fact))
        return (bool(same) and at <= same) or self._bars_words(text_of(fact), at)

    def bars_entry(self, entry: Entry, sources: Sequence[Turn]) -> bool:
        """Whether a diary entry rests on what was forgotten, or is about it."""
        return len(sources) < len(set(entry.sources)) or self._bars_words(
            entry.text, tables.utc(max((turn.at for turn in sources), default=entry.at))
        )

    def bars_document(self, digest: str) -> bool:
        """Whether a document was forgotten."""
        return bool(self._buried("document", digest))

    def _buried(self, kind: Kind, content: str) -> str:
        """When something was last forgotten; "" where it was not."""
        marks = (_mark(pepper, kind, content) for pepper in self._peppers)
        return max((self._whole.get((kind, mark), "") for mark in marks), default="")

    def _bars_words(self, text: str, at: str) -> bool:
        stones = [stone for stone in self._words if at <= stone[2]]
        if not stones:
            return False
        said = stems(self._connection, text)
        marks = {pepper: {_mark(pepper, "words", stem) for stem in said} for pepper, _, _ in stones}
        return any(topic <= marks[pepper] for pepper, topic, _ in stones)


def stems(connection: Connection, text: str) -> frozenset[str]:
    """The stems of a text's words, by the tokenizer of the search index."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stemmed USING "
        "fts5(text, tokenize='porter unicode61 remove_diacritics 2')"
    )
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab(temp, stemmed, row)"
    )
    connection.execute("INSERT INTO temp.stemmed (text) VALUES (?)", [text])
    found = frozenset(stem for (stem,) in connection.execute("SELECT term FROM temp.stems"))
    connection.execute("DELETE FROM temp.stemmed")
    return found


def words_of(text: str) -> str:
    """A text's words alone: one who replays it may write it in another way."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def identity(fact: Fact) -> str:
    """What makes two facts the same, whenever they hold."""
    return json.dumps([words_of(part) for part in (fact.subject, fact.attribute, fact.value)])


def text_of(fact: Fact) -> str:
    """The words of a fact."""
    return f"{fact.subject} {fact.attribute} {fact.value}"


def _bury(connection: Connection, kind: Kind, contents: Iterable[str], now: datetime) -> None:
    pepper = _pepper(connection)
    marks = sorted(_mark(pepper, kind, content) for content in contents)
    put(connection, Tombstone(kind, "".join(marks), now, pepper))


def _lift(connection: Connection, kind: Kind, content: str) -> None:
    for pepper in {stone.pepper for stone in tombstones(connection)}:
        mark = bytes.fromhex(_mark(pepper, kind, content))
        connection.execute("DELETE FROM tombstones WHERE kind = ? AND marks = ?", [kind, mark])


def _pepper(connection: Connection) -> str:
    return (tables.state(connection, "pepper") or b"").hex()


def _mark(pepper: str, kind: Kind, content: str) -> str:
    said = f"{kind}\0{content}".encode(errors="replace")
    return hmac.digest(bytes.fromhex(pepper), said, "sha256").hex()[:_MARK]


def _split(marks: str) -> frozenset[str]:
    return frozenset(marks[i : i + _MARK] for i in range(0, len(marks), _MARK))
