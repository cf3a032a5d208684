"""The first meeting as a conversation goes through it: by voice or typed, broken off, taken up."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from voice_os.errors import Problem
from voice_os.memory import Fact, tables
from voice_os.memory.store import Store
from voice_os.persona.meeting import (
    QUESTIONS,
    Meeting,
    Reading,
    Topic,
    from_bytes,
    introduces,
    is_answer,
    meaning,
    opening,
    outcome,
    reading,
    thanks,
    to_bytes,
)
from voice_os.persona.persona import Persona
from voice_os.skills.silence import wants_silence

SILENCE = 15.0
"""Seconds without a word after a question, when nobody is speaking, that leave it out."""

_NOTE = "first meeting"


class Meets(StrEnum):
    """Whether a conversation begins with a meeting."""

    NOT = "not"
    ONCE = "once"
    """If they have not met before."""

    ANEW = "anew"
    TYPED = "typed"
    """Anew, with somebody who types and so may take their time."""

    def begins(self, *, met: bool) -> bool:
        """Whether there is a meeting now. `met`: there has been one before."""
        return self in (Meets.ANEW, Meets.TYPED) or (self is Meets.ONCE and not met)


class Memory(Protocol):
    """What a meeting needs of the memory: see `Remembrance`."""

    @property
    def hopeless(self) -> bool:
        """Whether there will be none."""
        ...

    async def facts(self) -> list[Fact]:
        """All that is known."""
        ...

    async def understand(self, sentence: str) -> None:
        """Learn what the words that are being answered mean."""
        ...


class Acquaintance:
    """Asks, takes answers, and in the end has her take a name. Does nothing until `begin`.

    What is said to her meanwhile that is no answer is answered as always, and the question asked
    again behind it. How far they came lies in the memory until they are done.
    """

    def __init__(
        self, persona: Persona, now: Callable[[], datetime], memory: Memory | None, *, private: bool
    ) -> None:
        """`private`: nothing that is said leaves the machine."""
        self._persona = persona
        self._now = now
        self._memory = memory
        self._private = private
        self._meeting: Meeting | None = None  # that has begun and is not over
        self._kept: Meeting | None = None
        self._open = False
        self._store: Store | None = None
        self._awake = asyncio.Event()
        self._wanted = asyncio.Event()
        self._stirred = asyncio.Event()
        self._asked = False  # whether some of the open question was heard
        self._patient = False

    @property
    def under_way(self) -> bool:
        """Whether she has asked something, or is about to."""
        return self._open

    # What the memory keeps of it

    async def wake(self, store: Store) -> None:
        """Take up how far they came the last time."""
        self._store = store
        note = await store.read(lambda c: tables.state(c, _NOTE))
        self._kept = from_bytes(note) if note else None
        if self._kept and self._kept.at != self._persona.identity.met:
            self._meeting = self._kept
        self._awake.set()

    async def keep(self, store: Store) -> None:
        """Keep how far they have come; nothing once they are done."""
        if self._meeting != self._kept:
            note = to_bytes(self._meeting) if self._meeting else None
            await store.write(lambda c: tables.note(c, _NOTE, note))
            self._kept = self._meeting

    def give_up(self) -> None:
        """There will be no memory to take anything up from."""
        self._awake.set()

    # Going through it

    def ask_anew(self) -> None:
        """Begin as soon as nobody is speaking. Raises `Problem` where nothing can come of it."""
        if self._persona.wrong:
            raise Problem(self._persona.wrong)
        self._wanted.set()

    @property
    def is_wanted(self) -> bool:
        """Whether it is about to begin."""
        return self._wanted.is_set()

    async def wanted(self) -> None:
        """Wait until somebody wants to be asked."""
        await self._wanted.wait()
        self._wanted.clear()

    async def hold(
        self, say: Callable[[str], None], waiting: Callable[[], bool], *, typed: bool
    ) -> None:
        """Hold the meeting until it is over, or put off.

        `say` has her say something of herself, `waiting` tells whether nobody speaks. Who types
        may take their time.
        """
        await self._awake.wait()
        resumed = self._meeting is not None
        remembers = self._memory is not None and not self._memory.hopeless
        self._meeting = self._meeting or Meeting(self._now().replace(microsecond=0))
        self._open = True
        say(self._asking(opening(private=self._private, remembers=remembers, resumed=resumed)))
        while self._open and self._meeting is not None:
            self._stirred.clear()
            try:
                async with asyncio.timeout(None if typed else SILENCE):
                    await self._stirred.wait()
            except TimeoutError:
                if waiting() and self._asked and not self._patient:
                    self._meeting = self._meeting.answered("")
                    say(await self._go_on("All right."))
                    if self._store is not None:
                        await self.keep(self._store)

    def stir(self) -> None:
        """Somebody begins to speak, or something was said."""
        self._stirred.set()

    def put_off(self) -> None:
        """Ask nothing more in this conversation: something else matters now."""
        self._open = False
        self.stir()

    def heard(self, words: str) -> None:
        """This was heard of what she said last."""
        self._asked = self._asked or _was_asked(self._question, words)
        self.stir()

    def takes(self, text: str, *, is_wish: bool) -> bool:
        """Whether words belong to the meeting. `is_wish`: a skill would take them."""
        if not (self._open and self._meeting and self._meeting.topic):
            return False
        if not self._asked:
            return self._meeting.topic is Topic.NAME and introduces(text)
        if reading(text) is not None or wants_silence(text):
            return True
        return is_answer(self._meeting.topic, text, is_wish=is_wish)

    async def take(self, text: str) -> str:
        """Take an answer, or whatever else belongs to the meeting; return what she says."""
        meeting = self._meeting
        if meeting is None or meeting.topic is None:
            return ""
        self._patient = False
        match reading(text):
            case Reading.SKIP:
                self._meeting = meeting.answered("")
                return await self._go_on("All right.")
            case Reading.SKIP_ALL:
                self._meeting = meeting.skipped()
                return await self._go_on("All right.")
            case Reading.LATER:
                self.put_off()
                return "All right, another time."
            case Reading.NOT_YET:
                return self._question
        if wants_silence(text):
            self._patient = True
            return ""
        await self._learn(meeting.topic, text)
        self._meeting = meeting.answered(text)
        return await self._go_on(thanks(meeting.topic, text))

    def again(self) -> str:
        """The open question, to be said behind the answer to something else; "": there is none."""
        return "" if self._patient or not self._open else self._question

    @property
    def _question(self) -> str:
        topic = self._meeting.topic if self._meeting else None
        return QUESTIONS[topic] if topic else ""

    def _asking(self, before: str) -> str:
        """Words that end in the open question."""
        self._asked = False
        return f"{before} {self._question}"

    async def _go_on(self, before: str) -> str:
        """The next question, or the end of the meeting."""
        if self._meeting is None or self._meeting.topic is not None:
            return self._asking(before)
        try:
            said = await self._take_a_name(self._meeting)
        except Problem as problem:
            said = str(problem)
        self._meeting, self._open = None, False
        return f"{before} {said}"

    async def _take_a_name(self, meeting: Meeting) -> str:
        new, said = outcome(meeting, self._persona.identity, await self._spoken_for())
        name = new.get("name", self._persona.name)
        why = new.get("why", self._persona.identity.why)
        self._persona.change(new, what=f"met you and took the name {name}", why=why, kind="met")
        return said

    async def _spoken_for(self) -> list[str]:
        """The names of whom she knows of: what a fact says with a capital may be one."""
        if self._memory is None:
            return []
        with suppress(Problem):
            known = [word for f in await self._memory.facts() for word in (f.subject, f.value)]
            return [part for word in known for part in word.split() if part[:1].isupper()]
        return []

    async def _learn(self, topic: Topic, text: str) -> None:
        """Have the answer known as what it means, where there is a memory."""
        if self._memory is not None and (sentence := meaning(topic, text)):
            with suppress(Problem):
                await self._memory.understand(sentence)


def _was_asked(question: str, heard: str) -> bool:
    """Whether what was heard holds a question, or ends in its beginning."""
    words, asked = heard.split(), question.split()
    begun = any(words[-count:] == asked[:count] for count in range(1, len(asked)))
    return bool(question) and (question in heard or begun)
