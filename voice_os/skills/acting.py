"""Acting: the one place through which skills are run, with the person's consent.

A `Step` is found without effect, so that it may be found on trial; only `take` acts. What is to be
asked first becomes a `Question`. It is open once the person has heard it, and for the next thing
alone that is said to her: then it is answered, or it lapses.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from voice_os.consent import Deed, Effect, Journal, Policy
from voice_os.consent.answers import Answer, read
from voice_os.consent.journal import Notebook
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.errors import Problem
from voice_os.skills import (
    Ambiguous,
    Done,
    Missing,
    Proposal,
    Services,
    Skill,
    Wish,
    run,
    service,
    take_back,
)
from voice_os.skills.outside import is_tool
from voice_os.skills.services import (
    Clock,
    LocalClock,
    Repertoire,
    Utterance,
)
from voice_os.skills.steps import Agree, Decline, Do, Question, Step
from voice_os.skills.tools import tools_of
from voice_os.understanding.followups import Last, among, changed, chosen
from voice_os.understanding.guessing import Guess
from voice_os.understanding.recognition import Recognizer
from voice_os.understanding.shortlist import Shortlist
from voice_os.understanding.wording import tidy

T = TypeVar("T")

LAPSE = 30.0
"""Seconds after which an unanswered question is no longer open."""

_TALKED_OVER = 2
"""Words at a question's end that may be talked over by the answer."""

NOTHING_DONE = "All right, I won't."


@dataclass(frozen=True, slots=True)
class _Repertoire:
    skills: Sequence[Skill]


class Acting:
    """Runs skills. Keeps the question that is open."""

    def __init__(self, recognizer: Recognizer, language: str = "en") -> None:
        self._recognizer = recognizer
        self._language = language
        self._services: Services = {Clock: LocalClock(), Journal: Notebook(), Policies: Policies()}
        self._asking: Question | None = None
        self._question: Question | None = None
        self._open_until = 0.0
        self._done: Last | None = None
        self._last: Last | None = None
        self._shortlist: Shortlist | None = None

    def serve(self, services: Services) -> None:
        """Give the skills what they may ask for."""
        self._services = {**self._services, **services, Acting: self}

    async def learn(self, skills: Sequence[Skill]) -> None:
        """Can do this as well from now on."""
        known = (*self.repertoire, *skills)
        self._recognizer = await asyncio.to_thread(Recognizer, known, self._language)
        self._services = {**self._services, Repertoire: _Repertoire(known)}
        self._shortlist = None

    def service(self, kind: type[T]) -> T:
        """What skills are given of this type. Raises KeyError where there is none."""
        return service(self._services, kind)

    @property
    def repertoire(self) -> Sequence[Skill]:
        """All that she can do."""
        return service(self._services, Repertoire).skills

    @property
    def asks(self) -> bool:
        """Whether what she says now is a question of this kind."""
        return self._asking is not None

    @property
    def question(self) -> Question | None:
        """The question that the person has heard and may answer now."""
        if self._question and asyncio.get_running_loop().time() <= self._open_until:
            return self._question
        return None

    def step(self, text: str) -> Step | None:
        """What `text` asks her to do; None where it is for open talk. Pure."""
        words, question = tidy(text), self.question
        if question is not None and question.verbatim:
            return self._filled(text, question, question.said)
        if question is not None and (step := self._answer(words, text, question)):
            return step
        if self._last and (wish := among(words, self._last, self._recognizer.recognize)):
            return Do(wish)
        if wish := self._recognizer.plainly(text):
            return Do(wish)
        if self._last and (meant := changed(words, self._last)):
            return Do(meant.wish, instead=meant.instead)
        guess = self._guessed(text)
        if guess and guess.wish and guess.wish.skill.effect is not Effect.READS:
            return Do(guess.wish, unsure=not guess.sure)
        return None

    def likely(self, text: str) -> Do | None:
        """What `text` may ask her to look up, in words that no skill has: after memory. Pure."""
        guess = self._guessed(text)
        return Do(guess.wish, unsure=not guess.sure) if guess and guess.wish else None

    def refusal(self, text: str, *, sure: bool) -> str:
        """What she says to a wish for something that she cannot do; "" where it is none. Pure.

        `sure`: only where it is plainly such a wish.
        """
        guess = self._guessed(text)
        return guess.refusal if guess is not None and guess.sure >= sure else ""

    def _guessed(self, text: str) -> Guess | None:
        return self._recognizer.guesser.guess(text)

    def offered(self, text: str, *, reading: bool) -> dict[str, Skill]:
        """The skills that a language model may call for `text`, by name; none for open talk.

        `reading`: only those that change nothing.
        """
        if self._recognizer.guesser.is_open_talk(text):
            return {}
        if self._shortlist is None:
            self._shortlist = Shortlist(list(filter(is_tool, self.repertoire)), self._language)
        policies = service(self._services, Policies)
        return tools_of(
            one
            for one in self._shortlist.of(text)
            if policies.of(one.name, one.effect) is not Policy.NEVER
            and (one.effect is Effect.READS or not reading)
        )

    async def take(self, step: Step, text: str) -> str:
        """Do it; return what she says. Raises `Problem` where it cannot be done.

        Once this has been called, no question is open but one that it asks.
        """
        self._question = self._asking = None
        match step:
            case Do(wish, said, guessed, unsure, instead):
                if instead and wish.skill.undo is not None:
                    with suppress(Problem):
                        await self._take_back_the_last(wish.skill)
                return await self._do(wish, said or text, guessed=guessed, unsure=unsure)
            case Agree(question):
                return await self._finish(question.wish, question.said, question.do)
            case Decline():
                return NOTHING_DONE

    def over(self, heard: str) -> None:
        """An exchange is over, and this was heard of her answer: only a question heard is open."""
        asked, self._asking = self._asking, None
        self._question = asked if asked and _heard_out(asked.words, heard) else None
        self._last, self._done = self._done, None
        lapse = math.inf if asked and asked.verbatim else LAPSE
        self._open_until = asyncio.get_running_loop().time() + lapse

    async def deeds(self) -> list[Deed]:
        """What was done, the oldest first."""
        return await service(self._services, Journal).deeds()

    async def undo(self, number: int | None = None) -> str:
        """Take back the deed of this number, or the last one that was not yet; say what was done.

        Raises `Problem` where there is none, or nothing takes it back.
        """
        deeds = await self.deeds()
        left = [one for one in deeds if not one.undone and one.effect is not Effect.READS]
        chosen = [deed for deed in left if number in (None, deed.number)]
        if not chosen:
            what = "nothing" if number is None else f"no deed of the number {number}"
            raise Problem(f"There is {what} to take back.")
        deed = chosen[-1]
        does = next((one for one in self.repertoire if one.name == deed.skill), None)
        if does is None or deed.undo is None:
            raise Problem(f"I can't take that back: {deed.words.rstrip('.?!')}.")
        said = await take_back(does, deed.undo, self._services)
        await service(self._services, Journal).mark_undone(deed.number)
        return said

    async def _take_back_the_last(self, skill: Skill) -> None:
        """Take back what was done last, if it was this skill that did it."""
        deeds = [one for one in await self.deeds() if one.effect is not Effect.READS]
        if deeds and deeds[-1].skill == skill.name:
            await self.undo(deeds[-1].number)

    def _answer(self, words: str, text: str, question: Question) -> Step | None:
        answer, rest = read(words, self._language)
        if answer is Answer.NO and not rest:
            return Decline(question)
        if answer is Answer.YES and not rest and question.do is not None:
            return Agree(question)
        if (choice := chosen(words, question.choices)) and choice.wish is not None:
            return Do(choice.wish, f"{question.said}: {choice.name}")
        if question.slot:
            return self._filled(words, question, f"{question.said}: {text}")
        if question.do is not None and (meant := changed(words, Last(question.wish))):
            return Do(meant.wish, f"{question.said}: {text}")
        return None

    def _filled(self, words: str, question: Question, said: str) -> Step | None:
        """The wish with what was asked for; None where the words are none of that."""
        try:
            value = question.wish.skill.slots[question.slot].parse(words)
        except ValueError:
            return None
        slots = {**question.wish.slots, question.slot: value}
        return Do(replace(question.wish, slots=slots), said)

    async def _do(self, wish: Wish, said: str, *, guessed: bool, unsure: bool) -> str:
        skill = wish.skill
        policy = service(self._services, Policies).of(skill.name, skill.effect)
        if policy is Policy.NEVER:
            raise Problem(f"You told me never to {skill.description}.")
        if guessed and skill.effect is Effect.CHANGES and skill.undo is None:
            policy = Policy.ASK
        if unsure and skill.effect is Effect.CHANGES:
            policy = Policy.ASK
        if policy is Policy.ASK and skill.effect is not Effect.SENDS:
            asked = f"You said: {said.rstrip('.?!')}. Shall I do that?"
            if guessed or unsure:
                values = ", ".join(str(value) for value in wish.slots.values())
                asked = f"Shall I {skill.description}{f': {values}' if values else ''}?"
            return self._ask(Question(asked, wish, said, lambda: self._run(wish, said)))
        return await self._finish(wish, said, lambda: self._run(wish, said))

    async def _run(self, wish: Wish, said: str) -> Done | Proposal:
        return await run(wish, {**self._services, Utterance: Utterance(said)})

    async def _finish(
        self,
        wish: Wish,
        said: str,
        do: Callable[[], Awaitable[str | Done | Proposal]] | None,
    ) -> str:
        """Do it, and write it down; or ask what has to be asked first."""
        try:
            done = await do() if do is not None else ""
        except Missing as missing:
            return self._ask(
                Question(str(missing), wish, said, None, missing.slot, missing.verbatim)
            )
        except Ambiguous as several:
            return self._ask(Question(str(several), wish, said, choices=several.choices))
        if isinstance(done, Proposal):
            return self._ask(Question(done.question, wish, said, done.do))
        if isinstance(done, str):
            done = Done(done)
        self._done = Last(wish, tuple(done.choices))
        await self._write_down(wish, said, done)
        return done.said

    def _ask(self, question: Question) -> str:
        self._asking = question
        return question.words

    async def _write_down(self, wish: Wish, said: str, done: Done) -> None:
        """Write down what was done or went over the network; what is about the log is not."""
        skill = wish.skill
        if Acting in skill.services.values():
            return
        if skill.effect is Effect.READS and Network not in skill.services.values():
            return
        now = service(self._services, Clock).now()
        said = "" if done.private else said
        deed = Deed(now, said, skill.name, skill.effect, done.said, done.undo)
        await service(self._services, Journal).add(deed)


def _heard_out(question: str, heard: str) -> bool:
    """Whether a question was heard, but for its last words."""
    return len(heard.split()) >= len(question.split()) - _TALKED_OVER
