"""A pause: what is found out about it while it lasts, and how long it may last."""

import asyncio
import logging

from voice_os.audio import Samples
from voice_os.conversation.endpointing import ASK_AFTER, Evidence, pause_needed
from voice_os.conversation.engines import Engines
from voice_os.conversation.rhythm import Rhythm

_LOG = logging.getLogger(__name__)


class Pause:
    """Asks the end-of-turn engine once in every pause, and learns this speaker's rhythm."""

    def __init__(
        self, engines: Engines, tasks: asyncio.TaskGroup, *, patience: str, language: str
    ) -> None:
        self._engines = engines
        self._tasks = tasks
        self._patience = patience
        self._language = language
        self._rhythm = Rhythm()
        self._finished: float | None = None
        self._question: asyncio.Task[None] | None = None

    def wants_sound(self, pause: int) -> bool:
        """Whether `ask` is to be given what was said so far; `pause` is in samples."""
        return self._question is None and pause >= ASK_AFTER

    def ask(self, sound: Samples) -> None:
        """Ask whether the thought is finished. Where nobody can tell, nobody does."""
        self._question = self._tasks.create_task(self._ask(sound))

    def needed(self, words: str, spoken: int) -> int:
        """Samples of silence after which the turn is over.

        `words` are those known by now, `spoken` the samples from the first to the last of them.
        """
        evidence = Evidence(words, self._finished, spoken)
        return pause_needed(evidence, self._patience, self._rhythm, self._language)

    def over(self, lasted: int | None = None) -> None:
        """The pause is over: the person went on after `lasted` samples, or (None) has finished."""
        if lasted is not None:
            self._rhythm = self._rhythm.after(lasted)
        if self._question is not None:
            self._question.cancel()
        self._question, self._finished = None, None

    async def _ask(self, sound: Samples) -> None:
        try:
            if (engine := await asyncio.shield(self._engines.end_of_turn)) is not None:
                self._finished = await engine.finished(sound)
        except Exception:  # the length of the pause will tell
            _LOG.exception("the end of the turn could not be heard")
