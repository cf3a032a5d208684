"""Early work: an utterance is understood and answered on trial while it still goes on."""

import asyncio
from collections.abc import Callable

from voice_os.audio import SAMPLE_RATE, Frame
from voice_os.breath import Breath
from voice_os.conversation.answering import Answering
from voice_os.conversation.engines import Engines
from voice_os.conversation.exchange import Accept
from voice_os.conversation.following import Following
from voice_os.conversation.listener import Listener
from voice_os.conversation.pause import Pause
from voice_os.conversation.read_ahead import ReadAhead
from voice_os.conversation.speculation import Drafts, may_work_early
from voice_os.conversation.utterance import EARLY_PAUSE, Utterance
from voice_os.events import Event
from voice_os.settings import Settings

WORTH_IT = 1.03
"""How much more has to be said until a draft that was thrown away is worth another."""

HER_NAME_WITHIN = 3 * SAMPLE_RATE
"""Samples of speech in which her name is looked for; what goes on without it is said to others."""


class EarlyWork:
    """What is found out about the open utterance before it is over. It has no effects."""

    def __init__(
        self,
        settings: Settings,
        engines: Engines,
        *,
        listener: Listener,
        answering: Answering,
        reading: ReadAhead,
        breath: Callable[[], Breath],
        is_to_her: Callable[[str], bool],
        publish: Callable[[Event], None],
        tasks: asyncio.TaskGroup,
    ) -> None:
        """`breath` tells what the machine has to spare, `is_to_her` whom words are said to."""
        self._setting = settings.listening.speculation
        self._listener = listener
        self._answering = answering
        self._breath = breath
        self._following = Following(engines, reading, is_to_her, publish, tasks)
        patience, language = settings.listening.patience, settings.language
        self._pause = Pause(engines, tasks, patience=patience, language=language)
        self._drafts = Drafts()
        self._drafted = 0  # voiced frames of the utterance when it was last drafted

    def work(self, utterance: Utterance, *, surely: bool) -> bool:
        """Do what may be done by now. True: a draft should be begun.

        `surely`: it is known to be said to her. Else her name is looked for, and not for long.
        """
        clock, speech = self._listener.clock, utterance.speech
        spoken = speech.ended - speech.began
        if not surely and spoken > HER_NAME_WITHIN:
            return False
        drafting = self._answering.draft is not None
        if utterance.has_paused(clock):
            if not utterance.by_key and self._pause.wants_sound(speech.pause(clock)):
                self._pause.ask(self._listener.sound())
            worth_it = speech.voiced_frames >= WORTH_IT * self._drafted
            return not drafting and worth_it and self._is_allowed()
        if speech and self._following.wants_sound(spoken, drafting=drafting) and self._is_allowed():
            self._following.listen(self._listener.sound(), spoken)
        return False

    def draft(self, utterance: Utterance, accept: Accept) -> None:
        """Begin to answer the utterance on trial, as far as it goes."""
        self._drafted = utterance.speech.voiced_frames
        self._answering.begin(self._listener.sound(), accept, surely=utterance.by_key)

    def go_on(self, before: Utterance | None, frame: Frame) -> None:
        """A voiced frame: if there was a pause, it was one within the turn."""
        if before is not None and before.speech:
            lasted = frame.start - before.speech.ended
            self._pause.over(lasted if lasted >= EARLY_PAUSE else None)
        self._answering.drop()

    def resume(self, lasted: int | None) -> None:
        """So many samples of pause were taken for the end of the turn, and were not."""
        self._pause.over(lasted)

    def pause_needed(self, utterance: Utterance) -> int:
        """Samples of silence after which the utterance is over."""
        speech = utterance.speech
        return self._pause.needed(self._answering.understood, speech.ended - speech.began)

    def count(self, *, kept: bool) -> None:
        """A draft has become a turn, or was thrown away."""
        self._drafts = self._drafts.after(kept)

    def stop(self) -> None:
        """What was found out is of no use any more."""
        self._following.stop()
        self._pause.over()
        self._drafted = 0

    def _is_allowed(self) -> bool:
        return may_work_early(self._setting, self._breath(), self._drafts.wasted)
