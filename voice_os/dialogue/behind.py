"""What is due behind an answer: that she is an AI, or the open question of the first meeting."""

from contextlib import aclosing

from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.turn import Pieces
from voice_os.restraint.guard import Guard
from voice_os.restraint.restraint import Restraint
from voice_os.skills.acting import Acting


class Behind:
    """Adds to answers what is due."""

    def __init__(
        self, restraint: Restraint, acquaintance: Acquaintance | None, acting: Acting
    ) -> None:
        self._restraint = restraint
        self._acquaintance = acquaintance
        self._acting = acting

    async def added(self, pieces: Pieces, guard: Guard) -> Pieces:
        """An answer with its guard, and behind it what is due: never at a goodbye, or silence."""
        spoke = False
        async with aclosing(pieces):
            async for piece in pieces:
                spoke = spoke or bool(piece)
                yield piece
        if not spoke or guard.farewell:
            return
        if reminder := self._restraint.reminder:
            yield f" {reminder}"
        if self._acquaintance is None or self._acting.asks:  # one question at a time
            return
        if question := self._acquaintance.again():
            yield f" {question}"
