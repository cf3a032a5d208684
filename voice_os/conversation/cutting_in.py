"""What is heard over an answer: she gives way as the policy says, and asks what the words were."""

import asyncio
import logging
from collections.abc import Callable

from voice_os.audio import AudioSink, Frame, Samples, Volume
from voice_os.conversation.engines import Engines
from voice_os.conversation.interruption import Intrusion, Reaction, Verdict, judge, reaction

_LOG = logging.getLogger(__name__)


class CuttingIn:
    """Follows what sounds over her answers, one sound at a time."""

    def __init__(
        self, engines: Engines, sink: AudioSink, tasks: asyncio.TaskGroup, *, language: str
    ) -> None:
        self._engines = engines
        self._sink = sink
        self._tasks = tasks
        self._language = language
        self._intrusion = Intrusion()
        self._question: asyncio.Task[None] | None = None

    @property
    def sounding(self) -> bool:
        """Whether something sounds over her answer that may yet be said to her."""
        return self._intrusion.began is not None

    def hear(
        self, frame: Frame, activity: float, sound: Callable[[], Samples], being_said: str
    ) -> bool:
        """Take in a frame that is free of echo, and give way. True: she is to stop.

        `sound` gives what was said over her so far; `being_said` is what she says about now.
        """
        self._intrusion = self._intrusion.after(frame, activity)
        if self._intrusion.wants_words(frame.end) and self._engines.stt.done():
            self._intrusion = self._intrusion.asking()
            self._forget_question()
            self._question = self._tasks.create_task(self._ask(sound(), being_said))
        now = reaction(self._intrusion, frame.end)
        if now is Reaction.STOP:
            return True
        self._sink.volume = Volume(now)
        return False

    def over(self) -> None:
        """She has stopped, or come to her end: what sounds now is no intrusion any more."""
        self._forget_question()
        self._intrusion = Intrusion()
        self._sink.volume = Volume.FULL

    def _forget_question(self) -> None:
        """An answer that comes too late would be about something else."""
        if self._question is not None:
            self._question.cancel()
            self._question = None

    async def _ask(self, sound: Samples, being_said: str) -> None:
        try:
            transcript = await self._engines.stt.result().transcribe(sound)
            verdict = judge(transcript.text, being_said, self._language)
        except Exception:
            _LOG.exception("what was said over an answer could not be understood")
            verdict = Verdict.NOTHING
        self._intrusion = self._intrusion.judged(verdict)
