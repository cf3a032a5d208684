"""What she knows as plain JSON, from which it can be imported again, and as Markdown to read."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from sqlite3 import Connection
from typing import Literal

from pydantic import JsonValue, TypeAdapter, ValidationError

from voice_os.documents import Passage
from voice_os.errors import Problem
from voice_os.memory import Fact, Turn, documents, tables, tombstones
from voice_os.memory.documents import Learnt
from voice_os.memory.index import TURNS
from voice_os.memory.tables import Entry
from voice_os.memory.tombstones import Barrier, Tombstone

_TOO_LARGE = 2**62  # for an id that others follow
_HEX = re.compile("(?:[0-9a-f]{2})+")


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, and what was read of it."""

    document: Learnt
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that she keeps for the person, such as a reminder: see `office.ledger`."""

    kind: str
    data: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a memory holds, and what may not come back. Times are in UTC."""

    turns: list[Turn]
    facts: list[Fact]
    diary: list[Entry]
    documents: list[Read] = field(default_factory=list)
    forgotten: list[Tombstone] = field(default_factory=list)
    ledger: list[Kept] = field(default_factory=list)
    format: Literal["voice-os memory"] = "voice-os memory"
    version: Literal[1, 2] = 2


def contents(connection: Connection) -> Contents:
    """All that is known."""
    return Contents(
        tables.turns(connection),
        list(tables.facts(connection).values()),
        tables.diary(connection),
        [
            Read(one, documents.passages_of(connection, one.id))
            for one in documents.documents(connection)
        ],
        tombstones.tombstones(connection),
        _ledger(connection),
    )


def merge(connection: Connection, new: Contents) -> list[Turn]:
    """Add what is not here yet, less what was forgotten; return the turns that were added.

    Within the caller's transaction, without vectors. Into an empty memory turns come with their
    ids and sessions; else conversations get new numbers behind those that are here.
    """
    for stone in new.forgotten:
        tombstones.put(connection, stone)
    barrier = Barrier(connection)
    here = {_said(turn): turn.id for turn in tables.turns(connection)}
    shift = tables.last_session(connection)
    ids: dict[int, int] = {}
    added: list[Turn] = []
    for turn in new.turns:
        if known := here.get(_said(turn)):
            ids[turn.id] = known
        elif not barrier.bars_turn(turn):
            own = turn if not here else replace(turn, id=0, session=turn.session + shift)
            added.append(tables.add_turn(connection, own))
            ids[turn.id] = added[-1].id
    TURNS.add(connection, added, None)
    _merge_facts(connection, new.facts, ids, barrier)
    _merge_diary(connection, new.diary, ids, barrier)
    _merge_documents(connection, new.documents, barrier)
    _merge_ledger(connection, new.ledger)
    return added


def to_json(everything: Contents) -> bytes:
    """Plain JSON, from which `from_json` makes the same."""
    return TypeAdapter(Contents).dump_json(everything, indent=2) + b"\n"


def from_json(data: bytes) -> Contents:
    """What `to_json` wrote. Raises `Problem` where it is something else."""
    try:
        found = TypeAdapter(Contents).validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise Problem(f"This is no export of a memory: {where}: {first['msg'].lower()}.") from None
    read = [one.document for one in found.documents]
    for kind, given in (
        ("turns", [turn.id for turn in found.turns]),
        ("diary", [entry.id for entry in found.diary]),
        ("documents", [document.id for document in read]),
    ):
        if len({one for one in given if 0 < one < _TOO_LARGE}) < len(given):
            raise Problem(f"This is no export of a memory: {kind}: the ids are not all different.")
    if not all(_HEX.fullmatch(stone.pepper + stone.marks) for stone in found.forgotten):
        raise Problem("This is no export of a memory: forgotten: marks are hexadecimal digits.")
    if any(abs(turn.session) >= _TOO_LARGE for turn in found.turns):
        raise Problem("This is no export of a memory: turns: a session is too large a number.")
    return found


def to_markdown(everything: Contents) -> str:
    """A text for people: what is known, the diary, and every conversation."""
    return "\n".join(_lines(everything))


def write(path: Path, everything: Contents) -> None:
    """Write an export, whole or not at all: Markdown where the name ends in .md, else JSON.

    Only the person can read it. Raises `Problem`.
    """
    if path.suffix.lower() in (".md", ".markdown"):
        data = to_markdown(everything).encode()
    else:
        data = to_json(everything)
    partial = path.with_name(path.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(f"The export cannot be written to {path}: {error.strerror}.") from None


def read(path: Path) -> Contents:
    """Read an export. Raises `Problem`."""
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise Problem(f"The export {path} cannot be read: {error.strerror}.") from None


def _merge_facts(
    connection: Connection, facts: Sequence[Fact], ids: dict[int, int], barrier: Barrier
) -> None:
    known = list(tables.facts(connection).values())
    for fact in facts:
        own = replace(fact, sources=tuple(ids[s] for s in fact.sources if s in ids))
        rests_on_nothing = fact.sources and not own.sources
        sources = tables.turns_of(connection, own.sources)
        if own not in known and not rests_on_nothing and not barrier.bars_fact(own, sources):
            known.append(own)
    tables.put_facts(connection, known)


def _merge_diary(
    connection: Connection, diary: Sequence[Entry], ids: dict[int, int], barrier: Barrier
) -> None:
    known = [replace(entry, id=0) for entry in tables.diary(connection)]
    empty = not known
    for entry in diary:
        if not all(source in ids for source in entry.sources):
            continue
        own = replace(entry, id=0, sources=tuple(ids[source] for source in entry.sources))
        if own in known or barrier.bars_entry(own, tables.turns_of(connection, own.sources)):
            continue
        tables.add_entry(connection, replace(own, id=entry.id) if empty else own)


def _merge_documents(connection: Connection, read: Sequence[Read], barrier: Barrier) -> None:
    known = documents.documents(connection)
    here = {one.digest for one in known} | {one.path for one in known}
    for one in read:
        new = one.document
        if not here & {new.digest, new.path} and not barrier.bars_document(new.digest):
            own = replace(new, id=0) if known else new
            documents.keep(connection, own, one.passages)


def _ledger(connection: Connection) -> list[Kept]:
    rows = connection.execute("SELECT kind, data FROM ledger ORDER BY id")
    return [Kept(kind, json.loads(data)) for kind, data in rows]


def _merge_ledger(connection: Connection, new: Sequence[Kept]) -> None:
    here = _ledger(connection)
    rows = [(one.kind, json.dumps(one.data)) for one in new if one not in here]
    connection.executemany("INSERT INTO ledger (kind, data) VALUES (?, ?)", rows)


def _said(turn: Turn) -> tuple[str, str, str]:
    return tables.utc(turn.at), turn.speaker, turn.text


def _lines(everything: Contents) -> Iterator[str]:
    yield "# What she remembers"
    yield ""
    if everything.facts:
        yield from ("## What she knows", "")
        yield from (f"- {described(fact)}" for fact in everything.facts)
        yield ""
    if everything.diary:
        yield from ("## Her diary", "")
        yield from (f"- {entry.at:%Y-%m-%d}: {_plain(entry.text)}" for entry in everything.diary)
        yield ""
    if everything.ledger:
        yield from ("## What she keeps", "")
        yield from (f"- {one.kind}: {_in_words(one.data)}" for one in everything.ledger)
        yield ""
    if everything.documents:
        yield from ("## What she read", "")
        read = (one.document for one in everything.documents)
        yield from (f"- {one.at:%Y-%m-%d}: {_plain(one.title)} ({one.path})" for one in read)
        yield ""
    for session, turns in groupby(everything.turns, key=lambda turn: turn.session):
        said = list(turns)
        yield from (f"## {said[0].at:%Y-%m-%d}, conversation {session}", "")
        yield from (f"- {turn.at:%H:%M} **{turn.speaker}**: {_plain(turn.text)}" for turn in said)
        yield ""


def described(fact: Fact) -> str:
    """A fact in a line: "your home: Rome (since 2026-05-01)"."""
    dates = [
        f"{word} {time:%Y-%m-%d}"
        for word, time in (("since", fact.since), ("until", fact.until))
        if time
    ]
    span = f" ({', '.join(dates)})" if dates else ""
    return f"{fact.subject}, {fact.attribute}: {_plain(fact.value)}{span}"


def _in_words(data: dict[str, JsonValue]) -> str:
    return _plain(", ".join(f"{name} {value}" for name, value in data.items() if value))


def _plain(text: str) -> str:
    return " ".join(text.split())
