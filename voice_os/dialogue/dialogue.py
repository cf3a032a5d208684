"""What she answers: a skill where the wish is plain, else the language model, else honestly."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from voice_os.audio import Samples
from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.calling import Turn, acts, answered
from voice_os.dialogue.history import Exchanged, messages, own
from voice_os.dialogue.prompt import circumstances, curious, front, leaning
from voice_os.dialogue.remembrance import Remembrance
from voice_os.errors import Problem
from voice_os.llm import LanguageModel, Message, ToolUser
from voice_os.memory import Fact
from voice_os.persona.cadence import waves_away
from voice_os.persona.changes import ASKED, bounded
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.disposition import Disposition
from voice_os.persona.drift import Drift
from voice_os.persona.gaps import Gap
from voice_os.persona.people import dear
from voice_os.persona.persona import Persona
from voice_os.persona.sympathy import in_sympathy, is_low, suggested
from voice_os.restraint import Concern
from voice_os.restraint.guard import Guard
from voice_os.restraint.restraint import Restraint
from voice_os.restraint.tactics import says_goodbye
from voice_os.skills import Skill, Unanswered
from voice_os.skills.acting import Acting, Do, Step, tells_outside
from voice_os.skills.services import Clock, Talk
from voice_os.skills.silence import wants_silence
from voice_os.tts import Delivery
from voice_os.understanding.recognition import Recognizer

NO_MODEL = (
    "I can't talk freely yet, because no language model is installed on this machine. "
    "To get one, run: voice-os setup. Until then, ask me what I can do."
)
"""The honest answer to open talk without a language model."""

NOTED = "I'll remember that."
"""The answer without a language model to a plain statement that she can remember."""

ALL_RIGHT = "All right."
"""The answer to somebody who does not want to answer."""

GRACE = 5.0
"""Seconds that a skill has to finish what it is doing when she is cut off."""

SLOWEST, FASTEST = 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is being found. `pieces` is its text as it comes.

    `repeatable` is false for words about the talk itself, such as the answer to "slower": whoever
    then says "again" means what came before.
    """

    said: str
    prompt: str
    pieces: AsyncGenerator[str, None]
    repeatable: bool = True
    task: bool = False
    """Whether a skill answers."""
    told: list[Fact] = field(default_factory=list)
    """Facts that it turned out to tell."""
    asks: list[Gap] = field(default_factory=list)
    """What it turned out to ask, or to let the model ask, of what she would like to know."""
    ran: list[Skill] = field(default_factory=list)
    """The skills that turned out to answer."""
    offered: list[Skill] = field(default_factory=list)
    """The skills that the model turned out to be offered."""
    guard: Guard = field(default_factory=Guard)
    """What its clauses have to pass before they are spoken."""
    concern: Concern | None = None
    """The danger that it answers: then neither side is used by any later prompt or memory."""
    people: list[str] = field(default_factory=list)
    """Whom it turned out to suggest calling."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that she says first. `let_be` is told where it is waved away."""

    words: str
    let_be: Callable[[], None]


class Dialogue:
    """What was said in this conversation, and how she goes on. Also the skills' `Talk`."""

    def __init__(
        self,
        recognizer: Recognizer,
        *,
        persona: Persona,
        language: str,
        private: bool,
        clock: Clock,
        delivery: Delivery,
        memory: Remembrance | None = None,
        disposition: Disposition | None = None,
        curiosity: Curiosity | None = None,
        acquaintance: Acquaintance | None = None,
        restraint: Restraint | None = None,
    ) -> None:
        """`delivery`: how she speaks by the settings, before her own way and her mood.

        `memory`: what was said on other days; None: she remembers this conversation only.
        `curiosity`: what she would like to know; None: she asks nothing of herself.
        """
        self.persona = persona
        self.last_answer = ""
        self._acting = Acting(recognizer, language)
        self._language = language
        self._private = private
        self._clock = clock
        self._delivery = delivery
        self._acquaintance = acquaintance
        self._drift = Drift(persona)
        self._disposition = disposition or Disposition(clock.now)
        self._curiosity = curiosity
        self._restraint = restraint or Restraint.anywhere()
        self._care = ""
        self._sound: Samples | None = None
        self._history: list[Exchanged] = []
        self._circumstances = ""
        self._memory = memory
        self._forgets = False
        self._opening: Opening | None = None
        self._leant = False  # whether a call to somebody was suggested in this conversation
        self._when_answered: list[Callable[[], None]] = []
        self._when_in_danger: list[Callable[[], None]] = []
        if memory is not None:
            memory.when_forgotten(self._forget)

    @property
    def front(self) -> Message:
        """The prompt's first message. It changes only when she does."""
        return front(self.persona.identity, self._language, private=self._private)

    @property
    def _own_delivery(self) -> Delivery:
        """How she speaks when her mood is as always: as the settings say, in her own way."""
        given, own = self._delivery, self.persona.identity.voice
        rate = min(max(given.rate * own.rate, SLOWEST), FASTEST)
        return Delivery(rate, given.pitch * own.pitch, given.energy)

    def when_answered(self, tell: Callable[[], None]) -> None:
        """Call `tell` each time that the person has been answered."""
        self._when_answered.append(tell)

    def when_in_danger(self, tell: Callable[[], None]) -> None:
        """Call `tell` when the person may have been in danger."""
        self._when_in_danger.append(tell)

    def serve(self, services: Mapping[type, object]) -> None:
        """Give the skills what they may ask for."""
        self._acting.serve(services)

    async def learn(self, skills: Sequence[Skill]) -> None:
        """Can do this as well from now on."""
        await self._acting.learn(skills)

    def reply(
        self,
        text: str,
        committed: asyncio.Event,
        model: Callable[[], Awaitable[LanguageModel | None]],
        on_act: Callable[[], None],
    ) -> Reply:
        """Answer `text`. Recognising and thinking begin at once, acting only once committed.

        Whether somebody is in danger is looked at first, before anything else sees the words.
        `model` is asked for only where no skill answers; `on_act` is told just before a skill
        changes or sends something.
        """
        prompt = self._circumstances + text
        concern = self._restraint.concern(text)
        if concern is not None:
            return Reply(text, prompt, _only(self._restraint.care(concern)), concern=concern)
        if self._memory is not None:
            self._memory.hear(text)
        guard = self._restraint.guard(text)
        turn = Turn(text, prompt, committed, model, on_act, guard=guard)
        step = self._acting.step(text)
        meeting = self._acquaintance
        if meeting and not self._acting.question and meeting.takes(text, is_wish=bool(step)):
            return Reply(text, prompt, _meet(meeting, text, committed), task=True)
        if step is not None:
            about_talk = Talk in step.wish.skill.services.values()
            return Reply(
                *(text, prompt),
                self._with_more(self._act(step, turn, lambda: self._think(turn)), text),
                repeatable=not about_talk,
                task=True,
                told=turn.told,
                ran=turn.ran,
                guard=guard,
            )
        if wants_silence(text):
            return Reply(text, prompt, _only(""), repeatable=False, task=True)
        return Reply(
            *(text, prompt, self._with_more(self._think(turn), text)),
            told=turn.told,
            asks=turn.asks,
            ran=turn.ran,
            offered=turn.offered,
            guard=guard,
            people=turn.people,
        )

    def listen(self) -> None:
        """The person begins: note the circumstances, with which the newest message begins."""
        self._sound = None
        self.persona.refresh()
        if self._acquaintance is not None:
            self._acquaintance.stir()
        notes = []
        if mood := self._disposition.in_words:
            notes.append(f"You are {mood}")
        if self._opening is not None:
            notes.append(f"You spoke first, and said: {self._opening.words}")
        self._circumstances = circumstances(self._clock.now(), notes)
        if self._memory is not None:
            self._memory.listen()

    def hear_voice(self, sound: Samples) -> None:
        """This is how the person sounded (mono, 16 kHz, as recorded) who is being answered now."""
        self._sound = sound

    def delivery(self, said: str = "") -> Delivery:
        """How she speaks, after `said` was said to her."""
        return self._disposition.delivery(self._own_delivery, said)

    def ahead(self, words: str | None = None) -> list[Message]:
        """What is sure of the next prompt: what was said, and how the newest message begins.

        `words`: those of it that are known, while she listens. Where they tell of danger, no model
        reads them.
        """
        said = messages(self.front, self._history)
        if words and self._restraint.concern(words) is not None:
            words = ""
        return said if words is None else [*said, Message("user", self._circumstances + words)]

    def remember(self, reply: Reply, heard: str) -> None:
        """Keep what was heard of an answer: what was not heard was not said."""
        self._over(heard)
        for tell in self._when_answered:
            tell()
        opening, self._opening = self._opening, None
        if opening is not None and waves_away(reply.said):
            opening.let_be()
        if reply.concern is not None:
            self._in_danger()
            self._restraint.cared(heard)
            if self._acquaintance is not None:
                self._acquaintance.put_off()
            self._care = heard
            self.last_answer = heard or self.last_answer
            return
        self._restraint.heard(heard, reply.guard)
        if heard and self._care.startswith(heard):  # she has only said it again
            return
        self._leant = self._leant or bool(reply.people)
        if self._forgets:  # the wish to forget something names it
            self._forgets = False
            return
        self._disposition.take(reply.said, self._sound)
        self._drift.take(reply.said)
        self._sound = None
        if self._curiosity is not None:
            task = reply.task or bool(reply.ran)
            offered = reply.asks[0] if reply.asks and not task else None
            self._curiosity.take(reply.said, heard, offered, task=task)
        if self._memory is not None:
            self._memory.remember(reply.said, heard)
            if reply.told:
                self._memory.told(reply.told)
        if any(map(acts, reply.offered)):
            self._history = own(self._history)
        outside = any(map(tells_outside, reply.ran))
        self._history.append(Exchanged(reply.prompt, heard, outside))
        if reply.repeatable and heard:
            self.last_answer = heard

    def open_with(self, opening: "Opening") -> None:
        """She is about to speak first: what is said next may answer it."""
        self._opening = opening

    def _in_danger(self) -> None:
        """The person may be in danger: nothing is asked or said out of turn for a while."""
        if self._curiosity is not None:
            self._curiosity.hold_back()
        for tell in self._when_in_danger:
            tell()

    def announced(self, heard: str) -> None:
        """Keep what was heard as what she said last; a "yes" to it answers no earlier question."""
        self._over(heard)
        self.last_answer = heard or self.last_answer

    def _over(self, heard: str) -> None:
        """Something that she said is over: only a question that was heard is open."""
        self._acting.over(heard)
        if self._acquaintance is not None:
            self._acquaintance.heard(heard)

    def change_rate(self, factor: float) -> float:
        """Speak faster (above 1) or slower from now on; return the new rate, between 0.5 and 3."""
        rate = bounded("voice.rate", self.persona.identity.voice.rate * factor)
        what = "began to speak faster" if factor > 1 else "began to speak slower"
        self.persona.change({"voice.rate": rate}, what=what, why=ASKED)
        return self._own_delivery.rate

    def be_quiet(self) -> None:
        """Nothing is left to stop: whoever could say this has silenced her by the key."""

    async def _act(
        self,
        step: Step,
        turn: Turn,
        otherwise: Callable[[], AsyncGenerator[str, None]],
    ) -> AsyncGenerator[str, None]:
        await turn.committed.wait()
        turn.ran.append(step.wish.skill)
        work = self._acting.take(step, turn.text)
        if step.acts:
            turn.on_act()
            work = _to_its_end(work)
        try:
            yield await work
        except Unanswered as unanswered:
            async with aclosing(otherwise()) as pieces:
                async for piece in pieces:
                    yield str(unanswered) if piece is NO_MODEL else piece
        except Problem as problem:
            yield str(problem)

    async def _with_more(
        self, pieces: AsyncGenerator[str, None], text: str
    ) -> AsyncGenerator[str, None]:
        """An answer to `text`, and behind it what is due: never behind a goodbye, or silence."""
        spoke = False
        async with aclosing(pieces):
            async for piece in pieces:
                spoke = spoke or bool(piece)
                yield piece
        if not spoke or says_goodbye(text):
            return
        if reminder := self._restraint.reminder:
            yield f" {reminder}"
        if self._acquaintance is None or self._acting.asks:  # one question at a time
            return
        if question := self._acquaintance.again():
            yield f" {question}"

    def _forget(self) -> None:
        """Something was forgotten: let no prompt hold it any more."""
        self._history.clear()
        if self._curiosity is not None:
            self._curiosity.forget()
        self._opening = None
        self.last_answer = ""
        self._forgets = True

    async def _think(self, turn: Turn) -> AsyncGenerator[str, None]:
        if self._memory is not None and (known := await self._memory.answer(turn.text)):
            turn.told.extend(known.facts)
            yield known.text
            return
        step = self._acting.likely(turn.text)
        if step is not None and (not step.unsure or await turn.model() is None):
            async with aclosing(self._act(step, turn, lambda: self._say_freely(turn))) as pieces:
                async for piece in pieces:
                    yield piece
            return
        refusal = self._acting.refusal(turn.text, sure=True)
        if refusal and not self._offered(turn.text):
            yield refusal
            return
        meets = self._acquaintance is not None and self._acquaintance.under_way
        if self._curiosity is not None and not (turn.ran or meets or self._restraint.worried):
            turn.asks.extend(self._curiosity.question(turn.text, self._disposition.mood))
        async with aclosing(self._say_freely(turn, may_call=True)) as pieces:
            async for piece in pieces:
                yield piece

    async def _say_freely(self, turn: Turn, *, may_call: bool = False) -> AsyncGenerator[str, None]:
        """What the language model answers, or that there is none."""
        engine = await turn.model()
        turn.people.extend(await self._people_to_call(turn.text))
        if engine is None:
            read = await self._memory.quoted(turn.text) if self._memory else ""
            yield read or self._say_without_model(turn)
            return
        skills = self._offered(turn.text) if may_call and isinstance(engine, ToolUser) else {}
        turn.offered.extend(skills.values())
        acting = any(map(acts, skills.values()))
        notes = await self._memory.notes(turn.text) if self._memory and not acting else ""
        notes += curious(turn.asks) + leaning(turn.people)
        said = messages(self.front, own(self._history) if acting else self._history)
        asked = [*said, Message("user", turn.prompt + notes)]
        turn.guard.watching = True

        def do(step: Do) -> AsyncGenerator[str, None]:
            return self._act(step, turn, lambda: self._say_freely(turn))

        async with aclosing(answered(engine, asked, skills, do)) as pieces:
            async for piece in pieces:
                yield piece

    def _offered(self, text: str) -> dict[str, Skill]:
        """The skills that the model may call. What somebody else has written can act on nothing:

        beside it the model may only read. Once the talk has gone on, a prompt that offers skills
        which act leaves it out.
        """
        fresh = bool(self._history) and self._history[-1].outside
        return self._acting.offered(text, reading=fresh)

    async def _people_to_call(self, text: str) -> list[str]:
        """Whom somebody who is low may like to call: suggested once in a conversation."""
        if self._memory is None or self._leant or not is_low(text):
            return []
        with suppress(Problem):
            return dear(await self._memory.facts(), text)
        return []

    def _say_without_model(self, turn: Turn) -> str:
        """What can be said to open talk: that it is remembered, and a question that fits."""
        text = turn.text
        asked = self._curiosity is not None and self._curiosity.awaits_answer
        answers = self._opening is not None or asked
        if answers and waves_away(text):
            return ALL_RIGHT
        learns = self._memory is not None and self._memory.learns_from(text)
        said = [*in_sympathy(text), *suggested(turn.people)]
        if learns or (answers and "?" not in text):
            said.append(NOTED)
        questions = [gap.question for gap in turn.asks]
        return (
            " ".join([*said, *questions])
            if said
            else self._acting.refusal(text, sure=False) or NO_MODEL
        )


async def _meet(
    acquaintance: Acquaintance, text: str, committed: asyncio.Event
) -> AsyncGenerator[str, None]:
    """What she says to what belongs to the first meeting."""
    await committed.wait()
    yield await acquaintance.take(text)


async def _only(text: str) -> AsyncGenerator[str, None]:
    """A text that is there already."""
    yield text


async def _to_its_end(work: Coroutine[None, None, str]) -> str:
    """Await `work`. Being cancelled meanwhile does not leave it half done: it ends first."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=GRACE)
        task.cancel()
        raise
