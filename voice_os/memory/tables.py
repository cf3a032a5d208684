"""Reading and writing turns, facts and the diary: plain SQL, on the store's thread."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import Any

from voice_os.errors import Problem
from voice_os.memory import Fact, Turn

RECENT = timedelta(minutes=10)
"""How long after something was told one goes on about it: "she", "that's wrong"."""

_TURN = "id, session, at, speaker, text"
_FACT = "subject, attribute, value, since, until, sources, several, told, confirmed"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that she wrote into her diary; `sources` are the ids of the turns it rests on.

    `id` is 0 until it is stored; `at` is aware.
    """

    id: int
    at: datetime
    text: str
    sources: tuple[int, ...]


def turns(connection: Connection, where: str = "true", values: Sequence[object] = ()) -> list[Turn]:
    """The turns that a condition in SQL holds for, in the order in which they were stored."""
    rows = connection.execute(f"SELECT {_TURN} FROM turns WHERE {where} ORDER BY id", values)  # noqa: S608
    return [Turn(i, session, datetime.fromisoformat(at), *rest) for i, session, at, *rest in rows]


def turns_of(connection: Connection, ids: Iterable[int]) -> list[Turn]:
    """The turns of these ids; those that there are no more are left out."""
    return turns(connection, "id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])


def turns_before(connection: Connection, turn: Turn, count: int) -> list[Turn]:
    """The `count` turns that came right before one (of id 0: the last ones), within `RECENT`.

    They may be of another session: what is typed may be a session each.
    """
    before = "(? = 0 OR id < ?) AND at > ? ORDER BY id DESC LIMIT ?"
    inner = f"id IN (SELECT id FROM turns WHERE {before})"  # noqa: S608
    return turns(connection, inner, [turn.id, turn.id, utc(turn.at - RECENT), count])


def add_turn(connection: Connection, turn: Turn) -> Turn:
    """Store a turn, under its id if it has one; return it with its id."""
    stored = connection.execute(
        f"INSERT INTO turns ({_TURN}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        [turn.id or None, turn.session, utc(turn.at), turn.speaker, turn.text],
    )
    return replace(turn, id=stored.lastrowid or 0)


def last_session(connection: Connection) -> int:
    """The number of the newest conversation; 0 where there is none."""
    (last,) = connection.execute("SELECT max(session) FROM turns").fetchone()
    return last or 0


def facts(connection: Connection) -> dict[int, Fact]:
    """All facts by number, in the order in which they were learnt."""
    rows = connection.execute(f"SELECT id, {_FACT} FROM facts ORDER BY id")  # noqa: S608
    return {number: _fact(*row) for number, *row in rows}


def put_facts(connection: Connection, wanted: Iterable[Fact]) -> None:
    """Make these all the facts there are. Those that stay as they are keep their number."""
    left = list(wanted)
    for number, fact in facts(connection).items():
        if fact in left:
            left.remove(fact)
        else:
            connection.execute("DELETE FROM facts WHERE id = ?", [number])
    for fact in left:
        connection.execute(
            f"INSERT INTO facts ({_FACT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            _row(fact),
        )


def edit_fact(connection: Connection, number: int, fact: Fact) -> None:
    """Put a fact in the place of the one of this number."""
    connection.execute(
        f"UPDATE facts SET ({_FACT}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",  # noqa: S608
        [*_row(fact), number],
    )


def diary(connection: Connection) -> list[Entry]:
    """The whole diary, the oldest entry first."""
    rows = connection.execute("SELECT id, at, text, sources FROM diary ORDER BY id")
    return [
        Entry(number, datetime.fromisoformat(at), text, ids(sources))
        for number, at, text, sources in rows
    ]


def add_entry(connection: Connection, entry: Entry) -> Entry:
    """Write an entry into the diary, under its id if it has one; return it with its id."""
    stored = connection.execute(
        "INSERT INTO diary (id, at, text, sources) VALUES (?, ?, ?, ?)",
        [entry.id or None, utc(entry.at), entry.text, json.dumps(entry.sources)],
    )
    return replace(entry, id=stored.lastrowid or 0)


def state(connection: Connection, name: str) -> bytes | None:
    """What was noted under a name, or None."""
    row = connection.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
    return bytes(row[0]) if row else None


def note(connection: Connection, name: str, value: bytes | None) -> None:
    """Note something under a name, in the place of what was; None: nothing more."""
    connection.execute("DELETE FROM state WHERE name = ?", [name])
    if value is not None:
        connection.execute("INSERT INTO state VALUES (?, ?)", [name, value])


def _fact(
    subject: str,
    attribute: str,
    value: str,
    since: str | None,
    until: str | None,
    sources: str,
    several: int,
    told: str | None,
    confirmed: str | None,
) -> Fact:
    times = when(since), when(until)
    said = when(told), when(confirmed)
    return Fact(subject, attribute, value, *times, ids(sources), bool(several), *said)


def _row(fact: Fact) -> list[object]:
    return [
        *(fact.subject, fact.attribute, fact.value),
        *(fact.since and utc(fact.since), fact.until and utc(fact.until)),
        *(json.dumps(fact.sources), fact.several, fact.told and utc(fact.told)),
        fact.confirmed and utc(fact.confirmed),
    ]


def utc(at: datetime) -> str:
    """A time as it is stored. Raises `Problem` where it does not say of which time zone it is."""
    if at.tzinfo is None:
        raise Problem(f"The time {at} has no time zone, so it cannot be remembered.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def when(stored: str | None) -> datetime | None:
    """A time that was stored."""
    return datetime.fromisoformat(stored) if stored else None


def ids(stored: Any) -> tuple[int, ...]:
    """Ids that were stored together."""
    return tuple(json.loads(stored))
