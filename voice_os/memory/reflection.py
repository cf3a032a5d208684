"""Thinking it over: what the last conversations come to, in a diary that the person can read.

It goes on where it stopped: a mark says up to which turn. What comes of the turns since then, and
the mark itself, are stored in one transaction, so that wherever it is killed nothing is lost and
nothing is there twice. Only the person's own turns count; what she recalled is never news.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection

from voice_os.llm import LanguageModel
from voice_os.memory import Fact, Turn, tables
from voice_os.memory.asserted import clauses
from voice_os.memory.dates import DAYS, MONTHS, part
from voice_os.memory.diarist import summary, threads
from voice_os.memory.doubts import taken_in
from voice_os.memory.extraction import extract
from voice_os.memory.facts import NAME, YOU, called, learn
from voice_os.memory.relations import RELATIONS
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry
from voice_os.memory.telling import date_of, day, sentence
from voice_os.memory.tombstones import Barrier

_LEARNT, _ASKED, _REFLECTED = "learnt up to", "a model was asked up to", "reflected up to"

_PROMISE = re.compile(
    r"(?:I['’]ll|I will|I['’]m going to|I am going to|I have to|I['’]ve got to|I need to|I must"
    r"|I promised? to|[Rr]emind me to|[Dd]on['’]t let me forget to) \w+"
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-ZÀ-ÖØ-Þ][^\W\d_]+(?: [A-ZÀ-ÖØ-Þ][^\W\d_]+)?")
_NO_NAMES = frozenset((*DAYS, *MONTHS, "I", "English"))


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that the person said they would do, in their words, and by when if they said."""

    words: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Since:
    """What a reflection begins with: where the last one stopped, the turns since, and the facts."""

    mark: int
    turns: tuple[Turn, ...]
    known: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """What comes of it: an entry, where there is something to write; the marks before and after."""

    begun: int
    mark: int
    entry: Entry | None


async def think_over(
    store: Store, now: datetime, model: LanguageModel | None = None
) -> Entry | None:
    """Reflect on what was said since the last time; return what was written, if anything."""
    await store.write(take_in)
    since = await store.read(since_mark)
    written, open_ = "", []
    if model and since.turns:
        await _learn_from(store, since.turns, model)
        written = await summary(model, since.turns)
        open_ = await threads(model, since.turns)
        since = replace(since, known=tuple(await store.facts()))
    return await store.write(lambda c: keep(c, reflect(since, now, written, open_)))


async def _learn_from(store: Store, turns: Sequence[Turn], model: LanguageModel) -> None:
    """Learn what a model finds in turns, each of which is asked about once.

    What was found and that it was asked are stored in one transaction.
    """
    asked = await store.read(lambda c: _mark(c, _ASKED))
    for turn in turns:
        if turn.id > asked and turn.speaker == YOU:
            found = await extract(model, turn)
            await store.write(lambda c, turn=turn, found=found: take(c, turn, found))  # type: ignore[misc]


def take(connection: Connection, turn: Turn, found: Iterable[Fact]) -> list[Fact]:
    """Learn what a model found in a turn, and note that it was asked; return all facts.

    Run it in a transaction. What rules, or a correction, made of the same words stands.
    """
    tables.note(connection, _ASKED, str(turn.id).encode())
    known = list(tables.facts(connection).values())
    made = {(k.subject, k.attribute) for k in known if turn.id in k.sources}
    return admit(
        connection, [f for f in found if (called(known, f.subject), f.attribute) not in made]
    )


def take_in(connection: Connection) -> list[Fact]:
    """Learn by rule from the turns since the last time; return all facts. Run it in a transaction.

    A turn is read once. One that facts rest on already was, in a memory that this came from: what
    was corrected since then must not be learnt from it anew.
    """
    mark = _mark(connection, _LEARNT)
    turns = tables.turns(connection, "id > ?", [mark])
    known = list(tables.facts(connection).values())
    if not turns:
        return known
    read = {source for fact in known for source in fact.sources}
    for turn in turns:
        if turn.id not in read:
            known = admit(connection, learnt_from(connection, turn))
    tables.note(connection, _LEARNT, str(turns[-1].id).encode())
    return known


def learnt_from(connection: Connection, turn: Turn) -> list[Fact]:
    """What is to be learnt, by rule, from a turn, read after what is known and was said before."""
    known = list(tables.facts(connection).values())
    return taken_in(known, turn, tables.turns_before(connection, turn, 2))


def admit(connection: Connection, new: Iterable[Fact]) -> list[Fact]:
    """Learn facts, less what was forgotten; return all facts. Run it in a transaction."""
    barrier = Barrier(connection)
    known = list(tables.facts(connection).values())
    for fact in new:
        if not barrier.bars_fact(fact, tables.turns_of(connection, fact.sources)):
            known = learn(known, fact)
    tables.put_facts(connection, known)
    return known


def since_mark(connection: Connection) -> Since:
    """What has not been thought over so far."""
    mark = _mark(connection, _REFLECTED)
    turns = tables.turns(connection, "id > ?", [mark])
    return Since(mark, tuple(turns), tuple(tables.facts(connection).values()))


def reflect(
    since: Since, now: datetime, written: str = "", open_: Sequence[str] = ()
) -> Reflection:
    """What comes of some turns. Pure.

    `written`: a summary of them, where there is one; `open_`: questions to come back with.
    """
    mark = since.turns[-1].id if since.turns else since.mark
    text = "\n".join(filter(None, [written.strip(), *_lines(since, now, open_)]))
    own = tuple(turn.id for turn in since.turns if turn.speaker == YOU)
    if not text or not own:
        return Reflection(since.mark, mark, None)
    return Reflection(since.mark, mark, Entry(0, now, text, own))


def keep(connection: Connection, reflection: Reflection) -> Entry | None:
    """Store an entry and the mark. Run it in a transaction. Return the entry, if one was written.

    Nothing is stored where another reflection came first, and no entry on what was forgotten
    meanwhile.
    """
    if _mark(connection, _REFLECTED) != reflection.begun:
        return None
    tables.note(connection, _REFLECTED, str(reflection.mark).encode())
    entry = reflection.entry
    if entry is None:
        return None
    sources = tables.turns_of(connection, entry.sources)
    if Barrier(connection).bars_entry(entry, sources):
        return None
    return tables.add_entry(connection, entry)


def promises_in(turn: Turn) -> list[Promise]:
    """What the person said in a turn that they would do."""
    if turn.speaker != YOU:
        return []
    found = [clause for clause in clauses(turn.text) if _PROMISE.match(clause)]
    dated = [(clause, part(clause, turn.at, ahead=True).on) for clause in found]
    return [Promise(clause, on.start if on else None) for clause, on in dated]


def names_in(turns: Iterable[Turn], known: Sequence[Fact]) -> list[str]:
    """Who and what was named, in order: capitals within sentences, and names that are known."""
    own = [turn for turn in turns if turn.speaker == YOU]
    people = [f.value for f in known if f.attribute == NAME or f.attribute in RELATIONS]
    found = [name for turn in own for name in _NAME.findall(turn.text)]
    found += [
        p for p in people for turn in own if p and re.search(rf"\b{re.escape(p)}\b", turn.text)
    ]
    return [name for name in dict.fromkeys(found) if name not in _NO_NAMES]


def _lines(since: Since, now: datetime, open_: Sequence[str]) -> Iterable[str]:
    """The lines of an entry behind its summary."""
    ids = {turn.id for turn in since.turns}
    learnt = [f for f in since.known if ids.intersection(f.sources) and f.attribute != NAME]
    if names := names_in(since.turns, since.known):
        *most, last = names
        yield f"You spoke of {', '.join(most)} and {last}." if most else f"You spoke of {last}."
    if told := [sentence(f, since.known, now) for f in learnt if f.attribute != "date"]:
        yield f"I learnt: {' '.join(dict.fromkeys(told))}"
    if dates := [sentence(f, since.known, now) for f in learnt if f.attribute == "date"]:
        yield f"Dates: {' '.join(dict.fromkeys(dates))}"
    promises = [promise for turn in since.turns for promise in promises_in(turn)]
    if promises:
        yield "Promises: " + "; ".join(_promised(promise, now) for promise in promises) + "."
    passed = [f for f in since.known if f.attribute == "date" and f.until is None]
    over = [f for f in passed if (d := date_of(f, now)) and 0 < (now - d).days <= 7]
    if questions := dict.fromkeys([*(f"How was {f.subject}?" for f in over), *open_]):
        yield f"To come back to: {' '.join(questions)}"


def _promised(promise: Promise, now: datetime) -> str:
    due = f" ({day(promise.due, now)})" if promise.due else ""
    return f"“{promise.words}”{due}"


def _mark(connection: Connection, name: str) -> int:
    return int(tables.state(connection, name) or b"0")
