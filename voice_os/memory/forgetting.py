"""Forgetting that holds: the words go from every table and index, then from every byte of the file.

What remains is a tombstone: keyed hashes (HMAC-SHA256 with a secret that is in the encrypted file
alone) of word stems, of whole turns and of facts. It holds no content, and it bars what was said
*before* it was forgotten from coming back, by a replayed transcript, an older export or a
reflection. Who says it again afterwards tells it anew, and means it.
"""

import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection
from typing import Final, TypeAlias

from voice_os.errors import Problem
from voice_os.memory import Fact, Turn, index, tables
from voice_os.memory.tables import Entry


@dataclass(frozen=True, slots=True)
class Words:
    """All in which these words occur together, in any of their forms: "my sister's wedding"."""

    text: str


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of these ids, and what rests on them."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A fact, the turns that it rests on, and what else rests on these."""

    fact: Fact


What: TypeAlias = Words | Turns | Known


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many turns, facts and diary entries were forgotten."""

    turns: int
    facts: int
    entries: int


_UNDONE: Final = "unscrubbed"
_MARK: Final = 16  # bytes of a hash that are kept
_FUNCTION_WORDS: Final = """
    a about all am an and any are as at be been but by did do does ever for from had has have he
    her hers him his i in is it its me mine my of off on or our ours out s said say she so some t
    tell that the their them they thing things this to told up us was we were what when which who
    with you your yours
"""
"""What a topic is not made of."""


def turns_with(connection: Connection, words: str) -> list[Turn]:
    """The turns in which the words occur together, in any of their forms. Raises `Problem`."""
    topic(connection, words)
    query = " AND ".join(f'"{word}"' for word in _telling(words))
    rows = connection.execute("SELECT rowid FROM turn_words WHERE turn_words MATCH ?", [query])
    return tables.turns_of(connection, [number for (number,) in rows.fetchall()])


def topic(connection: Connection, words: str) -> frozenset[str]:
    """The stems that make a topic. Raises `Problem` where there is none."""
    found = stems(connection, " ".join(_telling(words)))
    if not found:
        raise Problem("Say which words are to be forgotten.")
    return found


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


def forget(connection: Connection, what: What, now: datetime) -> Forgotten:
    """Take what is meant out of every table and index, and leave tombstones. Then `scrub`.

    Within the caller's transaction. Raises `Problem` where it is unclear what is meant.
    """
    match what:
        case Words(text):
            gone = turns_with(connection, text)
        case Turns(ids):
            gone = tables.turns_of(connection, ids)
        case Known(fact):
            gone = tables.turns_of(connection, fact.sources)
    lost_facts = _forget_facts(connection, what, gone, now)
    lost_entries = _forget_entries(connection, what, gone)
    _forget_deeds(connection, what, gone)
    _bury_turns(connection, what, gone, now)
    index.remove(connection, [turn.id for turn in gone])
    connection.executemany("DELETE FROM turns WHERE id = ?", [[turn.id] for turn in gone])
    tables.note(connection, _UNDONE, b"1")
    return Forgotten(len(gone), lost_facts, lost_entries)


def reword(connection: Connection, turn: Turn, text: str, now: datetime) -> Turn:
    """Give a turn other words, and drop what rested on the old ones. Then `scrub`.

    Within the caller's transaction. The turn is then indexed without a vector.
    """
    new = replace(turn, text=text)
    kept = without({turn.id}, tables.facts(connection).values())
    tables.put_facts(connection, kept)
    _forget_entries(connection, Turns((turn.id,)), [turn])
    _forget_deeds(connection, Turns((turn.id,)), [turn])
    index.remove(connection, [turn.id])
    index.add(connection, [new], None)
    connection.execute("UPDATE turns SET text = ? WHERE id = ?", [text, turn.id])
    _bury(connection, "turn", [_words_of(turn.text)], now)
    tables.note(connection, _UNDONE, b"1")
    return new


def bury_fact(connection: Connection, fact: Fact, now: datetime) -> None:
    """Leave a tombstone, so that a fact is not learnt again from what was said until now."""
    _bury(connection, "fact", [_identity(fact)], now)


def without(ids: set[int], known: Iterable[Fact]) -> list[Fact]:
    """The facts that still rest on something once these turns are gone, and on what."""
    kept = []
    for fact in known:
        sources = tuple(source for source in fact.sources if source not in ids)
        if sources or not fact.sources:
            kept.append(replace(fact, sources=sources))
    return kept


def scrub(connection: Connection) -> None:
    """Write the file anew, so that no byte of what was deleted is left in it, and empty its log.

    Outside a transaction. An interrupted one is made up for when the memory is next opened.
    Raises `Problem` while another program reads.
    """
    connection.execute("PRAGMA temp_store=FILE")  # encrypted, as all that SQLCipher writes here
    try:
        connection.execute("VACUUM")
    finally:
        connection.execute("PRAGMA temp_store=MEMORY")
    _empty_log(connection)
    tables.note(connection, _UNDONE, None)
    _empty_log(connection)


def scrub_is_due(connection: Connection) -> bool:
    """Whether something was forgotten whose bytes may still be in the file."""
    return tables.state(connection, _UNDONE) is not None


class Barrier:
    """What was forgotten, and may not come back. Read it anew in each transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pepper = tables.state(connection, "pepper") or b""
        rows = connection.execute("SELECT kind, marks, at FROM tombstones").fetchall()
        self._words = [(_split(marks), at) for kind, marks, at in rows if kind == "words"]
        self._whole = {(kind, marks): at for kind, marks, at in rows if kind != "words"}

    def bars_turn(self, turn: Turn) -> bool:
        """Whether a turn was forgotten, or is of words that were, since it was said."""
        at = tables.utc(turn.at)
        same = self._whole.get(("turn", _mark(self._pepper, "turn", _words_of(turn.text))), "")
        return at <= same or self._bars_words(turn.text, at)

    def bars_fact(self, fact: Fact, sources: Sequence[Turn]) -> bool:
        """Whether a fact was forgotten since it was told, or rests on nothing any more.

        `sources`: those of its turns that are still known.
        """
        if fact.sources and not sources:
            return True
        times = [turn.at for turn in sources] or [t for t in (fact.told,) if t]
        at = tables.utc(max(times)) if times else ""
        same = self._whole.get(("fact", _mark(self._pepper, "fact", _identity(fact))), "")
        return (bool(same) and at <= same) or self._bars_words(_text_of(fact), at)

    def bars_entry(self, entry: Entry, sources: Sequence[Turn]) -> bool:
        """Whether a diary entry rests on what was forgotten, or is about it."""
        return len(sources) < len(set(entry.sources)) or self._bars_words(
            entry.text, tables.utc(max((turn.at for turn in sources), default=entry.at))
        )

    def _bars_words(self, text: str, at: str) -> bool:
        if not any(at <= forgotten for _, forgotten in self._words):
            return False
        marks = {_mark(self._pepper, "words", stem) for stem in stems(self._connection, text)}
        return any(at <= forgotten and stones <= marks for stones, forgotten in self._words)


def _telling(words: str) -> list[str]:
    """The words of a topic that tell what it is; all of them where none does."""
    spoken = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words))
    return [w for w in spoken if w.casefold() not in _FUNCTION_WORDS.split()] or spoken


def _forget_facts(connection: Connection, what: What, gone: list[Turn], now: datetime) -> int:
    """Take out the facts that are meant, and those that rest on nothing else than what is gone."""
    known = list(tables.facts(connection).values())
    meant = [fact for fact in known if _means(connection, what, fact)]
    kept = without({turn.id for turn in gone}, (fact for fact in known if fact not in meant))
    tables.put_facts(connection, kept)
    for fact in meant:
        bury_fact(connection, fact, now)
    return len(known) - len(kept)


def _means(connection: Connection, what: What, fact: Fact) -> bool:
    match what:
        case Words(text):
            return topic(connection, text) <= stems(connection, _text_of(fact))
        case Known(known):
            return _identity(fact) == _identity(known)
        case Turns():
            return False


def _forget_entries(connection: Connection, what: What, gone: list[Turn]) -> int:
    lost_ids = {turn.id for turn in gone}
    about = topic(connection, what.text) if isinstance(what, Words) else None
    lost = [
        entry.id
        for entry in tables.diary(connection)
        if lost_ids.intersection(entry.sources)
        or (about is not None and about <= stems(connection, entry.text))
    ]
    connection.executemany("DELETE FROM diary WHERE id = ?", [[number] for number in lost])
    return len(lost)


def _forget_deeds(connection: Connection, what: What, gone: list[Turn]) -> None:
    """Take out of the log what was done at these words, or is about them."""
    about = topic(connection, what.text) if isinstance(what, Words) else None
    said = {_words_of(turn.text) for turn in gone}
    rows = connection.execute("SELECT id, words, said, undo FROM deeds").fetchall()
    lost = [
        number
        for number, words, answer, undo in rows
        if _words_of(words) in said
        or (about is not None and about <= stems(connection, f"{words} {answer} {undo}"))
    ]
    connection.executemany("DELETE FROM deeds WHERE id = ?", [[number] for number in lost])


def _bury_turns(connection: Connection, what: What, gone: list[Turn], now: datetime) -> None:
    _bury(connection, "turn", (_words_of(turn.text) for turn in gone), now)
    if isinstance(what, Words):
        pepper = tables.state(connection, "pepper") or b""
        marks = sorted(_mark(pepper, "words", stem) for stem in topic(connection, what.text))
        _set_stone(connection, "words", b"".join(marks), now)


def _bury(connection: Connection, kind: str, contents: Iterable[str], now: datetime) -> None:
    pepper = tables.state(connection, "pepper") or b""
    for content in contents:
        _set_stone(connection, kind, _mark(pepper, kind, content), now)


def _set_stone(connection: Connection, kind: str, marks: bytes, now: datetime) -> None:
    connection.execute("DELETE FROM tombstones WHERE kind = ? AND marks = ?", [kind, marks])
    connection.execute(
        "INSERT INTO tombstones (kind, marks, at) VALUES (?, ?, ?)", [kind, marks, tables.utc(now)]
    )


def _mark(pepper: bytes, kind: str, content: str) -> bytes:
    return hmac.digest(pepper, f"{kind}\0{content}".encode(errors="replace"), "sha256")[:_MARK]


def _split(marks: bytes) -> frozenset[bytes]:
    return frozenset(marks[i : i + _MARK] for i in range(0, len(marks), _MARK))


def _words_of(text: str) -> str:
    """A text's words alone: one who replays it may write it in another way."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def _identity(fact: Fact) -> str:
    return json.dumps([_words_of(part) for part in (fact.subject, fact.attribute, fact.value)])


def _text_of(fact: Fact) -> str:
    return f"{fact.subject} {fact.attribute} {fact.value}"


def _empty_log(connection: Connection) -> None:
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Problem("Another program is reading the memory.")
