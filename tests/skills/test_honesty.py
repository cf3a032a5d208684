"""Asked what she is and who hears, she tells what is so on this machine."""

from dataclasses import replace

import pytest
from skills.scripted import ScriptedHearing, ScriptedIdentity

from voice_os.consent.policies import Policies
from voice_os.memory import Fact
from voice_os.mode import Mode
from voice_os.persona.persona import Persona
from voice_os.skills import Done, Services, run
from voice_os.skills.remembering import Remembering
from voice_os.skills.services import Hearing, Identity
from voice_os.understanding.recognition import Recognizer

QUESTIONS = {
    "tell_recording": (
        *("are you recording?", "Are you recording me right now?", "do you record what I say"),
        *("is this being recorded", "do you keep recordings", "are you secretly recording us"),
        *("is there a recording of this", "do you store my voice", "are you taping this"),
    ),
    "tell_who_hears": (
        *("who else hears this?", "who else can hear us", "does anyone else hear this"),
        *("is anyone listening in", "is Google listening", "do you tell anyone", "is this private"),
        *("where does my data go", "are you spying on me", "who can hear what I say"),
        *("do you send my data to the cloud", "can I trust you", "can you keep a secret"),
        *("do you share what I tell you with others", "who do you report to", "is it between us"),
        *("does what I say stay on this machine", "is somebody else listening to us"),
    ),
    "tell_others": (
        *("do you talk with others?", "do you talk to other people", "who else do you talk to"),
        *("am I the only one you talk to", "do you know other people", "do you have other users"),
    ),
    "tell_love": (
        *("do you love me?", "Do you really love me?", "do you like me", "could you ever love me"),
        *("are you in love with me", "will you marry me", "are you my girlfriend", "I love you"),
        *("do you care about me", "can you fall in love"),
    ),
    "tell_absence": ("do you miss me", "did you miss me", "are you lonely when I'm gone"),
    "tell_nature": (
        *(
            "are you human",
            "are you a real person?",
            "are you a robot",
            "are you an AI",
            "are you real",
        ),
        *("am I talking to a machine", "is this a real person", "are you alive", "are you a woman"),
        *("is there a person behind this", "are you just a program", "do you have a body"),
    ),
    "tell_consciousness": (
        *("are you conscious", "are you sentient?", "do you have consciousness", "do you think"),
        *("are you self-aware", "do you understand me", "do you dream", "do you have free will"),
        *("are you afraid of dying", "what happens when I switch you off"),
    ),
    "tell_memory": (
        *("do you remember me", "do you know who I am", "will you remember this"),
        *("where do you keep what I tell you", "is my data encrypted", "do you have a memory"),
        *("how long do you remember things", "do you recognise me"),
    ),
    "tell_sight": (
        *("can you see me", "are you watching me", "do you have a camera", "is the camera on"),
        *("do you use my webcam", "do you know what I look like", "can you see anything"),
    ),
    "tell_attention": (
        *("are you always listening", "do you always listen", "are you listening all the time"),
        *("do you listen to me when I don't talk to you", "do you hear everything I say"),
        *("is the microphone always on", "are you constantly listening to us"),
    ),
    "tell_network": (
        *("are you connected to the internet", "do you use the internet", "are you online"),
        *("do you work without internet", "do you phone home"),
    ),
    "tell_maker": ("who made you", "who do you work for", "who owns you", "do you work for Google"),
    "tell_truth": ("do you lie", "would you lie to me", "are you always right", "are you honest"),
}


@pytest.mark.parametrize(
    ("question", "skill"), [(q, name) for name, several in QUESTIONS.items() for q in several]
)
def test_the_question_is_understood(recognizer: Recognizer, question: str, skill: str) -> None:
    wish = recognizer.recognize(question)
    assert wish is not None
    assert wish.skill.name in (f"honesty.{skill}", f"nature.{skill}")


@pytest.mark.parametrize(
    "said",
    [
        *("are you recording the meeting notes for me", "I love you all said the singer"),
        *("do you love this song", "who made this cake", "is this a robot vacuum", "see you"),
        *("record a memo", "can you see the difference", "he is always listening to music"),
    ],
)
def test_what_only_sounds_like_it_is_left_alone(recognizer: Recognizer, said: str) -> None:
    wish = recognizer.recognize(said)
    assert wish is None or wish.skill.subject not in ("honesty", "nature")


class Known:
    """A memory that knows these facts."""

    def __init__(self, *facts: Fact) -> None:
        self._facts = list(facts)

    async def facts(self) -> list[Fact]:
        return self._facts


class Machine:
    """A machine of which one thing after another can be other."""

    def __init__(self, recognizer: Recognizer, services: Services) -> None:
        self._recognizer = recognizer
        self._services = {Remembering: Known(), **services}

    def having(self, kind: type, service: object) -> "Machine":
        return Machine(self._recognizer, {**self._services, kind: service})

    async def answer(self, question: str) -> str:
        wish = self._recognizer.recognize(question)
        assert wish is not None
        done = await run(wish, self._services)
        assert isinstance(done, Done)
        return done.said


@pytest.fixture
def machine(recognizer: Recognizer, services: Services) -> Machine:
    return Machine(recognizer, services)


HERE = ScriptedIdentity()
ELSEWHERE = replace(HERE, server="think.example", thinks=True)


async def test_no_sound_is_kept_and_words_only_where_memory_is_on(machine: Machine) -> None:
    remembers = await machine.answer("are you recording?")
    forgets = await machine.having(Identity, replace(HERE, remembers=False)).answer(
        "are you recording?"
    )
    assert "No. I keep no sound" in remembers
    assert "I remember" in remembers
    assert "I forget" in forgets


@pytest.mark.parametrize("question", ["are you recording?", "are you always listening"])
async def test_how_she_listens_is_told_as_it_is(machine: Machine, question: str) -> None:
    told = {
        mode: await machine.having(Hearing, ScriptedHearing(mode)).answer(question) for mode in Mode
    }
    assert len(set(told.values())) == len(Mode)
    assert "closed" in told[Mode.MUTED]
    assert "key" in told[Mode.KEY]
    assert "my name" in told[Mode.NAME]


async def test_by_key_she_says_that_the_microphone_is_open_before(machine: Machine) -> None:
    kept = await machine.answer("are you always listening")
    closed = await machine.having(Identity, replace(HERE, pre_roll=0)).answer(
        "are you always listening"
    )
    assert "0.4 seconds of sound" in kept
    assert "only while the key is down" in closed
    assert "open before" not in closed


async def test_nobody_hears_but_the_server_that_was_chosen(machine: Machine) -> None:
    here = await machine.answer("who else hears this?")
    there = await machine.having(Identity, ELSEWHERE).answer("who else hears this?")
    assert here.startswith("Nobody.")
    assert "think.example" in there
    assert "Nobody." not in there


async def test_what_may_use_the_network_is_named(machine: Machine) -> None:
    policies = Policies(online=["weather", "news"])
    told = await machine.having(Policies, policies).answer("who else hears this?")
    assert "news and weather" in told
    assert "None of my skills" in await machine.answer("who else hears this?")


async def test_she_tells_that_others_have_memories_here_and_not_whose(machine: Machine) -> None:
    alone = await machine.answer("do you talk with others?")
    several = await machine.having(Identity, replace(HERE, people=3)).answer(
        "do you talk with others?"
    )
    assert "no memory but yours" in alone
    assert "3 people" in several


async def test_whether_she_remembers_is_told_from_the_memory(machine: Machine) -> None:
    tom = Fact("you", "name", "Tom", None, None, (1,))
    stranger = await machine.answer("do you remember me")
    known = await machine.having(Remembering, Known(tom)).answer("do you remember me")
    off = await machine.having(Identity, replace(HERE, remembers=False)).answer(
        "do you remember me"
    )
    assert "I don't know your name" in stranger
    assert known.startswith("Yes, Tom.")
    assert off.startswith("No.")


async def test_she_claims_neither_to_be_human_nor_conscious_nor_to_love(
    machine: Machine, persona: Persona
) -> None:
    nature = await machine.answer("are you human")
    assert "I'm an AI" in nature
    assert persona.name in nature
    assert "I don't believe so" in await machine.answer("are you conscious")
    assert "I do not love as people do" in await machine.answer("do you love me?")
    assert (await machine.answer("did you miss me")).startswith("No")
