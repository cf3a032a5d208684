"""One person's memory as skills use it, over the store: see `skills.remembering.Remembering`.

It knows which turn is being answered, and which facts were last learnt or told: those that "that's
wrong" means.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from sqlite3 import Connection

from voice_os.memory import Fact, Recollection, Turn, tables
from voice_os.memory.corrections import amended
from voice_os.memory.facts import CHANGE, YOU, learn
from voice_os.memory.forgetting import Words
from voice_os.memory.reflection import take_in
from voice_os.memory.rules import facts_in
from voice_os.memory.store import Store
from voice_os.memory.telling import sentence
from voice_os.memory.tombstones import bury_fact

_LOOKED_AT = 4  # turns


class Companion:
    """Remembers for the skills. Tell it each turn of the person as it is heard, by `hear`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._meant: tuple[Fact, ...] = ()
        self.heard = Turn(0, 0, datetime.now(UTC), YOU, "")

    def hear(self, turn: Turn) -> None:
        """The person said this, and it is about to be answered. Its id may still be 0."""
        self.heard = turn

    async def learn(self) -> list[Fact]:
        """Take in the turns that were stored since the last time; return what was new in them."""
        before = await self._store.facts()
        known = await self._store.write(take_in)
        new = [fact for fact in _certain(known) if fact not in before and fact.until is None]
        if new:
            self._meant = tuple(new)
        return new

    def told(self, facts: Sequence[Fact]) -> None:
        """These facts were just told to the person: a correction means one of them."""
        self._meant = tuple(facts)

    async def facts(self) -> list[Fact]:
        """All that is known."""
        return await self._store.facts()

    async def recall(self, cue: str, now: datetime, k: int) -> list[Recollection]:
        """The turns that fit a cue best, the best first."""
        return await self._store.recall(cue, now=now, k=k)

    async def correct(self) -> list[Fact] | None:
        """Correct what was last learnt or told by the turn that is being answered.

        Return the facts that are in its place (none: it was taken back), or None where the words
        correct nothing.
        """
        (turn,) = [self.heard] if self.heard.id else await self._store.remember([self.heard])
        self.heard = turn
        right = await self._store.write(lambda c: _correct(c, self._meant or _last(c, turn), turn))
        self._meant = tuple(right or ())
        return right

    async def forget(self, words: str) -> int:
        """Forget everything in which these words occur; return how many turns and facts it was."""
        gone = await self._store.forget(Words(words))
        self._meant = ()
        return gone.turns + gone.facts

    async def keep(self) -> Turn:
        """Store the turn that is being answered now, so that what it says is safe, and learn it."""
        if not self.heard.id:
            (self.heard,) = await self._store.remember([self.heard])
        await self.learn()
        return self.heard

    async def understand(self, sentence: str) -> None:
        """Learn `sentence`, which is what the turn that is being answered means.

        So "Anna", in answer to a question, is known as "my name is Anna", and rests on that turn.
        """
        turn = await self.keep()
        new = facts_in(replace(turn, text=sentence))
        await self._store.write(lambda c: _learn(c, new))
        self._meant = tuple(new)


def _certain(known: Sequence[Fact]) -> list[Fact]:
    """The facts that a correction may mean; not what may only have changed one of them."""
    return [fact for fact in known if not fact.attribute.startswith(CHANGE)]


def _learn(connection: Connection, new: Sequence[Fact]) -> None:
    known = list(tables.facts(connection).values())
    for fact in new:
        known = learn(known, fact)
    tables.put_facts(connection, known)


def _last(connection: Connection, turn: Turn) -> list[Fact]:
    """The facts that were told or learnt last before a turn, as another process may have done."""
    turns = tables.turns_before(connection, turn, _LOOKED_AT)
    known = list(tables.facts(connection).values())
    meant: list[Fact] = []
    for said in turns:
        meant += [fact for fact in _certain(known) if said.id in fact.sources]
        if said.speaker != YOU:
            meant += [fact for fact in known if sentence(fact, known, said.at) in said.text]
    return meant


def _correct(connection: Connection, meant: Sequence[Fact], turn: Turn) -> list[Fact] | None:
    """Correct one of the facts that are meant. What was taken back is not learnt again."""
    known = list(tables.facts(connection).values())
    after = amended(known, [fact for fact in meant if fact in known], turn)
    if after is None:
        return None
    tables.put_facts(connection, after)
    right = [fact for fact in after if turn.id in fact.sources]
    for fact in known:
        if fact in meant and fact not in after and not right:
            bury_fact(connection, fact, turn.at)
    return right
