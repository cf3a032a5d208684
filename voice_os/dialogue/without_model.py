"""What can be said to open talk where there is no language model."""

from voice_os.dialogue.course import Course
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.turn import Turn
from voice_os.persona.cadence import waves_away
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.sympathy import in_sympathy, suggested
from voice_os.skills.acting import Acting

NO_MODEL = (
    "I can't talk freely yet, because no language model is installed on this machine. "
    "To get one, run: voice-os setup. Until then, ask me what I can do."
)
"""The honest answer to open talk without a language model."""

NOTED = "I'll remember that."
"""The answer without a language model to a plain statement that she can remember."""

ALL_RIGHT = "All right."
"""The answer to somebody who does not want to answer."""


class WithoutModel:
    """Says what a document says, takes what is told, or is honest."""

    def __init__(
        self,
        course: Course,
        acting: Acting,
        memory: Remembrance | None,
        curiosity: Curiosity | None,
    ) -> None:
        self._course = course
        self._acting = acting
        self._memory = memory
        self._curiosity = curiosity

    async def answer(self, turn: Turn) -> str:
        """The answer to open talk."""
        read = await self._memory.quoted(turn.text) if self._memory is not None else ""
        return read or await self._taken(turn)

    async def _taken(self, turn: Turn) -> str:
        """That it is remembered, and a question that fits."""
        text, found = turn.text, turn.found
        if found.unanswered:
            return found.unanswered
        asked = self._curiosity is not None and self._curiosity.awaits_answer
        answers = self._course.opening is not None or asked
        if answers and waves_away(text):
            return ALL_RIGHT
        learns = self._memory is not None and await self._memory.learns_from(text)
        said = [*in_sympathy(text), *suggested(found.people)]
        if learns or (answers and "?" not in text):
            said.append(NOTED)
        if said:
            return " ".join([*said, *(gap.question for gap in found.asks)])
        return self._acting.refusal(text, sure=False) or NO_MODEL
