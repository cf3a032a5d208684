"""What is nobody else's is open talk: the language model's, or honestly said to lack one."""

from collections.abc import Callable
from contextlib import aclosing

from voice_os.dialogue.bringing_up import BringingUp
from voice_os.dialogue.calling import acts, answered
from voice_os.dialogue.course import Course
from voice_os.dialogue.doing import Doing
from voice_os.dialogue.history import messages, own
from voice_os.dialogue.prompt import curious, leaning
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.turn import Pieces, Reply, Turn, first_of
from voice_os.dialogue.without_model import WithoutModel
from voice_os.llm import LanguageModel, Message, ToolUser
from voice_os.skills import Skill
from voice_os.skills.acting import Acting
from voice_os.skills.steps import Do


class OpenTalk:
    """Takes everything."""

    def __init__(
        self,
        front: Callable[[], Message],
        course: Course,
        *,
        acting: Acting,
        doing: Doing,
        bringing_up: BringingUp,
        memory: Remembrance | None,
        without_model: WithoutModel,
    ) -> None:
        """`front`: the first message of a prompt."""
        self._front = front
        self._course = course
        self._acting = acting
        self._doing = doing
        self._bringing_up = bringing_up
        self._memory = memory
        self._without_model = without_model

    def take(self, turn: Turn) -> Reply | None:
        """What the model says, or what comes of a skill that it calls."""
        return Reply(turn, self._talk(turn))

    async def _talk(self, turn: Turn) -> Pieces:
        turn.found.asks.extend(self._bringing_up.questions(turn))
        async with aclosing(self.freely(turn, may_call=True)) as pieces:
            async for piece in pieces:
                yield piece

    async def freely(self, turn: Turn, *, may_call: bool = False) -> Pieces:
        """What the language model answers, or what is said without one."""
        engine = await turn.model()
        turn.found.people.extend(await self._bringing_up.people(turn.text))
        if engine is None:
            yield await self._without_model.answer(turn)
            return
        skills = self.offered(turn.text) if may_call and isinstance(engine, ToolUser) else {}
        async with aclosing(self._asked(engine, turn, skills)) as pieces:
            async for piece in pieces:
                yield piece

    async def _asked(self, engine: LanguageModel, turn: Turn, skills: dict[str, Skill]) -> Pieces:
        found = turn.found
        found.offered.extend(skills.values())
        acting = any(map(acts, skills.values()))
        notes = await self._memory.notes(turn.text) if self._memory and not acting else ""
        notes += curious(found.asks) + leaning(found.people)
        history = self._course.history
        said = messages(self._front(), own(history) if acting else history)
        asked = [*said, Message("user", turn.prompt + notes)]
        turn.guard.watching = True

        def do(step: Do) -> Pieces:
            return first_of((self._doing.do(step, turn), self.freely(turn)))

        async with aclosing(answered(engine, asked, skills, do)) as pieces:
            async for piece in pieces:
                yield piece

    def offered(self, text: str) -> dict[str, Skill]:
        """The skills that the model may call. What somebody else has written can act on nothing:

        beside it the model may only read. Once the talk has gone on, a prompt that offers skills
        which act leaves it out.
        """
        return self._acting.offered(text, reading=self._course.from_outside)
