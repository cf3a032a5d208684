"""A dialogue's own side of memory: what it recalls, and what is kept of what was said.

The memory may still be opening, or not be had at all: then nothing is recalled. What is said
meanwhile waits, and is kept once it is open.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from voice_os.dialogue.prompt import recalled
from voice_os.errors import Problem
from voice_os.llm import LanguageModel
from voice_os.memory import Fact, Recollection, Turn
from voice_os.memory.about import Answer
from voice_os.memory.asserted import is_question
from voice_os.memory.companion import Companion
from voice_os.memory.consulting import Quotation, told
from voice_os.memory.facts import YOU
from voice_os.memory.library import Library
from voice_os.memory.questions import answer, is_understood
from voice_os.memory.reflection import learnt_from, promises_in, think_over
from voice_os.memory.rules import facts_in
from voice_os.memory.store import Store
from voice_os.skills.services import Clock

_LOG = logging.getLogger(__name__)

IDLE = 600.0
"""Seconds without an exchange after which she thinks over what was said."""

MOST = 3
"""Recollections that a prompt is given: each costs a small machine a tenth of a second to read."""

PATIENCE = 5.0
"""Seconds that a turn waits for a memory that is still opening."""

_ASKED = 10
_NO_MEMORY = "I have no memory here; the screen says why."


class Beside(Protocol):
    """Something of hers that lies in the same file: her mood, what she is curious about."""

    async def wake(self, store: Store) -> None:
        """Take up what was kept. Called once, when the memory is open."""
        ...

    async def keep(self, store: Store) -> None:
        """Keep it. Called after each exchange that was kept."""
        ...


class Remembrance:
    """Recalls and keeps, in a task of its own (`run`). Also the skills' `Remembering`."""

    def __init__(
        self,
        name: Callable[[], str],
        clock: Clock,
        publish: Callable[[str], None],
        beside: Sequence[Beside] = (),
    ) -> None:
        """`name` tells hers; `publish` is told, as a sentence, what could not be remembered."""
        self._name = name
        self._beside = [*beside]
        self._clock = clock
        self._publish = publish
        self._on_forget: list[Callable[[], None]] = []
        self._store: Store | None = None
        self._companion: Companion | None = None
        self._session = 0
        self._heard = Turn(0, 0, self._now(), YOU, "")
        self._known = asyncio.Event()
        self.hopeless = False
        self._begun = asyncio.Event()
        self._said: asyncio.Queue[list[Turn] | None] = asyncio.Queue()

    async def run(
        self,
        store: Store,
        model: Callable[[], Awaitable[LanguageModel | None]],
    ) -> None:
        """Keep what is said, and think it over when nobody has spoken for a while.

        Returns when all was kept that was said before `finish`.
        """
        self._session = await store.new_session()
        self._store, self._companion = store, Companion(store)
        self._companion.hear(replace(self._heard, session=self._session))
        for one in self._beside:
            await one.wake(store)
        self._known.set()
        await self._companion.learn()
        async with asyncio.TaskGroup() as tasks:
            catching_up = tasks.create_task(store.catch_up())
            while (turns := await self._next(store, model)) is not None:
                await self._keep(store, turns)
                self._said.task_done()
            catching_up.cancel()

    def keep_beside(self, *several: Beside) -> None:
        """Have these kept in the same file, too. Call it before the memory is open."""
        self._beside += several

    def finish(self) -> None:
        """Nothing more will be said."""
        self._begun.set()
        self._said.put_nowait(None)

    def give_up(self) -> None:
        """There will be no memory: let nothing wait for it."""
        self.hopeless = True
        self._said = asyncio.Queue()
        self._known.set()

    def when_forgotten(self, call: Callable[[], None]) -> None:
        """Have `call` called when something is forgotten, so that no prompt holds it any more."""
        self._on_forget.append(call)

    def listen(self) -> None:
        """The person begins to speak: whatever she thinks over can wait."""
        self._begun.set()

    def hear(self, text: str) -> None:
        """The person said this, and it is about to be answered."""
        self._heard = Turn(0, self._session, self._now(), YOU, text)
        if self._companion is not None:
            self._companion.hear(self._heard)

    def remember(self, said: str, heard: str) -> None:
        """Keep an exchange: what the person said, and what was heard of her answer."""
        # What is forgotten meanwhile was said before, so it has the time at which it was said.
        turns = [replace(self._heard, text=said)]
        if self._companion is not None and self._companion.heard.id:
            turns.clear()  # a skill has kept it already
        if heard:
            turns.append(Turn(0, self._session, self._now(), self._name(), heard))
        if not self.hopeless:
            self._said.put_nowait(turns)

    async def recollections(self, text: str) -> list[Recollection]:
        """What was said in earlier conversations that has to do with a text, the best first."""
        await self.opened()
        if self._store is None:
            return []
        try:
            found = await self._store.recall(text, now=self._now(), k=_ASKED)
        except Problem:
            _LOG.exception("nothing could be recalled")
            return []
        return [one for one in found if one.turn.session != self._session][:MOST]

    async def library_once_open(self) -> Library | None:
        """What was read, however long the memory takes to open; None where there is none."""
        await self._known.wait()
        return Library(self._store) if self._store is not None else None

    async def library(self) -> Library:
        """What was read. Raises `Problem` where there is no memory."""
        await self.opened()
        if self._store is None:
            raise Problem(_NO_MEMORY)
        return Library(self._store)

    async def quotations(self, text: str) -> list[Quotation]:
        """The passages of documents that surely have to do with a question, the best first."""
        try:
            return await (await self.library()).answers(text) if is_question(text) else []
        except Problem:
            _LOG.exception("nothing could be looked up")
            return []

    async def notes(self, text: str) -> str:
        """What a prompt ends with of what was said and read, for an answer to a text."""
        recollections = await self.recollections(text)
        return recalled(recollections, await self.quotations(text))

    async def quoted(self, text: str) -> str:
        """What a document says to a question, with its source; "" where none does for sure."""
        found = await self.quotations(text)
        return told(found[0], text) if found else ""

    async def learns_from(self, text: str) -> bool:
        """Whether a text states something that will be known from then on: a fact, or a promise."""
        await self.opened()
        said = replace(self._heard, text=text)
        if self.hopeless or any(promise.due for promise in promises_in(said)):
            return not self.hopeless
        if self._store is None:
            return bool(facts_in(said))
        return bool(await self._store.read(lambda c: learnt_from(c, said)))

    async def answer(self, text: str) -> Answer | None:
        """What is known, where a text asks for just that."""
        if not is_understood(text, self._now()):
            return None
        await self.opened()
        if self._store is None:
            return None
        found = answer(text, await self._store.facts(), self._now())
        return found if found and found.facts else None

    # As skills see it

    @property
    def heard(self) -> Turn:
        """What the person said that is being answered now."""
        return self._open.heard

    async def facts(self) -> list[Fact]:
        """All that is known."""
        await self.opened()
        return await self._open.facts()

    async def recall(self, cue: str, now: datetime, k: int) -> list[Recollection]:
        """The turns that fit a cue best, the best first."""
        await self.opened()
        return await self._open.recall(cue, now, k)

    async def keep(self) -> Turn:
        """Store what is being answered now, so that what it says is safe."""
        await self.opened()
        return await self._open.keep()

    async def understand(self, sentence: str) -> None:
        """Learn what the words that are being answered mean, where they are no whole sentence."""
        await self.opened()
        await self._open.understand(sentence)

    async def correct(self) -> list[Fact] | None:
        """Correct what was last learnt or told."""
        await self.opened()
        return await self._open.correct()

    async def forget(self, words: str) -> int:
        """Forget all in which these words occur, here and in the dialogue."""
        await self.opened()
        gone = await self._open.forget(words)
        for call in self._on_forget:
            call()
        return gone

    def told(self, facts: Sequence[Fact]) -> None:
        """These facts were just told."""
        self._open.told(facts)

    async def opened(self) -> None:
        """Wait a moment for a memory that is still opening, or keeping what was said before."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._known.wait()
                await self._said.join()

    @property
    def _open(self) -> Companion:
        if self._companion is None:
            raise Problem(_NO_MEMORY)
        return self._companion

    async def _next(
        self, store: Store, model: Callable[[], Awaitable[LanguageModel | None]]
    ) -> list[Turn] | None:
        """What is to be kept next. Where nothing is for long, she thinks over what was."""
        try:
            async with asyncio.timeout(IDLE):
                return await self._said.get()
        except TimeoutError:
            await self._think_over(store, await model())
        return await self._said.get()

    async def _keep(self, store: Store, turns: list[Turn]) -> None:
        try:
            await store.remember([replace(turn, session=self._session) for turn in turns])
            if self._companion is not None:
                await self._companion.learn()
            for one in self._beside:
                await one.keep(store)
        except Problem as problem:
            self._publish(f"What was said could not be remembered. {problem}")

    async def _think_over(self, store: Store, model: LanguageModel | None) -> None:
        """Reflect; give way to whoever begins to speak, and go on the next time."""
        self._begun.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                thinking = tasks.create_task(self._use_the_rest(store, model))
                waiting = tasks.create_task(self._begun.wait())
                await asyncio.wait([thinking, waiting], return_when=asyncio.FIRST_COMPLETED)
                thinking.cancel()
                waiting.cancel()
        except* Exception:
            _LOG.exception("what was said could not be thought over")

    async def _use_the_rest(self, store: Store, model: LanguageModel | None) -> None:
        await think_over(store, self._now(), model)
        await Library(store).catch_up()

    def _now(self) -> datetime:
        return self._clock.now().astimezone(UTC)
