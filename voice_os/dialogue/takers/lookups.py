"""What may be a wish to look something up, in words that no skill has."""

from contextlib import aclosing

from voice_os.dialogue.doing import Doing
from voice_os.dialogue.takers.open_talk import OpenTalk
from voice_os.dialogue.turn import Pieces, Reply, Turn, first_of
from voice_os.skills.acting import Acting
from voice_os.skills.steps import Do


class Lookups:
    """Takes wishes that are guessed: surely, or where there is no model to ask instead."""

    def __init__(self, acting: Acting, doing: Doing, talk: OpenTalk) -> None:
        self._acting = acting
        self._doing = doing
        self._talk = talk

    def take(self, turn: Turn) -> Reply | None:
        """What the skill says; open talk where it does not know.

        Where the skill that was plainly meant could not do it, no other changes anything instead.
        """
        step = self._acting.likely(turn.text)
        if step is None or (step.acts and turn.found.unanswered):
            return None
        return Reply(turn, self._look_up(step, turn))

    async def _look_up(self, step: Do, turn: Turn) -> Pieces:
        if step.unsure and await turn.model() is not None:
            return
        answers = first_of((self._doing.do(step, turn), self._talk.freely(turn)))
        async with aclosing(answers) as pieces:
            async for piece in pieces:
                yield piece
