"""Speaking of memory: what is recognised, what it does, and what it answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from skills.scripted import ScriptedClock

from voice_os.memory import Fact, Recollection, Turn
from voice_os.memory.corrections import amended
from voice_os.memory.facts import YOU, learn
from voice_os.memory.rules import facts_in
from voice_os.skills import Effect, Unanswered, registry, remembering
from voice_os.skills.acting import Acting
from voice_os.skills.registry import Registry
from voice_os.skills.remembering import Remembering
from voice_os.skills.services import Clock
from voice_os.understanding.recognition import Recognizer


class ScriptedMemory:
    """A memory that keeps everything in lists."""

    def __init__(self, now: datetime) -> None:
        self.heard = Turn(0, 1, now, YOU, "")
        self.turns: list[Turn] = []
        self.known: list[Fact] = []
        self.meant: Sequence[Fact] = ()
        self.forgotten: list[str] = []

    def hears(self, text: str, at: datetime) -> None:
        self.heard = Turn(0, 1, at, YOU, text)

    async def facts(self) -> list[Fact]:
        return self.known

    async def recall(self, cue: str, now: datetime, k: int) -> list[Recollection]:
        return [Recollection(turn, 0.5) for turn in reversed(self.turns)][:k]

    async def keep(self) -> Turn:
        self.heard = replace(self.heard, id=len(self.turns) + 1)
        self.turns.append(self.heard)
        for fact in facts_in(self.heard):
            self.known = learn(self.known, fact)
        return self.heard

    async def correct(self) -> list[Fact] | None:
        turn = replace(self.heard, id=99)
        after = amended(self.known, self.meant, turn)
        if after is None:
            return None
        self.known = after
        return [fact for fact in after if 99 in fact.sources]

    async def forget(self, words: str) -> int:
        self.forgotten.append(words)
        before = len(self.turns)
        self.turns = [turn for turn in self.turns if words not in turn.text]
        return before - len(self.turns)

    def told(self, facts: Sequence[Fact]) -> None:
        self.meant = facts


@pytest.fixture
def memory(clock: ScriptedClock) -> ScriptedMemory:
    return ScriptedMemory(clock.now())


@pytest.fixture(scope="module")
def knowing(everything: Registry) -> Recognizer:
    skills = {one.name: one for one in everything.skills}
    skills |= {one.name: one for one in registry.skills_of(remembering)}
    return Recognizer(skills.values())


class Talk:
    """Says something at a time of day, and gets what is answered."""

    def __init__(self, knowing: Recognizer, memory: ScriptedMemory, clock: ScriptedClock) -> None:
        self.memory, self.clock, self.acting = memory, clock, Acting(knowing)
        self.acting.serve({Remembering: memory, Clock: clock})

    async def ask(self, text: str) -> str:
        self.memory.hears(text, self.clock.now())
        step = self.acting.step(text)
        assert step is not None, f"not recognised: {text}"
        said = await self.acting.take(step, text)
        self.acting.over(said)
        return said


@pytest.fixture
def talk(knowing: Recognizer, memory: ScriptedMemory, clock: ScriptedClock) -> Talk:
    return Talk(knowing, memory, clock)


async def test_what_one_wants_remembered_is_known_afterwards(talk: Talk) -> None:
    told = await talk.ask("Remember that my sister Anna lives in Bergen.")
    assert told == "I'll remember: Anna is your sister. Anna lives in Bergen."
    assert await talk.ask("Where does my sister live?") == "Anna lives in Bergen."
    assert "Anna is your sister." in await talk.ask("What do you know about my sister?")


async def test_what_no_rule_understands_is_kept_too(talk: Talk, memory: ScriptedMemory) -> None:
    told = await talk.ask("Please keep in mind that the key is under the mat.")
    assert told == "I'll remember that."
    assert len(memory.turns) == 1


async def test_a_correction_means_what_was_told_last(talk: Talk) -> None:
    await talk.ask("Remember that the interview is on Friday.")
    assert await talk.ask("That's wrong, it's Thursday.") == (
        "I've put that right. The interview is on Thursday, the fifth of November."
    )
    assert "Thursday" in await talk.ask("when is my interview")


async def test_what_is_only_wrong_is_struck_out(talk: Talk) -> None:
    await talk.ask("Remember that I live in Oslo.")
    assert "struck that out" in await talk.ask("that's wrong")
    assert await talk.ask("where do I live") == "I don't know where you live."


async def test_a_correction_of_nothing_asks_how_it_is(talk: Talk) -> None:
    assert "whole sentence" in await talk.ask("no, it's Tuesday")


async def test_what_was_said_is_repeated_with_its_day(
    talk: Talk, memory: ScriptedMemory, clock: ScriptedClock
) -> None:
    await talk.ask("Remember that work is hard.")
    clock.time += timedelta(days=3)
    said = "On Tuesday, the third of November, you said: Remember that work is hard."
    assert await talk.ask("What did I say about work?") == said
    assert await talk.ask("When did I tell you about work?") == said
    assert "don't remember" in await talk.ask("what did I say about school")


async def test_forgetting_does_not_name_what_was_forgotten(
    talk: Talk, memory: ScriptedMemory
) -> None:
    await talk.ask("Remember that my sister is ill.")
    asked = "Nothing brings back what I forget. Shall I forget it?"
    assert await talk.ask("Forget what I said about my sister.") == asked
    assert memory.forgotten == []
    assert await talk.ask("yes") == "Done. It is gone."
    assert memory.forgotten == ["sister"]
    assert await talk.ask("forget everything about my sister") == asked
    assert await talk.ask("yes") == "There is nothing about that in my memory."


async def test_nothing_known_is_said_honestly(talk: Talk) -> None:
    with pytest.raises(Unanswered, match="You haven't told me anything about your sister"):
        await talk.ask("what do you know about my sister")
    assert await talk.ask("where do I live") == "I don't know where you live."


WISHES = {
    "tell_fact": [
        "Where did I live in May?",
        "what's my dog's name",
        "do you know where I work",
        "tell me what my name is",
    ],
    "tell_known": [
        "what do you know about me",
        "tell me everything you know about my dog",
        "what have you learned about Tom",
    ],
    "tell_said": ["what did I tell you about the house", "did I mention anything about my job"],
    "tell_when_said": [
        "when did I mention my holiday",
        "how long ago did I tell you about my dog",
    ],
    "remember": [
        "make a note that the rent is due on Monday",
        "don't forget that I hate coriander",
        "I want you to remember that my car is at the station",
    ],
    "correct": ["No, that's not right, I meant Bergen", "you're wrong about that", "I meant Anna"],
    "forget": [
        "forget everything I told you about my ex",
        "please delete everything I said about work",
        "forget all about the wedding",
    ],
}


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for name, texts in WISHES.items() for text in texts]
)
def test_there_are_several_ways_of_saying_each(knowing: Recognizer, text: str, name: str) -> None:
    wish = knowing.recognize(text)
    assert wish is not None
    assert wish.skill.name == f"remembering.{name}"


OPEN = """
who is napoleon
where does the president live
when is christmas
what do you know about it
remember to call mum
remember when we met
forget you
forgive what i said about work
what did i say
that's wrong of him to say such a thing to me
i know what i said about love is true
when did the war begin
do you like my girlfriend
what do i have to do on monday
""".strip().splitlines()


@pytest.mark.parametrize("text", OPEN)
def test_open_talk_is_left_alone(knowing: Recognizer, text: str) -> None:
    wish = knowing.recognize(text)
    assert wish is None or wish.skill.subject != "remembering"


@pytest.mark.parametrize(
    "text", ["forget it", "forget about it", "cancel that", "forget the timer"]
)
def test_what_others_answer_stays_theirs(knowing: Recognizer, text: str) -> None:
    wish = knowing.recognize(text)
    assert wish is not None
    assert wish.skill.subject != "remembering"


def test_only_looking_up_changes_nothing() -> None:
    changing = {s.name for s in registry.skills_of(remembering) if s.effect is Effect.CHANGES}
    assert changing == {"remembering.remember", "remembering.correct", "remembering.forget"}


def test_what_a_recogniser_is_told_to_expect_is_what_she_understands() -> None:
    skills = registry.skills_of(remembering)
    recognizer = Recognizer(skills)
    for text in registry.sentences(skills, each=100):
        assert recognizer.recognize(text) is not None, text
