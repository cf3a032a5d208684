"""Following an utterance while it goes on: partial transcripts, and the model reading along."""

import asyncio
import logging
from collections.abc import Callable

from voice_os.audio import Samples
from voice_os.conversation.engines import Engines
from voice_os.conversation.partial import Agreement, is_due
from voice_os.conversation.read_ahead import ReadAhead
from voice_os.events import Event, PartialTranscript

_LOG = logging.getLogger(__name__)


class Following:
    """One partial transcript at a time. It has no effects but what is shown."""

    def __init__(
        self,
        engines: Engines,
        reading: ReadAhead,
        is_to_her: Callable[[str], bool],
        publish: Callable[[Event], None],
        tasks: asyncio.TaskGroup,
    ) -> None:
        """`is_to_her` is told what was understood; what is said to others is kept to herself."""
        self._engines = engines
        self._reading = reading
        self._is_to_her = is_to_her
        self._publish = publish
        self._tasks = tasks
        self._agreement = Agreement()
        self._transcribed = 0
        self._task: asyncio.Task[None] | None = None

    def wants_sound(self, spoken: int, *, drafting: bool) -> bool:
        """Whether `listen` is to be given the utterance; `spoken`: samples of speech so far."""
        if not self._engines.stt.done() or (self._task is not None and not self._task.done()):
            return False
        return is_due(spoken, self._transcribed, drafting=drafting)

    def listen(self, sound: Samples, spoken: int) -> None:
        """Transcribe the utterance so far, and tell which of its words are sure by now."""
        self._transcribed = spoken
        self._task = self._tasks.create_task(self._understand(sound))

    def stop(self) -> None:
        """Stop, and let the next utterance begin from nothing."""
        if self._task is not None:
            self._task.cancel()
        self._agreement, self._transcribed, self._task = Agreement(), 0, None

    async def _understand(self, sound: Samples) -> None:
        try:
            transcript = await self._engines.stt.result().transcribe(sound)
        except Exception:  # the final transcript will meet it too, and say so
            _LOG.exception("the utterance could not be followed")
            return
        before, self._agreement = self._agreement, self._agreement.after(transcript.text)
        if not self._is_to_her(transcript.text):
            return
        self._publish(PartialTranscript(self._agreement.stable, self._agreement.rest))
        if self._agreement.stable != before.stable:
            self._reading.begin(self._agreement.stable)
