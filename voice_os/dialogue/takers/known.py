"""What memory knows need not be thought up."""

from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.turn import Pieces, Reply, Turn


class Known:
    """Takes questions for just what is remembered."""

    def __init__(self, memory: Remembrance) -> None:
        self._memory = memory

    def take(self, turn: Turn) -> Reply | None:
        """The facts that are asked for."""
        return Reply(turn, self._told(turn))

    async def _told(self, turn: Turn) -> Pieces:
        if known := await self._memory.answer(turn.text):
            turn.found.told.extend(known.facts)
            yield known.text
