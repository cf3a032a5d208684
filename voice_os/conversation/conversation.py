"""The conversation: the one place that knows whose turn it is.

Keys and frames come in, exchanges are begun, committed and cancelled. What begins and ends an
utterance is decided by pure policies over what the listener keeps.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine
from contextlib import aclosing
from dataclasses import dataclass

from voice_os.audio import SAMPLE_RATE, AudioSink, AudioSource, Frame, Samples
from voice_os.audio.earcons import Earcon, sound
from voice_os.audio.levels import dbfs
from voice_os.conversation import push_to_talk
from voice_os.conversation.engines import Engines
from voice_os.conversation.exchange import Exchange
from voice_os.conversation.listener import Listener, VoiceActivity
from voice_os.conversation.push_to_talk import Held
from voice_os.conversation.read_ahead import ReadAhead
from voice_os.desktop import KeySource, Signal
from voice_os.dialogue.dialogue import Dialogue
from voice_os.errors import Problem
from voice_os.events import (
    ClauseStarted,
    Event,
    Events,
    LevelMeasured,
    Notice,
    Ready,
    State,
    StateChanged,
)
from voice_os.settings import Settings


class Conversation:
    """One person, one microphone, one voice: turns one after another, until cancelled."""

    def __init__(
        self,
        settings: Settings,
        *,
        source: AudioSource,
        sink: AudioSink,
        keys: KeySource,
        activity: VoiceActivity,
        engines: Engines,
        dialogue: Dialogue,
        events: Events,
    ) -> None:
        self._key = settings.key
        self._source = source
        self._sink = sink
        self._keys = keys
        self._engines = engines
        self._dialogue = dialogue
        self._events = events
        self._earcons = settings.audio.earcons

        self._state = State.STARTING
        self._listener = Listener(activity, settings.key.pre_roll)
        self._hearing = asyncio.Event()
        self._microphone_wanted = asyncio.Event()
        self._draft: _Turn | None = None

        self._turns = 0
        self._current: _Turn | None = None
        self._announcements: deque[str] = deque()
        self._tasks = asyncio.TaskGroup()
        self._reading = ReadAhead(engines, dialogue, self._tasks)
        self._over = False

    async def run(self, typed: str | None = None) -> None:
        """Converse until the source ends (a file does, a microphone does not).

        `typed` is answered first, as if it had been said.
        """
        async with self._tasks:
            try:
                await self._converse(typed)
            finally:
                self._over = True

    async def _converse(self, typed: str | None) -> None:
        keys = self._tasks.create_task(self._follow_keys())
        if typed is not None:
            await self._sink.open()
            self._dialogue.listen()
            self._take(self._begin_turn(typed))
        await self._hear()
        self._over = True
        self._drop_draft()
        while self._current is not None:
            await asyncio.wait([self._current.task])
        self._reading.stop()
        keys.cancel()

    def announce(self, text: str) -> None:
        """Ring at once, and say `text` as soon as nobody is speaking."""
        self._announcements.append(text)
        self._sink.chime(sound(Earcon.RING))
        self._rest()

    async def _follow_keys(self) -> None:
        self._tasks.create_task(self._tell_when_ready())
        async with aclosing(self._keys.signals()) as signals:
            async for signal in signals:
                self._on_signal(signal)

    async def _tell_when_ready(self) -> None:
        await self._keys.ready()
        if self._key.pre_roll:
            await self._hearing.wait()
        self._events.publish(Ready())
        self._rest()

    async def _hear(self) -> None:
        """Hear until the source ends; without pre-roll, only while it is wanted."""
        if self._key.pre_roll:
            self._microphone_wanted.set()
        ended = False
        while not ended:
            await self._microphone_wanted.wait()
            ended = await self._hear_frames()

    async def _hear_frames(self) -> bool:
        """Hear while it is wanted. True: the source has ended."""
        async with aclosing(self._source.frames()) as frames:
            async for frame in frames:
                self._on_frame(frame)
                if not self._microphone_wanted.is_set():
                    return False
        return True

    def _on_signal(self, signal: Signal) -> None:
        match push_to_talk.meaning(signal, self._key.mode, self._listener.listening):
            case "begin":
                self._begin_listening()
            case "end":
                self._listener.release(self._source.now)
                self._end_if_over()

    def _on_frame(self, frame: Frame) -> None:
        self._hearing.set()
        held = self._listener.hear(frame)
        if held is None:
            return
        self._events.publish(LevelMeasured(dbfs(frame.samples)))
        if held.speech.ended == frame.end:
            self._drop_draft()
        elif self._draft is None and push_to_talk.may_begin_early(held, frame.end):
            self._draft = self._begin_turn(self._listener.utterance(held))
        self._end_if_over()

    def _begin_listening(self) -> None:
        was_speaking = self._state is State.SPEAKING
        cut = self._interrupt()
        self._dialogue.listen()
        self._reading.begin(listening=True, after=cut)
        self._listener.begin(self._source.now, with_past=not was_speaking)
        self._microphone_wanted.set()
        self._enter(State.LISTENING)
        self._tasks.create_task(self._open_speaker())

    def _end_if_over(self) -> None:
        held, clock = self._listener.held, self._listener.clock
        post_roll = int(self._key.post_roll * SAMPLE_RATE)
        if held is None or not push_to_talk.has_ended(held, clock, post_roll):
            return
        self._listener.close()
        if not self._key.pre_roll:
            self._microphone_wanted.clear()
        if held.speech:
            turn = self._draft or self._begin_turn(self._listener.utterance(held))
            self._draft = None
            self._take(turn, held)
        else:
            self._rest()

    def _begin_turn(self, utterance: Samples | str) -> "_Turn":
        exchange = self._exchange()
        return self._start(exchange, exchange.reply_to(utterance))

    def _exchange(self) -> Exchange:
        return Exchange(
            self._turns + 1,
            engines=self._engines,
            dialogue=self._dialogue,
            sink=self._sink,
            chime=self._chime,
            publish=self._publish,
        )

    def _start(
        self, exchange: Exchange, work: Coroutine[None, None, None], announcement: str = ""
    ) -> "_Turn":
        task = self._tasks.create_task(_after(self._current, work))
        turn = _Turn(exchange, task, announcement)
        turn.task.add_done_callback(lambda _: self._finished(turn, work))
        return turn

    def _finished(self, turn: "_Turn", work: Coroutine[None, None, None]) -> None:
        """A turn is over, whether it came to its end, was cut off, or never began."""
        work.close()
        if turn.announcement and turn.task.cancelled() and not turn.exchange.heard:
            self._announcements.appendleft(turn.announcement)
        if self._current is turn:
            self._current = None
            self._rest()

    def _take(self, turn: "_Turn", held: Held | None = None) -> None:
        """Commit to a turn: the utterance is over."""
        self._turns += 1
        self._current = turn
        self._enter(State.THINKING)
        if held is None:
            turn.exchange.commit()
            return
        now = asyncio.get_running_loop().time()
        clock = self._listener.clock
        released = clock if held.released is None else held.released
        ago = [(clock - at) / SAMPLE_RATE for at in (held.speech.ended, released)]
        turn.exchange.commit(speech_end=now - ago[0], released=now - ago[1])

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft.give_up()
            self._draft = None

    def _interrupt(self) -> asyncio.Task[None] | None:
        """Silence her and give the running turn up. Returns its task, which may take a moment."""
        if self._current is None:
            return None
        self._sink.stop()
        self._current.give_up()
        return self._current.task

    def _rest(self) -> None:
        """Nobody is speaking: say what waited to be said, or wait."""
        if self._over or self._listener.held is not None or self._current is not None:
            return
        if self._announcements:
            exchange, text = self._exchange(), self._announcements.popleft()
            self._take(self._start(exchange, exchange.announce(text), text))
        else:
            self._enter(State.WAITING)
            self._reading.begin(listening=False)

    async def _open_speaker(self) -> None:
        """Have the speaker ready before the answer is. One that is missing is waited for."""
        try:
            await self._sink.open()
        except Problem as problem:
            self._events.publish(Notice(str(problem)))
        self._chime(Earcon.LISTENING)

    def _chime(self, earcon: Earcon) -> None:
        if self._earcons:
            self._sink.chime(sound(earcon))

    def _publish(self, event: Event) -> None:
        self._events.publish(event)
        if isinstance(event, ClauseStarted) and self._listener.held is None:
            self._enter(State.SPEAKING)

    def _enter(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self._source.relaxed = state is State.WAITING
            self._events.publish(StateChanged(state))


@dataclass(frozen=True, slots=True)
class _Turn:
    """An exchange and the task it runs in."""

    exchange: Exchange
    task: asyncio.Task[None]
    announcement: str = ""

    def give_up(self) -> None:
        """Cancel it, and everything under it."""
        self.exchange.abandon()
        self.task.cancel()


async def _after(before: _Turn | None, work: Coroutine[None, None, None]) -> None:
    """Let the turn before come to its end first: what it leaves in history comes before."""
    if before is not None:
        await asyncio.wait([before.task])
    await work
