"""Who wants silence is given it."""

from voice_os.dialogue.turn import Reply, Turn, only
from voice_os.skills.silence import wants_silence


class Silence:
    """Takes "enough" and the like."""

    def take(self, turn: Turn) -> Reply | None:
        """Nothing."""
        if not wants_silence(turn.text):
            return None
        return Reply(turn, only(""), repeatable=False, task=True, alone=True)
