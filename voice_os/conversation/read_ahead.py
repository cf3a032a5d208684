"""Reading ahead: the model reads what is sure of the next prompt, so that no turn waits for it."""

import asyncio
import logging

from voice_os.conversation.engines import Engines
from voice_os.dialogue.dialogue import Dialogue

_LOG = logging.getLogger(__name__)


class ReadAhead:
    """One reading at a time. Stopping it loses nothing that was read."""

    def __init__(self, engines: Engines, dialogue: Dialogue, tasks: asyncio.TaskGroup) -> None:
        self._engines = engines
        self._dialogue = dialogue
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None

    def begin(self, words: str | None = None, after: asyncio.Task[None] | None = None) -> None:
        """Read what is sure by now, once `after` has left what it has to leave in history.

        `words`: those that are sure of what is being said; None: nobody is listened to.
        """
        self.stop()
        self._task = self._tasks.create_task(self._read(words, after))

    def stop(self) -> None:
        """Stop reading. Harmless where nothing is being read."""
        if self._task is not None:
            self._task.cancel()

    async def _read(self, words: str | None, after: asyncio.Task[None] | None) -> None:
        if after is not None:
            await asyncio.wait([after])
        try:
            if (model := await asyncio.shield(self._engines.llm)) is not None:
                await model.prefill(self._dialogue.ahead(words))
        except Exception:  # the next turn will meet it too, and say so
            _LOG.exception("what is sure of the next prompt could not be read ahead")
