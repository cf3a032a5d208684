"""The dialogue: a turn goes through the house, and what was heard of the answer is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from voice_os.audio import Samples
from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.afterwards import Afterwards
from voice_os.dialogue.behind import Behind
from voice_os.dialogue.bringing_up import BringingUp
from voice_os.dialogue.course import Course, Opening
from voice_os.dialogue.doing import Doing
from voice_os.dialogue.history import messages
from voice_os.dialogue.prompt import circumstances, front
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.speaking import Speaking
from voice_os.dialogue.takers.danger import Danger
from voice_os.dialogue.takers.introduction import Introduction
from voice_os.dialogue.takers.known import Known
from voice_os.dialogue.takers.lookups import Lookups
from voice_os.dialogue.takers.open_talk import OpenTalk
from voice_os.dialogue.takers.refusals import Refusals
from voice_os.dialogue.takers.silence import Silence
from voice_os.dialogue.takers.wishes import Wishes
from voice_os.dialogue.turn import Reply, Taker, Turn, first_of
from voice_os.dialogue.without_model import WithoutModel
from voice_os.llm import LanguageModel, Message
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.disposition import Disposition
from voice_os.persona.drift import Drift
from voice_os.persona.persona import Persona
from voice_os.restraint.restraint import Restraint
from voice_os.skills import Skill
from voice_os.skills.acting import Acting
from voice_os.skills.services import Clock
from voice_os.tts import Delivery
from voice_os.understanding.recognition import Recognizer


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
        self._language = language
        self._private = private
        self._clock = clock
        self._memory = memory
        self._acquaintance = acquaintance
        self._curiosity = curiosity
        self._disposition = disposition or Disposition(clock.now)
        self._restraint = restraint or Restraint.anywhere()
        self._course = Course()
        self._acting = Acting(recognizer, language)
        self._speaking = Speaking(delivery, persona, self._disposition)
        self._takers = self._in_order()
        self._behind = Behind(self._restraint, acquaintance, self._acting)
        self._afterwards = Afterwards(
            self._course,
            acting=self._acting,
            restraint=self._restraint,
            disposition=self._disposition,
            drift=Drift(persona),
            memory=memory,
            curiosity=curiosity,
            acquaintance=acquaintance,
        )

    def _in_order(self) -> tuple[Taker, ...]:
        """Who may answer: the first who takes a turn has it."""
        acting, doing = self._acting, Doing(self._acting)
        talk = self._open_talk(doing)
        meeting, memory = self._acquaintance, self._memory
        return (
            Danger(self._restraint),
            *([Introduction(meeting, acting)] if meeting is not None else []),
            Wishes(doing),
            Silence(),
            *([Known(memory)] if memory is not None else []),
            Lookups(acting, doing, talk),
            Refusals(acting, talk),
            talk,
        )

    def _open_talk(self, doing: Doing) -> OpenTalk:
        bringing_up = BringingUp(
            self._course,
            restraint=self._restraint,
            disposition=self._disposition,
            memory=self._memory,
            curiosity=self._curiosity,
            acquaintance=self._acquaintance,
        )
        return OpenTalk(
            lambda: self.front,
            self._course,
            acting=self._acting,
            doing=doing,
            bringing_up=bringing_up,
            memory=self._memory,
            without_model=WithoutModel(self._course, self._acting, self._memory, self._curiosity),
        )

    @property
    def front(self) -> Message:
        """The prompt's first message. It changes only when she does."""
        return front(self.persona.identity, self._language, private=self._private)

    def when_answered(self, tell: Callable[[], None]) -> None:
        """Call `tell` each time that the person has been answered."""
        self._afterwards.when_answered.append(tell)

    def when_in_danger(self, tell: Callable[[], None]) -> None:
        """Call `tell` when the person may have been in danger."""
        self._afterwards.when_in_danger.append(tell)

    def serve(self, services: Mapping[type, object]) -> None:
        """Give the skills what they may ask for."""
        self._acting.serve(services)

    async def learn(self, skills: Sequence[Skill]) -> None:
        """Can do this as well from now on."""
        await self._acting.learn(skills)

    # The person speaks, and is answered

    def listen(self) -> None:
        """The person begins: note the circumstances, with which the newest message begins."""
        self._course.sound = None
        self.persona.refresh()
        if self._acquaintance is not None:
            self._acquaintance.stir()
        notes = []
        if mood := self._disposition.in_words:
            notes.append(f"You are {mood}")
        if self._course.opening is not None:
            notes.append(f"You spoke first, and said: {self._course.opening.words}")
        self._course.circumstances = circumstances(self._clock.now(), notes)
        if self._memory is not None:
            self._memory.listen()

    def hear_voice(self, sound: Samples) -> None:
        """This is how the person sounded (mono, 16 kHz, as recorded) who is being answered now."""
        self._course.sound = sound

    def ahead(self, words: str | None = None) -> list[Message]:
        """What is sure of the next prompt: what was said, and how the newest message begins.

        `words`: those of it that are known, while she listens. Where they tell of danger, no model
        reads them.
        """
        said = messages(self.front, self._course.history)
        if words is None:
            return said
        if words and self._restraint.concern(words) is not None:
            words = ""
        return [*said, Message("user", self._course.circumstances + words)]

    def reply(
        self,
        text: str,
        committed: asyncio.Event,
        model: Callable[[], Awaitable[LanguageModel | None]],
        on_act: Callable[[], None],
    ) -> Reply:
        """Answer `text`. Recognising and thinking begin at once, acting only once committed.

        `model` is asked for only where no skill answers; `on_act` is told just before a skill
        changes or sends something.
        """
        turn = self._seen(Turn(text, self._course.circumstances + text, committed, model, on_act))
        replies = (reply for taker in self._takers if (reply := taker.take(turn)) is not None)
        first = next(replies)
        pieces = first_of(chain([first.pieces], (later.pieces for later in replies)))
        return replace(
            first, pieces=pieces if first.alone else self._behind.added(pieces, turn.guard)
        )

    def _seen(self, turn: Turn) -> Turn:
        """The turn with what all takers go by.

        Whether somebody is in danger is looked at first, before anything else sees the words.
        """
        text = turn.text
        concern = self._restraint.concern(text)
        if concern is not None:
            return replace(turn, concern=concern)
        if self._memory is not None:
            self._memory.hear(text)
        return replace(turn, step=self._acting.step(text), guard=self._restraint.guard(text))

    # What she said was heard

    def remember(self, reply: Reply, heard: str) -> None:
        """Keep what was heard of an answer: what was not heard was not said."""
        self._afterwards.tell(reply, heard)

    def announced(self, heard: str) -> None:
        """Keep what was heard as what she said last; a "yes" to it answers no earlier question."""
        self._afterwards.announced(heard)

    def open_with(self, opening: Opening) -> None:
        """She is about to speak first: what is said next may answer it."""
        self._course.opening = opening

    # How she speaks

    def delivery(self, said: str = "") -> Delivery:
        """How she speaks, after `said` was said to her."""
        return self._speaking.delivery(said)

    @property
    def last_answer(self) -> str:
        """What was heard of her last answer; "" where there was none."""
        return self._course.last_answer

    def change_rate(self, factor: float) -> float:
        """Speak faster (above 1) or slower from now on; return the new rate, between 0.5 and 3."""
        return self._speaking.change_rate(factor)

    def be_quiet(self) -> None:
        """Nothing is left to stop: whoever could say this has silenced her by the key."""
