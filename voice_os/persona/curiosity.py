"""Her curiosity: one question at most in several turns, each but once in a life.

Which question is next is worked out after an exchange, beside the conversation. Of what she has
asked only keyed hashes are kept, in the memory's encrypted file: no content that would have to be
forgotten, and nothing that is asked twice after it was.
"""

import json
from collections.abc import Callable
from datetime import datetime
from sqlite3 import Connection

from voice_os.memory import tables
from voice_os.memory.store import Store
from voice_os.persona.cadence import Cadence, waves_away
from voice_os.persona.gaps import Gap, gaps, most_welcome
from voice_os.persona.marks import mark
from voice_os.persona.mood import Mood
from voice_os.persona.sentiment import feeling_of, is_farewell, valence_of

LOOKS_BACK = 400
"""Turns, hers counted, in which she looks for what a person likes to talk about."""

LOW = -0.1
"""A mood gladder than this, and words that are, leave room for a question."""

_NOTE, _KIND = "curiosity", "question"


class Curiosity:
    """What she would like to know next, and whether this is a time to ask."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` gives aware times."""
        self._now = now
        self._cadence = Cadence()
        self._asked: set[str] = set()
        self._newly_asked: list[Gap] = []
        self._next: Gap | None = None
        self._awaits: Gap | None = None
        self._held_back = False

    @property
    def awaits_answer(self) -> bool:
        """Whether what is said now may answer her question."""
        return self._awaits is not None

    def question(self, said: str, mood: Mood) -> list[Gap]:
        """The one thing, if any, that she may ask at the end of the answer to `said`. No effect.

        Nothing in distress, at a farewell, in answer to a question, or in two turns running.
        """
        welcome = self._cadence.may_ask and not self._held_back and not self.awaits_answer
        if not welcome or "?" in said or is_farewell(said):
            return []
        if mood.valence < LOW or feeling_of(said).valence < LOW:
            return []
        return [self._next] if self._next else []

    def hold_back(self) -> None:
        """The person is in distress: nothing is asked in the rest of this conversation."""
        self._held_back = True

    def take(self, said: str, heard: str, offered: Gap | None, *, task: bool) -> None:
        """An exchange is over in which she could ask something. `task`: a skill answered it."""
        if self._awaits is not None and (task or waves_away(said) or said.rstrip().endswith("?")):
            self._cadence = self._cadence.refused()
        # A model asks in words of its own: whatever it asked then was this.
        self._awaits = offered if "?" in heard else None
        self._cadence = self._cadence.after(asked=self._awaits is not None)
        if self._awaits is not None:
            self._newly_asked.append(self._awaits)
            self._next = None

    async def wake(self, store: Store) -> None:
        """Take up what was kept."""
        kept = await store.read(lambda c: tables.state(c, _NOTE))
        if kept is not None:
            read = json.loads(kept)
            self._cadence = Cadence(read["turns"] + self._cadence.turns, read["needed"])
            self._asked = set(read["asked"])
        await self._look_for_the_next(store)

    async def keep(self, store: Store) -> None:
        """Note in the memory how long ago she asked, and the marks of what; look for the next."""
        asked, self._newly_asked = self._newly_asked, []
        marks = await store.read(lambda c: {_mark(c, gap) for gap in asked})
        self._asked |= marks
        cadence = {"turns": self._cadence.turns, "needed": self._cadence.needed}
        kept = json.dumps({**cadence, "asked": sorted(self._asked)}).encode()
        await store.write(lambda c: tables.note(c, _NOTE, kept))
        await self._look_for_the_next(store)

    def forget(self) -> None:
        """Something was forgotten: what she would have asked may be about it."""
        self._next = self._awaits = None

    async def _look_for_the_next(self, store: Store) -> None:
        self._next = await store.read(self._most_welcome) if self._cadence.may_ask else None

    def _most_welcome(self, connection: Connection) -> Gap | None:
        """The best of what was never asked. Runs on the store's thread."""
        now = self._now()
        known = list(tables.facts(connection).values())
        newest = "id IN (SELECT id FROM turns ORDER BY id DESC LIMIT ?)"
        turns = tables.turns(connection, newest, [LOOKS_BACK])
        new = [gap for gap in gaps(known, now) if _mark(connection, gap) not in self._asked]
        return most_welcome(new, turns, now, valence_of)


def _mark(connection: Connection, gap: Gap) -> str:
    return mark(connection, _KIND, gap.about, gap.attribute)
