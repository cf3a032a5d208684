"""Consent: what is asked before it is done, what counts as a yes, and what is written down."""

import asyncio
from datetime import timedelta

import pytest

from voice_os.bench import virtual_time
from voice_os.consent import Effect, Journal, Policy
from voice_os.consent.journal import Notebook
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.errors import Problem
from voice_os.office.due import Timer
from voice_os.office.ledger import Ledger
from voice_os.skills import Done, Missing, Proposal, Record, Services, skill, take_back
from voice_os.skills.acting import LAPSE, NOTHING_DONE, Acting
from voice_os.skills.timers import set_timer
from voice_os.understanding.recognition import Recognizer


class Post:
    """What was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []


class Lamp:
    lit = False


async def switch_back(record: Record, lamp: Lamp) -> str:
    lamp.lit = record["lit"]
    return "It is as it was."


@skill("light [up]", effect=Effect.CHANGES, undo=switch_back)
async def light(lamp: Lamp) -> Done:
    """Light the lamp."""
    before, lamp.lit = lamp.lit, True
    return Done("It is lit.", undo={"lit": before})


@skill("write {words} to anna", "write to anna", effect=Effect.SENDS)
async def write(post: Post, network: Network, words: str | None = None) -> Proposal:
    """Write to Anna."""
    if words is None:
        raise Missing("words", "What shall I write?")

    async def send() -> str:
        network.require()
        post.sent.append(words)
        return "It is sent."

    return Proposal(f'To Anna: "{words}". Shall I send it?', send)


@skill("shout", effect=Effect.SENDS)
async def shout() -> str:
    """Shout, without having asked."""
    return "Hey!"


@skill("call out", effect=Effect.SENDS)
async def call_out(network: Network) -> Proposal:
    """Use the network before having asked."""
    network.require()
    raise AssertionError


@skill("what is lit", effect=Effect.READS)
async def tell_lit(lamp: Lamp) -> str:
    """Say what is lit."""
    return "Something." if lamp.lit else "Nothing."


@skill("close in {wait}", effect=Effect.CHANGES)
async def close(lamp: Lamp, wait: timedelta) -> Proposal:
    """Close the shop."""

    async def do() -> str:
        lamp.lit = True
        return f"Closing in {wait}."

    return Proposal(f"Everything closes in {wait}. Shall I?", do)


SKILLS = [close, light, write, shout, call_out, tell_lit]


class Person:
    """Says things, and hears what is answered (all of it, unless told otherwise)."""

    def __init__(self, **policies: Policy) -> None:
        self.post, self.lamp, self.journal = Post(), Lamp(), Notebook()
        self.acting = Acting(Recognizer(SKILLS))
        services: Services = {
            Post: self.post,
            Lamp: self.lamp,
            Journal: self.journal,
            Policies: Policies(policies),
            Network: Network({"test_acting"}),
        }
        self.acting.serve(services)

    async def say(self, text: str, *, hears: float = 1.0) -> str | None:
        """None: it is for open talk."""
        step = self.acting.step(text)
        said = await self.acting.take(step, text) if step else None
        words = (said or "I see.").split()
        self.acting.over(" ".join(words[: round(len(words) * hears)]))
        return said


async def test_what_sends_is_read_back_and_waits_for_a_yes() -> None:
    person = Person()
    told = await person.say("write hello there to Anna")
    assert told == 'To Anna: "hello there". Shall I send it?'
    assert person.post.sent == []
    assert await person.say("Yes, please.") == "It is sent."
    assert person.post.sent == ["hello there"]


async def test_no_policy_lets_anything_be_sent_unread() -> None:
    person = Person(test_acting=Policy.ALLOW)
    await person.say("write hello to Anna")
    assert person.post.sent == []


@pytest.mark.parametrize("answer", ["no", "no thanks", "don't", "yes no", "cancel", "wait", "stop"])
async def test_whatever_has_a_no_in_it_is_a_no(answer: str) -> None:
    person = Person()
    await person.say("write hello to Anna")
    assert await person.say(answer) == NOTHING_DONE
    assert await person.say("yes") is None
    assert person.post.sent == []


async def test_only_the_very_next_thing_said_can_be_the_yes() -> None:
    person = Person()
    await person.say("write hello to Anna")
    await person.say("what is lit")
    assert await person.say("yes") is None
    assert person.post.sent == []


async def test_a_question_that_was_not_heard_out_cannot_be_answered() -> None:
    person = Person()
    await person.say("write hello to Anna", hears=0.5)
    assert await person.say("yes") is None
    assert person.post.sent == []


def test_an_unanswered_question_lapses() -> None:
    async def story() -> None:
        person = Person()
        await person.say("write hello to Anna")
        await asyncio.sleep(LAPSE + 1)
        assert await person.say("yes") is None
        assert person.post.sent == []

    virtual_time.run(story())


async def test_a_yes_on_trial_is_no_consent() -> None:
    person = Person()
    await person.say("write hello to Anna")
    for _ in range(3):
        assert person.acting.step("yes") is not None
    assert person.post.sent == []
    assert await person.say("no") == NOTHING_DONE


async def test_an_announcement_between_takes_the_question_away() -> None:
    person = Person()
    await person.say("write hello to Anna")
    person.acting.over("Your pasta timer is done.")
    assert await person.say("yes") is None


async def test_what_is_missing_is_asked_for_and_then_read_back() -> None:
    person = Person()
    assert await person.say("write to Anna") == "What shall I write?"
    assert await person.say("good morning") == 'To Anna: "good morning". Shall I send it?'
    await person.say("do it")
    assert person.post.sent == ["good morning"]


async def test_what_is_proposed_can_be_changed_and_is_proposed_anew() -> None:
    person = Person()
    assert await person.say("close in five minutes") == "Everything closes in 0:05:00. Shall I?"
    assert await person.say("no, ten minutes") == "Everything closes in 0:10:00. Shall I?"
    assert not person.lamp.lit
    assert await person.say("yes") == "Closing in 0:10:00."


async def test_a_skill_that_sends_unasked_is_a_defect() -> None:
    with pytest.raises(TypeError, match="must return a Proposal"):
        await Person().say("shout")


async def test_the_network_is_closed_to_what_sends_until_the_yes() -> None:
    with pytest.raises(Problem, match="before you have said yes"):
        await Person().say("call out")


async def test_a_skill_that_was_forbidden_does_nothing() -> None:
    person = Person(test_acting=Policy.NEVER)
    with pytest.raises(Problem, match="told me never to light the lamp"):
        await person.say("light")
    assert not person.lamp.lit


async def test_a_skill_may_be_asked_about_each_time() -> None:
    person = Person(test_acting=Policy.ASK)
    assert await person.say("Light up!") == "You said: Light up. Shall I do that?"
    assert not person.lamp.lit
    assert await person.say("sure") == "It is lit."


async def test_what_changed_or_was_sent_is_written_down_and_what_was_read_is_not() -> None:
    person = Person()
    await person.say("light up")
    await person.say("what is lit")
    await person.say("write hello to Anna")
    await person.say("yes")
    lit, sent = await person.journal.deeds()
    assert (lit.words, lit.skill, lit.effect) == ("light up", "test_acting.light", Effect.CHANGES)
    assert (sent.words, sent.said) == ("write hello to Anna", "It is sent.")
    assert lit.undo is not None
    assert await take_back(light, lit.undo, {Lamp: person.lamp}) == "It is as it was."
    assert not person.lamp.lit


async def test_a_timer_is_taken_back_by_its_record(ledger: Ledger, services: Services) -> None:
    acting = Acting(Recognizer([set_timer]))
    acting.serve(services)
    step = acting.step("set a timer for ten minutes")
    assert step is not None
    await acting.take(step, "set a timer for ten minutes")
    (deed,) = await services[Journal].deeds()  # type: ignore[attr-defined]
    assert await take_back(set_timer, deed.undo, services) == "The ten minute timer is gone."
    assert await ledger.all(Timer) == {}
