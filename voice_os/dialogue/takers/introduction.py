"""What belongs to the first meeting is answered there."""

from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.turn import Pieces, Reply, Turn
from voice_os.skills.acting import Acting


class Introduction:
    """Takes answers to a question of the first meeting, unless a skill's question is open."""

    def __init__(self, acquaintance: Acquaintance, acting: Acting) -> None:
        self._acquaintance = acquaintance
        self._acting = acting

    def take(self, turn: Turn) -> Reply | None:
        """What comes next in the meeting."""
        if self._acting.question is not None:
            return None
        if not self._acquaintance.takes(turn.text, is_wish=turn.step is not None):
            return None
        return Reply(turn, self._go_on(turn), task=True, alone=True)

    async def _go_on(self, turn: Turn) -> Pieces:
        await turn.committed.wait()
        yield await self._acquaintance.take(turn.text)
