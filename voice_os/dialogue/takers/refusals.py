"""What plainly is a wish for something that she cannot do."""

from voice_os.dialogue.takers.open_talk import OpenTalk
from voice_os.dialogue.turn import Reply, Turn, only
from voice_os.skills.acting import Acting


class Refusals:
    """Takes such wishes, unless a language model may know a skill for them."""

    def __init__(self, acting: Acting, talk: OpenTalk) -> None:
        self._acting = acting
        self._talk = talk

    def take(self, turn: Turn) -> Reply | None:
        """That she cannot do it; a skill that could not says why itself."""
        if turn.found.unanswered:
            return None
        refusal = self._acting.refusal(turn.text, sure=True)
        if not refusal or self._talk.offered(turn.text):
            return None
        return Reply(turn, only(refusal))
