"""Forgetting that holds: the words go from every table and index, then from every byte of the file.

What remains is a tombstone without content (see `tombstones`), which bars what was said *before*
it was forgotten from coming back. Forgetting words concerns what was said; what was read stays
until its document is forgotten.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection
from typing import Final, TypeAlias

from voice_os.errors import Problem
from voice_os.memory import Fact, Turn, documents, tables, tombstones
from voice_os.memory.documents import Learnt
from voice_os.memory.index import TURNS
from voice_os.memory.tombstones import stems, text_of, words_of


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
    TURNS.remove(connection, [turn.id for turn in gone])
    connection.executemany("DELETE FROM turns WHERE id = ?", [[turn.id] for turn in gone])
    tables.note(connection, _UNDONE, b"1")
    return Forgotten(len(gone), lost_facts, lost_entries)


def reword(connection: Connection, turn_id: int, text: str, now: datetime) -> Turn:
    """Give a turn other words, and drop what rested on the old ones. Then `scrub`.

    Within the caller's transaction. The turn is then indexed without a vector. Raises `Problem`.
    """
    found = tables.turns_of(connection, [turn_id])
    if not found:
        raise Problem(f"There is no turn {turn_id}. `voice-os memory show` lists them.")
    (turn,) = found
    new = replace(turn, text=text)
    kept = without({turn.id}, tables.facts(connection).values())
    tables.put_facts(connection, kept)
    _forget_entries(connection, Turns((turn.id,)), [turn])
    _forget_deeds(connection, Turns((turn.id,)), [turn])
    TURNS.remove(connection, [turn.id])
    TURNS.add(connection, [new], None)
    connection.execute("UPDATE turns SET text = ? WHERE id = ?", [text, turn.id])
    tombstones.bury_turn(connection, turn, now)
    tombstones.lift_turn(connection, new)
    tables.note(connection, _UNDONE, b"1")
    return new


def forget_document(connection: Connection, document: Learnt, now: datetime) -> None:
    """Take a document out of every table and index, and leave a tombstone. Then `scrub`."""
    documents.drop(connection, [document.id])
    tombstones.bury_document(connection, document.digest, now)
    tables.note(connection, _UNDONE, b"1")


def without(ids: set[int], known: Iterable[Fact]) -> list[Fact]:
    """The facts that still rest on something once these turns are gone, and on what."""
    kept = []
    for fact in known:
        sources = tuple(source for source in fact.sources if source not in ids)
        if sources or not fact.sources:
            kept.append(replace(fact, sources=sources))
    return kept


def revalue(connection: Connection, number: int, value: str, now: datetime) -> Fact:
    """Give a fact another value; the old one is not learnt again. Raises `Problem`."""
    old = tables.facts(connection).get(number)
    if old is None:
        raise Problem(f"There is no fact {number}. `voice-os memory show` lists them.")
    new = replace(old, value=value)
    tombstones.bury_fact(connection, old, now)
    tombstones.lift_fact(connection, new)
    tables.edit_fact(connection, number, new)
    return new


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
        tombstones.bury_fact(connection, fact, now)
    return len(known) - len(kept)


def _means(connection: Connection, what: What, fact: Fact) -> bool:
    match what:
        case Words(text):
            return topic(connection, text) <= stems(connection, text_of(fact))
        case Known(known):
            return tombstones.identity(fact) == tombstones.identity(known)
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
    said = {words_of(turn.text) for turn in gone}
    rows = connection.execute("SELECT id, words, said, undo FROM deeds").fetchall()
    lost = [
        number
        for number, words, answer, undo in rows
        if words_of(words) in said
        or (about is not None and about <= stems(connection, f"{words} {answer} {undo}"))
    ]
    connection.executemany("DELETE FROM deeds WHERE id = ?", [[number] for number in lost])


def _bury_turns(connection: Connection, what: What, gone: list[Turn], now: datetime) -> None:
    for turn in gone:
        tombstones.bury_turn(connection, turn, now)
    if isinstance(what, Words):
        tombstones.bury_topic(connection, topic(connection, what.text), now)


def _empty_log(connection: Connection) -> None:
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Problem("Another program is reading the memory.")
