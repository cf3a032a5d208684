"""What she may bring up herself in an answer: a question, or a call to somebody close."""

from contextlib import suppress

from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.course import Course
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.turn import Turn
from voice_os.errors import Problem
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.disposition import Disposition
from voice_os.persona.gaps import Gap
from voice_os.persona.people import dear
from voice_os.persona.sympathy import is_low
from voice_os.restraint.restraint import Restraint


class BringingUp:
    """Finds what fits. Has no effect: what was brought up counts once it was heard."""

    def __init__(
        self,
        course: Course,
        *,
        restraint: Restraint,
        disposition: Disposition,
        memory: Remembrance | None,
        curiosity: Curiosity | None,
        acquaintance: Acquaintance | None,
    ) -> None:
        self._course = course
        self._restraint = restraint
        self._disposition = disposition
        self._memory = memory
        self._curiosity = curiosity
        self._acquaintance = acquaintance

    def questions(self, turn: Turn) -> list[Gap]:
        """What she would like to know, where this is a time to ask."""
        meets = self._acquaintance is not None and self._acquaintance.under_way
        if self._curiosity is None or turn.found.ran or meets or self._restraint.worried:
            return []
        return self._curiosity.question(turn.text, self._disposition.mood)

    async def people(self, text: str) -> list[str]:
        """Whom somebody who is low may like to call: suggested once in a conversation."""
        if self._memory is None or self._course.leant or not is_low(text):
            return []
        with suppress(Problem):
            return dear(await self._memory.facts(), text)
        return []
