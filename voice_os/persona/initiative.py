"""Speaking first, rarely: one task that sleeps until there is something to say and a time for it.

What was raised is kept as marks without content in the memory's encrypted file, with the times at
which she spoke first, before a word of it is said: killed in between, she says nothing twice.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from sqlite3 import Connection

from voice_os.memory import tables
from voice_os.memory.facts import YOU
from voice_os.memory.store import Store
from voice_os.persona.forward import MOST, Quiet, next_chance
from voice_os.persona.marks import mark
from voice_os.persona.occasions import (
    DAY,
    Kind,
    Occasion,
    is_settled,
    of_facts,
    of_turns,
    told_together,
)

_LOG = logging.getLogger(__name__)

LOOKS_BACK = timedelta(days=120)
"""How long ago a promise may have been made."""

LATER = timedelta(minutes=20)
"""After which she looks again whether somebody who was busy still is."""

AT_MOST = timedelta(hours=1)
"""The longest sleep: a machine that was asleep, or a clock that was set, is noticed by then."""

IN_PEACE = timedelta(minutes=2)
"""How long nothing was said, and how long she is awake, before she speaks first."""

LET_BE = timedelta(hours=20)
"""How long she says nothing of herself once she was waved away."""

_NOTE, _KIND = "spoke first", "raised"


class Initiative:
    """Knows what there is to say and when she last spoke first. Run `run` in a task."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        allowed: bool,
        quiet: Quiet,
        busy: Callable[[], Awaitable[bool]],
        say: Callable[[str], None],
        keep_allowed: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """`now` gives times in the person's own zone.

        `busy` tells whether this is no time for it: somebody talks, is in a call, or presents.
        `say` says something as soon as nobody is speaking; `keep_allowed` keeps for the next start
        whether she may.
        """
        self.allowed = allowed
        self._now = now
        self._quiet = quiet
        self._busy = busy
        self._say = say
        self._keep_allowed = keep_allowed
        self._store: Store | None = None
        self._promises: list[Occasion] = []
        self._read_until = 0  # the turn up to which promises were looked for
        self._spoken: list[datetime] = []
        self._raised: set[str] = set()
        self._not_before: datetime | None = None
        self._unwritten = False
        self._changed = asyncio.Event()

    def allow(self, allowed: bool) -> None:
        """Let her speak first from now on, or not. Raises `Problem` where that cannot be kept."""
        self._keep_allowed(allowed)
        self.allowed = allowed
        self._changed.set()

    def let_be(self) -> None:
        """She was waved away, or somebody is in distress: say nothing of herself for a while."""
        self._hold_back(LET_BE)
        self._unwritten = True
        self._changed.set()

    def forget(self) -> None:
        """Something was forgotten: what she would have said may rest on it."""
        self._promises, self._read_until = [], 0
        self._changed.set()

    async def wake(self, store: Store) -> None:
        """Take up what was kept. There is nothing to say before."""
        kept = await store.read(lambda c: tables.state(c, _NOTE))
        if kept is not None:
            read = json.loads(kept)
            self._spoken = [datetime.fromisoformat(at) for at in read["at"]]
            self._raised = set(read["raised"])
            self._not_before = read["not before"] and datetime.fromisoformat(read["not before"])
        self._store = store
        self._hold_back(IN_PEACE)
        self._changed.set()

    async def keep(self, store: Store) -> None:
        """Something was said: let it come to rest before she says something of herself."""
        self._hold_back(IN_PEACE)

    async def run(self) -> None:
        """Speak first when there is something to say, until cancelled."""
        while True:
            self._changed.clear()
            pause = AT_MOST
            if self._store is not None:
                try:
                    if self._unwritten:
                        await self._write(self._store)
                    if self.allowed:
                        pause = await self._look(self._store)
                except Exception:
                    _LOG.exception("what there is to say could not be found out")
            await self._sleep(pause if self.allowed else None)

    def _hold_back(self, pause: timedelta) -> None:
        until = self._now() + pause
        self._not_before = max(until, self._not_before or until)

    async def _look(self, store: Store) -> timedelta:
        """Say what is due, if it may be said now; return how long to sleep until the next look."""
        now = self._now()
        known = await store.read(self._occasions)
        chances = [(self._chance(one, now), one) for one in known]
        open_still = [(at, one) for at, one in chances if at < one.ends]
        if not open_still:
            return AT_MOST
        if (soonest := min(at for at, _ in open_still)) > now:
            return min(soonest - now, AT_MOST)
        if await self._busy() or not self.allowed:
            return LATER
        told, words = told_together([one for at, one in open_still if at <= now], now)
        self._spoken = [*self._spoken, now][-MOST:]
        self._raised |= await store.read(lambda c: {_mark(c, one) for one in told})
        await self._write(store)
        self._say(words)
        return LATER

    def _chance(self, occasion: Occasion, now: datetime) -> datetime:
        """When she may speak of something, at the earliest. How something was can wait a day."""
        begins = max(now, occasion.begins, self._not_before or now)
        if occasion.kind is Kind.EVENT and self._spoken:
            begins = max(begins, self._spoken[-1] + DAY)
        return next_chance(begins, self._spoken, self._quiet)

    async def _sleep(self, pause: timedelta | None) -> None:
        """Sleep so long, or until something has changed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if pause is None else pause.total_seconds()):
                await self._changed.wait()

    def _occasions(self, connection: Connection) -> list[Occasion]:
        """What was not raised yet and has not settled itself. Runs on the store's thread."""
        now = self._now()
        new = "id > ? AND speaker = ? AND at >= ?"
        since = tables.utc(now - LOOKS_BACK)
        turns = tables.turns(connection, new, [self._read_until, YOU, since])
        if turns:
            self._read_until = turns[-1].id
        promises = [one for one in (*self._promises, *of_turns(turns, now)) if one.ends > now]
        self._promises = [one for one in promises if not is_settled(one, turns)]
        known = list(tables.facts(connection).values())
        events = [one for one in of_facts(known, now) if not self._is_told(connection, one)]
        return [
            one for one in (*self._promises, *events) if _mark(connection, one) not in self._raised
        ]

    def _is_told(self, connection: Connection, occasion: Occasion) -> bool:
        """Whether the person has spoken of an event since it was over."""
        if occasion.begins > self._now():
            return False
        since = tables.utc(occasion.begins - DAY)
        return is_settled(occasion, tables.turns(connection, "at >= ?", [since]))

    async def _write(self, store: Store) -> None:
        """Keep what was raised, when she spoke first, and until when she is to be silent."""
        self._unwritten = False
        kept = {
            "at": [at.isoformat() for at in self._spoken],
            "raised": sorted(self._raised),
            "not before": self._not_before and self._not_before.isoformat(),
        }
        await store.write(lambda c: tables.note(c, _NOTE, json.dumps(kept).encode()))


def _mark(connection: Connection, occasion: Occasion) -> str:
    return mark(connection, _KIND, occasion.kind.name, occasion.about, occasion.day.isoformat())
