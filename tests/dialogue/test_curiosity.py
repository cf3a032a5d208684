"""Her curiosity in a conversation, over a real memory, with a language model and without."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_os.dialogue.course import Opening
from voice_os.dialogue.dialogue import Dialogue
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.without_model import NOTED
from voice_os.llm import Message
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.persona.cadence import EVERY
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.disposition import Disposition
from voice_os.persona.persona import Persona
from voice_os.skills import registry, services
from voice_os.skills.remembering import Remembering
from voice_os.skills.services import Clock
from voice_os.tts import Delivery
from voice_os.understanding.recognition import Recognizer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA = ("My sister is called Anna.", "I like my sister Anna a lot.", "Anna made me laugh.")
CHATTER = ("My brother is called Tom.", "I live in Rome.", "I work as a baker.", "I like tea.")
WHERE = "Where does Anna live?"


class Noon:
    def now(self) -> datetime:
        return NOON


@dataclass
class Mind:
    answer: str = "How nice."
    prompts: list[str] = field(default_factory=list)
    name: str = "mind"
    remark: str = ""

    async def prefill(self, messages: Sequence[Message]) -> None:
        pass

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.prompts.append(messages[-1].content)
        yield self.answer

    async def close(self) -> None:
        pass


@dataclass
class Talk:
    dialogue: Dialogue
    memory: Remembrance
    curiosity: Curiosity
    mind: Mind | None

    async def say(self, text: str, *, heard: float = 1.0, withdrawn: bool = False) -> str:
        """Say something; what part of the answer is heard, and whether the turn then counts."""

        async def model() -> Mind | None:
            return self.mind

        committed = asyncio.Event()
        committed.set()
        self.dialogue.listen()
        reply = self.dialogue.reply(text, committed, model, lambda: None)
        answer = "".join([piece async for piece in reply.pieces])
        if not withdrawn:
            self.dialogue.remember(reply, answer[: round(len(answer) * heard)])
            await self.memory.facts()  # which waits for what is being kept
        return answer

    async def say_all(self, *texts: str) -> list[str]:
        return [await self.say(text) for text in texts]


@pytest.fixture
def key() -> Key:
    return new()


@asynccontextmanager
async def talk(path: Path, key: Key, mind: Mind | None = None) -> AsyncIterator[Talk]:
    clock = Noon()
    curiosity, disposition = Curiosity(clock.now), Disposition(clock.now)
    memory = Remembrance(lambda: "Wren", clock, pytest.fail, [disposition, curiosity])
    skills = [one for one in registry.load().skills if one.subject != "contacts"]  # no address book
    dialogue = Dialogue(
        Recognizer(skills),
        persona=Persona(clock.now),
        language="en",
        private=True,
        clock=clock,
        delivery=Delivery(),
        memory=memory,
        disposition=disposition,
        curiosity=curiosity,
    )
    dialogue.serve({Clock: clock, Remembering: memory, services.Talk: dialogue})
    store = await Store.open(path / "memory.db", key)

    async def model() -> Mind | None:
        return mind

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(memory.run(store, model))
        yield Talk(dialogue, memory, curiosity, mind)
        memory.finish()
    await store.close()


async def until_asked(she: Talk) -> str:
    """Talk of Anna until she may ask, and return what she says then."""
    await she.say_all(*ANNA, *CHATTER[: EVERY - 1 - len(ANNA)])
    return await she.say("I like rain.")


async def test_she_asks_about_whom_the_person_likes_to_talk_of(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        said = await she.say_all(*ANNA, *CHATTER[:2])
        assert not [answer for answer in said if "?" in answer]
        assert await she.say("I like Anna's garden.") == f"{NOTED} {WHERE}"


async def test_the_answer_is_learnt_and_not_asked_again(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await until_asked(she)
        assert WHERE in she.dialogue.last_answer
        assert await she.say("In Oslo.") == NOTED
        assert "Anna lives in Oslo." in await she.say("what do you know about Anna")
        answers = await she.say_all(*ANNA, *CHATTER, *ANNA)
    questions = [answer for answer in answers if "?" in answer]
    assert questions[0] == f"{NOTED} What does Anna do for a living?"
    assert not [question for question in questions if WHERE in question]


@pytest.mark.parametrize(("words", "answer"), [("Not now.", "All right."), ("Never mind.", "")])
async def test_waved_away_she_lets_it_be_and_never_asks_it_again(
    tmp_path: Path, key: Key, words: str, answer: str
) -> None:
    async with talk(tmp_path, key) as she:
        await until_asked(she)
        assert await she.say(words) == answer
        answers = await she.say_all(*(CHATTER * 5))
        assert not [answer for answer in answers if "?" in answer]
        answers = await she.say_all(*(CHATTER * 3))
    assert not [answer for answer in answers if WHERE in answer]


async def test_passed_over_for_a_task_it_counts_as_waved_away(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await until_asked(she)
        await she.say("what time is it")
        answers = await she.say_all(*(CHATTER * 5))
    assert not [answer for answer in answers if "?" in answer]


async def test_nothing_is_asked_in_a_task_in_distress_or_at_a_farewell(
    tmp_path: Path, key: Key
) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all(*ANNA, *CHATTER[:3])
        for text in ("what time is it", "I hate my awful job.", "Goodbye, I like you."):
            assert "?" not in await she.say(text), text


async def test_on_a_bad_day_she_asks_nothing(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all(*ANNA, *CHATTER[:2], "My cat died, I am so sad and hopeless.")
        assert "?" not in await she.say("I like tea.")


async def test_after_a_crisis_she_asks_nothing(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        she.curiosity.hold_back()
        answers = await she.say_all(*(ANNA * 3), *CHATTER)
    assert not [answer for answer in answers if "?" in answer]


async def test_a_draft_that_was_thrown_away_has_asked_nothing(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all(*ANNA, *CHATTER[:2])
        assert WHERE in await she.say("I like tea.", withdrawn=True)
        assert WHERE in await she.say("I like tea very much.")


async def test_a_question_that_was_not_heard_was_not_asked(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all(*ANNA, *CHATTER[:2])
        assert WHERE in await she.say("I like tea.", heard=0.5)
        assert WHERE in await she.say("I like green tea.")


async def test_what_was_asked_and_how_long_ago_survives_a_restart(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await until_asked(she)
    async with talk(tmp_path, key) as she:
        answers = await she.say_all(*CHATTER[1:], "I like snow.")
        assert not [answer for answer in answers if "?" in answer]
        answers = await she.say_all(*CHATTER)
    assert [answer for answer in answers if "?" in answer] == [
        f"{NOTED} What does Anna do for a living?"
    ]


async def test_what_was_forgotten_is_asked_about_no_more(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all(*ANNA, *CHATTER[:2])
        await she.say("forget everything about Anna")
        await she.say("yes")
        answers = await she.say_all(*CHATTER, *CHATTER)
    assert not [answer for answer in answers if "Anna" in answer]


async def test_a_model_is_told_what_it_may_ask_and_only_then(tmp_path: Path, key: Key) -> None:
    mind = Mind()
    async with talk(tmp_path, key, mind) as she:
        await she.say_all(*ANNA, *CHATTER[:2])
        assert not [prompt for prompt in mind.prompts if WHERE in prompt]
        await she.say("I like tea.")
        assert mind.prompts[-1].rstrip("]").endswith(WHERE)
        assert WHERE not in she.dialogue.ahead()[-2].content
        mind.answer = "Lovely. And where in the world is she?"
        await she.say("I like green tea.")
        mind.answer = "How nice."
        await she.say_all(*CHATTER[:3])
    assert not [prompt for prompt in mind.prompts[-3:] if "If it fits" in prompt]


async def test_what_she_said_first_is_in_the_next_prompt_and_no_other(
    tmp_path: Path, key: Key
) -> None:
    mind = Mind()
    async with talk(tmp_path, key, mind) as she:
        she.dialogue.open_with(Opening("How did the interview go?", pytest.fail))
        she.dialogue.announced("How did the interview go?")
        await she.say("It went well.")
        await she.say("I like tea.")
    assert "You spoke first, and said: How did the interview go?" in mind.prompts[0]
    assert "You spoke first" not in mind.prompts[1]


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ("It went really well, I'm so happy!", f"I'm glad to hear that. {NOTED}"),
        ("It was horrible.", f"I'm sorry to hear that. {NOTED}"),
        ("It took an hour.", NOTED),
    ],
)
async def test_without_a_model_an_answer_is_taken_with_sympathy(
    tmp_path: Path, key: Key, answer: str, taken: str
) -> None:
    async with talk(tmp_path, key) as she:
        she.dialogue.open_with(Opening("How did the interview go?", pytest.fail))
        assert await she.say(answer) == taken


async def test_waved_away_she_is_told_to_let_be(tmp_path: Path, key: Key) -> None:
    told: list[bool] = []
    async with talk(tmp_path, key) as she:
        she.dialogue.open_with(Opening("How did it go?", lambda: told.append(True)))
        assert await she.say("Not now.") == "All right."
        await she.say("Not now.")
    assert told == [True]


SAD = "I feel so lonely and sad tonight."


async def test_to_somebody_who_is_low_she_suggests_those_who_are_close_once(
    tmp_path: Path, key: Key
) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all("My boss is called Eva.", "My sister is called Anna.")
        assert await she.say(SAD) == (
            "I'm sorry to hear that. Perhaps you'd like to call your sister Anna."
        )
        assert await she.say(SAD) == "I'm sorry to hear that."


async def test_whom_it_is_about_is_not_suggested(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        await she.say_all("My sister is called Anna.", "My mother is called Rose.")
        assert "Rose" in await she.say("I had a terrible fight with my sister.")


async def test_a_model_is_told_whom_it_may_suggest(tmp_path: Path, key: Key) -> None:
    mind = Mind()
    async with talk(tmp_path, key, mind) as she:
        await she.say_all("My sister is called Anna.", SAD, SAD)
    assert "suggest a call to your sister Anna" in mind.prompts[1]
    assert "suggest a call" not in mind.prompts[0] + mind.prompts[2]


async def test_glad_news_are_met_gladly_without_a_model(tmp_path: Path, key: Key) -> None:
    async with talk(tmp_path, key) as she:
        assert await she.say("I got the job, I'm so happy!") == "I'm glad to hear that."
