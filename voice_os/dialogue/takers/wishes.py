"""What is plainly wished a skill does."""

from voice_os.dialogue.doing import Doing
from voice_os.dialogue.turn import Reply, Turn
from voice_os.skills.services import Talk


class Wishes:
    """Takes plain wishes. Where the skill does not know, somebody else may."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing

    def take(self, turn: Turn) -> Reply | None:
        """What the skill says."""
        if turn.step is None:
            return None
        about_talk = Talk in turn.step.wish.skill.services.values()
        return Reply(turn, self._doing.do(turn.step, turn), repeatable=not about_talk, task=True)
