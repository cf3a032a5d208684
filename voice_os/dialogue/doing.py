"""Having a skill run for a turn: only once it is committed, and never half."""

import asyncio
from collections.abc import Coroutine

from voice_os.dialogue.turn import Pieces, Turn
from voice_os.errors import Problem
from voice_os.skills import Unanswered
from voice_os.skills.acting import Acting
from voice_os.skills.steps import Step

GRACE = 5.0
"""Seconds that a skill has to finish what it is doing when she is cut off."""


class Doing:
    """Has `Acting` take a step once the turn counts."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    async def do(self, step: Step, turn: Turn) -> Pieces:
        """What the skill says, or why it cannot; nothing at all where somebody else may know."""
        await turn.committed.wait()
        turn.found.ran.append(step.wish.skill)
        work = self._acting.take(step, turn.text)
        if step.acts:
            turn.on_act()
            work = _to_its_end(work)
        try:
            yield await work
        except Unanswered as unanswered:
            turn.found.unanswered = str(unanswered)
        except Problem as problem:
            yield str(problem)


async def _to_its_end(work: Coroutine[None, None, str]) -> str:
    """Await `work`. Being cancelled meanwhile does not leave it half done: it ends first."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=GRACE)
        task.cancel()
        raise
