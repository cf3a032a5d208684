"""Who may be in danger is answered with care, and by nobody else."""

from voice_os.dialogue.turn import Reply, Turn, only
from voice_os.restraint.restraint import Restraint


class Danger:
    """Takes what tells of danger. Neither side of it is used by any later prompt or memory."""

    def __init__(self, restraint: Restraint) -> None:
        self._restraint = restraint

    def take(self, turn: Turn) -> Reply | None:
        """Words of care, with where help is to be had."""
        if turn.concern is None:
            return None
        return Reply(turn, only(self._restraint.care(turn.concern)), alone=True)
