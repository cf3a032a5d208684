"""Turn-taking: the one place that knows whose turn it is.

Frames and presses come in; exchanges are begun on trial, committed, reopened and cut off. What
begins and ends a turn is decided by pure policies over what the listener keeps.
"""

import asyncio
from collections.abc import Callable

from voice_os.audio import SAMPLE_RATE, AudioSink, Frame
from voice_os.audio.earcons import Earcon
from voice_os.audio.levels import dbfs
from voice_os.breath import Breath
from voice_os.conversation import push_to_talk
from voice_os.conversation.answering import Announcement, Answering
from voice_os.conversation.attention import Attention
from voice_os.conversation.cutting_in import CuttingIn
from voice_os.conversation.early_work import EarlyWork
from voice_os.conversation.engines import Engines
from voice_os.conversation.exchange import Exchange
from voice_os.conversation.listener import Listener, VoiceActivity
from voice_os.conversation.read_ahead import ReadAhead
from voice_os.conversation.utterance import VOICED, Utterance
from voice_os.dialogue.dialogue import Dialogue
from voice_os.events import (
    ClauseStarted,
    DraftDropped,
    Event,
    LevelMeasured,
    PartialTranscript,
    State,
)
from voice_os.mode import Mode
from voice_os.settings import Settings

KNOCK = int(0.3 * SAMPLE_RATE)
"""Samples of silence after which a sound too short to be speech is forgotten."""


class TurnTaking:
    """Whose turn it is, by key and by voice."""

    def __init__(
        self,
        settings: Settings,
        *,
        name: Callable[[], str],
        engines: Engines,
        dialogue: Dialogue,
        sink: AudioSink,
        activity: VoiceActivity,
        breath: Callable[[], Breath],
        tasks: asyncio.TaskGroup,
        chime: Callable[[Earcon], None],
        publish: Callable[[Event], None],
        enter: Callable[[State], None],
    ) -> None:
        """`name` tells hers; `enter` is told what she does from now on.

        `chime` sounds only where that is wished.
        """
        self.over = False
        self._engines = engines
        self._post_roll = int(settings.key.post_roll * SAMPLE_RATE)
        self._dialogue = dialogue
        self._tell = publish
        self._enter = enter

        self._attention = Attention(
            name, language=settings.language, follow_up=settings.listening.follow_up
        )
        self._listener = Listener(activity, settings.key.pre_roll, even=settings.audio.gain_control)
        self._reading = ReadAhead(engines, dialogue, tasks)
        self._cutting_in = CuttingIn(engines, sink, tasks, language=settings.language)
        self._answering = Answering(
            engines=engines,
            dialogue=dialogue,
            sink=sink,
            chime=chime,
            publish=self._publish,
            tasks=tasks,
            on_over=self._on_over,
        )
        self._early = EarlyWork(
            settings,
            engines,
            listener=self._listener,
            answering=self._answering,
            reading=self._reading,
            breath=breath,
            is_to_her=self._is_to_her,
            publish=publish,
            tasks=tasks,
        )

    @property
    def listening(self) -> bool:
        """Whether an utterance is open."""
        return self._listener.open is not None

    @property
    def listening_by_key(self) -> bool:
        """Whether one by key is open that nobody has asked to end."""
        return self._listener.listening

    def change_mode(self, mode: Mode) -> None:
        """Listen in another way. What is being said is still heard out, unless she is muted."""
        attentive, utterance = mode in (Mode.OPEN, Mode.NAME), self._listener.open
        self._attention.change_mode(mode, self._listener.clock)
        self._listener.attend(attentive)
        over_answer = self._answering.busy and utterance is not None and not utterance.by_key
        if not attentive:
            self._cutting_in.over()
        if mode is Mode.MUTED:
            self._listener.forget_past()
        if mode is Mode.MUTED or (over_answer and not attentive):
            self._let_pass()

    def press(self, now: int) -> None:
        """The key is down at `now` on the sample clock: whatever she says, she listens."""
        spoke = self._answering.speaking
        cut = self._answering.interrupt()
        self._cutting_in.over()
        self._listener.settle()
        if not self._attention.given:
            self._disregard()
        self._attention.begin(by_key=True)
        self._listener.begin(now, by_key=True, with_past=not spoke)
        self._attend(cut)

    def release(self, now: int) -> None:
        """The key is up again."""
        self._listener.release(now)
        self._end_if_over()

    def hear(self, frame: Frame) -> None:
        """Take in what the microphone heard."""
        before = self._listener.open
        activity = self._listener.hear(frame, answering=self._answering.busy)
        begins = activity >= VOICED and self._listener.somebody_is_near
        if self._listener.attentive and self._listener.open is None and begins:
            self._attention.begin(by_key=False)
            self._listener.begin(frame.start, by_key=False)
        utterance = self._listener.open
        if self._listener.attentive and self._answering.busy:
            self._hear_over_answer(frame, activity)
        elif utterance is not None:
            self._follow(utterance, before, frame)

    def answer(self, text: str) -> None:
        """Answer typed words: whatever she says, they are answered at once."""
        self._answering.interrupt()
        self._dialogue.listen()
        self._answering.begin(text, self._attention.acceptance(), surely=True)
        self._enter(State.THINKING)
        self._answering.commit()

    def announce(self, announcement: Announcement) -> None:
        """Say something as soon as nobody is speaking."""
        self._answering.announce(announcement)
        self.rest()

    def rest(self) -> None:
        """Nobody is speaking: say what waited to be said, or wait."""
        if self.over or self._attention.given or self._answering.current is not None:
            return
        if self._listener.open is None and self._answering.say_waiting():
            self._enter(State.THINKING)
        else:
            self._enter(State.WAITING)
            self._reading.begin()

    async def finish(self) -> None:
        """Nothing more will be heard: answer what was said to its end, and be over."""
        utterance, goes_on = self._listener.open, self._listener.listening
        if utterance is not None and utterance.speech and not (goes_on or self._answering.busy):
            self._take(utterance)
        self.over = True
        self._cutting_in.over()
        self._early.stop()
        await self._answering.finish()
        self._reading.stop()

    # While nobody answers

    def _follow(self, utterance: Utterance, before: Utterance | None, frame: Frame) -> None:
        """An utterance goes on, or pauses."""
        speech = utterance.speech
        if speech.ended == frame.end and not utterance.is_full(frame.end):
            self._early.go_on(before, frame)
            if speech and not self._attention.given and self._attention.is_awake(utterance):
                self._attend()
        elif not utterance.by_key and not speech and speech.pause(frame.end) >= KNOCK:
            self._let_pass()
            return
        if self._attention.given:
            self._tell(LevelMeasured(dbfs(frame.samples)))
        if self._early.work(utterance, surely=self._attention.given):
            self._draft(utterance)
        self._end_if_over()

    def _is_to_her(self, words: str) -> bool:
        """Whether what goes on is said to her; if her name is among its words, from now on."""
        if not self._attention.given and self._attention.is_called(words):
            self._attend()
        return self._attention.given

    def _attend(self, cut: asyncio.Task[None] | None = None) -> None:
        """She listens to somebody, visibly; `cut` is the exchange that was cut off for it."""
        self._attention.given = True
        self._dialogue.listen()
        self._reading.begin("", cut)
        self._enter(State.LISTENING)

    def _draft(self, utterance: Utterance) -> None:
        """Begin to answer what may have been said to her."""
        if not self._attention.given:
            self._dialogue.listen()
        self._early.draft(utterance, self._attention.acceptance(utterance))

    def _end_if_over(self) -> None:
        utterance = self._listener.open
        if utterance is None or not self._has_ended(utterance):
            return
        if utterance.by_key:
            if utterance.speech:
                self._take(utterance)
            else:
                self._let_pass()
            return
        if self._answering.draft is None:
            self._draft(utterance)
        accepted = self._answering.accepted
        unknowable = self._answering.failed or not self._engines.stt.done()
        if accepted is False or (unknowable and not self._attention.given):
            self._let_pass()
        elif accepted or self._attention.given:
            self._take(utterance)

    def _has_ended(self, utterance: Utterance) -> bool:
        clock = self._listener.clock
        if utterance.by_key:
            return push_to_talk.has_ended(utterance, clock, self._post_roll)
        if not utterance.speech:
            return False
        needed = self._early.pause_needed(utterance)
        return utterance.is_full(clock) or utterance.speech.pause(clock) >= needed

    def _take(self, utterance: Utterance) -> None:
        """The utterance is over: commit to its answer."""
        if self._answering.draft is None:
            self._draft(utterance)
        self._early.count(kept=True)
        self._dialogue.hear_voice(self._listener.recorded())
        self._listener.close()
        self._forget()
        now = asyncio.get_running_loop().time()
        clock = self._listener.clock
        released = clock if utterance.released is None else utterance.released
        ago = [(clock - at) / SAMPLE_RATE for at in (utterance.speech.ended, released)]
        self._enter(State.THINKING)
        self._answering.commit(speech_end=now - ago[0], released=now - ago[1])

    def _let_pass(self) -> None:
        """What is open was nothing, or nothing to her: have it seen that she waits again."""
        visibly = self._attention.given
        self._disregard()
        if visibly:
            self._tell(PartialTranscript("", ""))
        if visibly or self._answering.has_announcements:
            self.rest()

    def _disregard(self) -> None:
        """What is open, if anything, was not said to her."""
        self._answering.drop()
        self._listener.dismiss()
        self._forget()

    def _forget(self) -> None:
        """What was known of the utterance that was open is of no use any more."""
        self._early.stop()
        self._attention.forget()

    # While she answers

    def _hear_over_answer(self, frame: Frame, activity: float) -> None:
        """Without the key: tell speech to her from what only sounds over her answer."""
        current, utterance = self._answering.current, self._listener.open
        assert current is not None  # noqa: S101 - she is busy
        goes_on = utterance is not None and bool(utterance.speech) and not self._answering.speaking
        if not self._may_reopen(current.exchange):
            self._listener.settle()
        elif goes_on:
            self._reopen(current.exchange)
            return
        being_said, sounding = current.exchange.being_said(), self._cutting_in.sounding
        if self._cutting_in.hear(frame, activity, self._listener.sound, being_said):
            self._cut_in(current.exchange, frame)
        elif self._cutting_in.sounding and not sounding:
            self._listener.listen_anew()
        elif utterance is not None and not self._cutting_in.sounding:
            self._listener.dismiss()

    def _may_reopen(self, exchange: Exchange) -> bool:
        """Whether the answer can be taken back: nothing was heard of it, nothing done."""
        last = self._listener.last
        if last is None or last.is_full(self._listener.clock):
            return False
        return not exchange.acted and not exchange.heard_so_far()

    def _reopen(self, exchange: Exchange) -> None:
        """The person goes on: both parts are one turn."""
        withdrawn = self._answering.withdraw()
        self._cutting_in.over()
        self._early.resume(self._listener.reopen())
        self._attention.resume(exchange.understood or "", self._listener.clock)
        self._attend(withdrawn)

    def _cut_in(self, exchange: Exchange, frame: Frame) -> None:
        """The person talks to her over her answer."""
        if self._listener.open is None:
            self._listener.begin(frame.start, by_key=False)
        if self._may_reopen(exchange):
            self._reopen(exchange)
            return
        said_over = exchange.being_said()
        cut = self._answering.interrupt()
        self._cutting_in.over()
        self._attention.cut_in(said_over, self._listener.clock)
        self._attend(cut)

    def _on_over(self, exchange: Exchange) -> None:
        """An exchange is over. If it was not cut off, what is open now is an utterance."""
        if not exchange.abandoned:
            self._cutting_in.over()
            self._listener.settle()
            if exchange.accepted is not False:
                self._attention.answered(self._listener.clock)
            self._attention.over(exchange.being_said() if self._listener.open else "")
        self.rest()

    def _publish(self, event: Event) -> None:
        self._tell(event)
        match event:
            case ClauseStarted() if self._answering.busy:
                self._enter(State.SPEAKING)
            case DraftDropped():
                self._early.count(kept=False)
