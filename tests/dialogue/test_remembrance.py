"""A dialogue that remembers other days, over a real memory."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voice_os.dialogue.dialogue import Dialogue
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.without_model import NO_MODEL
from voice_os.llm import Message
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.persona.persona import Persona
from voice_os.skills import registry
from voice_os.skills.remembering import Remembering
from voice_os.skills.services import Clock
from voice_os.tts import Delivery
from voice_os.understanding.recognition import Recognizer


@dataclass
class Calendar:
    today: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.today


@dataclass
class Mind:
    """Answers always the same, and shows what it was prompted with."""

    prompts: list[list[Message]] = field(default_factory=list)
    name: str = "mind"
    remark: str = ""

    async def prefill(self, messages: Sequence[Message]) -> None:
        pass

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.prompts.append(list(messages))
        yield "I see."

    async def close(self) -> None:
        pass


@dataclass
class Talk:
    """One conversation: what is said is answered, heard, and remembered."""

    dialogue: Dialogue
    memory: Remembrance
    mind: Mind | None

    async def say(self, text: str) -> str:
        committed = asyncio.Event()
        committed.set()

        async def model() -> Mind | None:
            return self.mind

        self.dialogue.listen()
        reply = self.dialogue.reply(text, committed, model, lambda: None)
        heard = "".join([piece async for piece in reply.pieces])
        self.dialogue.remember(reply, heard)
        return heard


@pytest.fixture
def key() -> Key:
    return new()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


class Life:
    """One person's conversations, one after another, over one memory."""

    def __init__(self, path: Path, key: Key, calendar: Calendar) -> None:
        self._path = path
        self._key = key
        self.calendar = calendar
        self.complaints: list[str] = []

    @asynccontextmanager
    async def talk(self, mind: Mind | None = None) -> AsyncIterator[Talk]:
        skills = registry.load().skills
        memory = Remembrance(lambda: "Samantha", self.calendar, self.complaints.append)
        dialogue = Dialogue(
            Recognizer(skills),
            persona=Persona(self.calendar.now),
            language="en",
            private=True,
            clock=self.calendar,
            delivery=Delivery(),
            memory=memory,
        )
        dialogue.serve({Clock: self.calendar, Remembering: memory})
        store = await Store.open(self._path, self._key)

        async def model() -> Mind | None:
            return mind

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(memory.run(store, model))
            yield Talk(dialogue, memory, mind)
            memory.finish()
        await store.close()

    async def kept(self) -> list[str]:
        store = await Store.open(self._path, self._key)
        turns = await store.turns()
        await store.close()
        return [f"{turn.speaker}: {turn.text}" for turn in turns]


@pytest.fixture
def life(tmp_path: Path, key: Key, calendar: Calendar) -> Life:
    return Life(tmp_path / "memory.db", key, calendar)


async def test_every_exchange_is_kept_as_it_was_heard(life: Life) -> None:
    async with life.talk(Mind()) as talk:
        await talk.say("My cat is ill.")
        await talk.say("She eats nothing.")
    assert await life.kept() == [
        "you: My cat is ill.",
        "Samantha: I see.",
        "you: She eats nothing.",
        "Samantha: I see.",
    ]


async def test_what_was_said_on_another_day_reaches_the_end_of_the_prompt(life: Life) -> None:
    async with life.talk(Mind()) as talk:
        await talk.say("My cat Minka broke a paw on the stairs.")
    life.calendar.today += timedelta(days=30)
    mind = Mind()
    async with life.talk(mind) as talk:
        await talk.say("Guess how Minka's paw is today")
    newest = mind.prompts[-1][-1].content
    words, notes = newest.split("Guess how Minka's paw is today")
    assert "Minka broke a paw" not in words
    assert "02 March 2026" in notes
    assert "Minka broke a paw" in notes


async def test_what_was_recalled_is_neither_history_nor_stored_again(life: Life) -> None:
    async with life.talk(Mind()) as talk:
        await talk.say("My cat Minka broke a paw on the stairs.")
    life.calendar.today += timedelta(days=30)
    mind = Mind()
    async with life.talk(mind) as talk:
        await talk.say("Guess how Minka's paw is today")
        await talk.say("I see, that is good")
    assert "broke a paw" not in mind.prompts[-1][1].content
    assert sum("broke a paw" in turn for turn in await life.kept()) == 1


async def test_what_is_known_is_told_without_a_model(life: Life) -> None:
    async with life.talk() as talk:
        assert await talk.say("I live in Oslo.") == "I'll remember that."
        assert await talk.say("I'll call my mother on Friday.") == "I'll remember that."
        assert await talk.say("Tell me a joke") == NO_MODEL
    life.calendar.today += timedelta(days=1)
    async with life.talk() as talk:
        assert await talk.say("Where do I live?") == "You live in Oslo."


async def test_what_she_does_not_know_of_a_model_may(life: Life) -> None:
    async with life.talk() as talk:
        assert "volcanoes" in (await talk.say("what do you know about volcanoes")).lower()
    async with life.talk(Mind()) as talk:
        assert await talk.say("what do you know about whales") == "I see."


async def test_what_was_forgotten_is_in_no_prompt(life: Life) -> None:
    mind = Mind()
    async with life.talk(mind) as talk:
        await talk.say("My boss Gruber shouted at me.")
        await talk.say("Forget what I said about Gruber")
        await talk.say("yes")
        await talk.say("What now")
        await talk.say("Who shouted at me")
    assert not any("Gruber" in m.content for prompt in mind.prompts[1:] for m in prompt)
    assert not any("Gruber" in turn for turn in await life.kept())


async def test_a_wrong_fact_is_corrected_in_the_conversation(life: Life) -> None:
    async with life.talk() as talk:
        await talk.say("My sister is called Anna.")
        await talk.say("What's my sister's name?")
        await talk.say("That's wrong, she is called Berta.")
    async with life.talk() as talk:
        assert "Berta" in await talk.say("What's my sister's name?")


async def test_without_a_memory_nothing_waits_for_it(life: Life) -> None:
    memory = Remembrance(lambda: "Samantha", life.calendar, life.complaints.append)
    memory.hear("I live in Oslo.")
    memory.remember("I live in Oslo.", "I see.")
    memory.give_up()
    assert await memory.recollections("Oslo") == []
    assert await memory.answer("where do I live") is None


async def test_what_is_said_while_the_memory_opens_is_kept(life: Life) -> None:
    async with life.talk(Mind()) as talk:
        talk.memory.hear("Quick!")
        talk.memory.remember("Quick!", "Yes?")
    assert await life.kept() == ["you: Quick!", "Samantha: Yes?"]
