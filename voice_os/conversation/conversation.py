"""The conversation: microphone, keys and modes, for one person, until it is ended."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from voice_os.audio import FRAME, SAMPLE_RATE, AudioSink, AudioSource
from voice_os.audio.earcons import Earcon, sound
from voice_os.breath import Breath
from voice_os.conversation import push_to_talk
from voice_os.conversation.answering import Announcement
from voice_os.conversation.engines import Engines
from voice_os.conversation.listener import VoiceActivity
from voice_os.conversation.turn_taking import TurnTaking
from voice_os.desktop import Command, KeySource, Signal
from voice_os.dialogue.dialogue import Dialogue
from voice_os.errors import Problem
from voice_os.events import Events, ModeChanged, Notice, Ready, State, StateChanged
from voice_os.mode import Mode
from voice_os.settings import Settings

NEXT = {Mode.KEY: Mode.OPEN, Mode.OPEN: Mode.NAME, Mode.NAME: Mode.KEY}
"""The modes in the order in which one key goes through them. Out of `MUTED` one goes back."""

LATENESS = {
    Mode.KEY: (1.0, FRAME / SAMPLE_RATE),
    Mode.OPEN: (0.1, 0.0),
    Mode.NAME: (0.1, 0.0),
}
"""Seconds by which the microphone may be late while she waits, and otherwise. With a key two frames
come at a time, which halves what waiting costs; for others the microphone is opened anew."""

MUTED = "I am muted and hear nothing. `voice-os mode open` or `voice-os mode key` changes that."


class Conversation:
    """One person, one microphone, one voice: turns one after another, until cancelled."""

    def __init__(
        self,
        settings: Settings,
        *,
        name: Callable[[], str],
        source: AudioSource,
        sink: AudioSink,
        keys: KeySource,
        activity: VoiceActivity,
        engines: Engines,
        dialogue: Dialogue,
        events: Events,
        breath: Callable[[], Breath],
    ) -> None:
        """`name` tells hers; `breath` tells what the machine has to spare.

        `ready` is set once she can be spoken to.
        """
        self.mode = settings.listening.mode
        self._key = settings.key
        self._earcons = settings.audio.earcons
        self._source = source
        self._sink = sink
        self._keys = keys
        self._dialogue = dialogue
        self._events = events
        self._state = State.STARTING
        self._unmuted = Mode.KEY if self.mode is Mode.MUTED else self.mode
        self.ready = asyncio.Event()
        self._reopens = False
        self._hearing = asyncio.Event()
        self._microphone_wanted = asyncio.Event()
        self._tasks = asyncio.TaskGroup()
        self._turns = TurnTaking(
            settings,
            name=name,
            engines=engines,
            dialogue=dialogue,
            sink=sink,
            activity=activity,
            breath=breath,
            tasks=self._tasks,
            chime=self._chime,
            publish=self._events.publish,
            enter=self._enter,
        )

    async def run(self, typed: str | None = None) -> None:
        """Converse until the source ends (a file does, a microphone does not).

        `typed` is answered first, as if it had been said.
        """
        async with self._tasks:
            try:
                await self._converse(typed)
            finally:
                self._turns.over = True

    @property
    def waiting(self) -> bool:
        """Whether nobody speaks, and nothing is being worked out."""
        return self._state is State.WAITING

    def answer(self, text: str) -> None:
        """Answer typed words at once, as if they had been said."""
        self._turns.answer(text)

    def say(self, text: str) -> None:
        """Say `text` as soon as nobody is speaking."""
        self._turns.announce(Announcement(text))

    def announce(self, text: str, on_heard: Callable[[], None] = lambda: None) -> None:
        """Ring at once, and say `text` as soon as nobody is speaking.

        `on_heard` is told when some of it was heard.
        """
        self._sink.chime(sound(Earcon.RING))
        self._turns.announce(Announcement(text, on_heard))

    def change_mode(self, mode: Mode) -> None:
        """Listen in another way from now on."""
        if mode is not Mode.MUTED:
            self._unmuted = mode
        if mode is not self.mode:
            self._reopens = Mode.KEY in (mode, self.mode)
            self.mode = mode
            self._listen()

    async def _converse(self, typed: str | None) -> None:
        keys = self._tasks.create_task(self._follow_keys())
        if typed is not None:
            await self._sink.open()
            self._turns.answer(typed)
        self._listen()
        await self._hear()
        await self._turns.finish()
        keys.cancel()

    def _listen(self) -> None:
        """Listen as the mode says, and say so."""
        self._events.publish(ModeChanged(self.mode))
        self._turns.change_mode(self.mode)
        self._want_microphone()

    async def _follow_keys(self) -> None:
        self._tasks.create_task(self._tell_when_ready())
        async with aclosing(self._keys.signals()) as signals:
            async for signal in signals:
                self._on_signal(signal)

    async def _tell_when_ready(self) -> None:
        await self._keys.ready()
        if self._microphone_wanted.is_set():
            await self._hearing.wait()
        self.ready.set()
        self._events.publish(Ready())
        self._turns.rest()

    def _on_signal(self, signal: Command) -> None:
        match signal:
            case Mode():
                self.change_mode(signal)
            case Signal.MUTE:
                self.change_mode(self._unmuted if self.mode is Mode.MUTED else Mode.MUTED)
            case Signal.NEXT_MODE:
                self.change_mode(NEXT.get(self.mode, self._unmuted))
            case Signal.PRESS | Signal.TOGGLE if self.mode is Mode.MUTED:
                self._events.publish(Notice(MUTED))
            case _:
                self._on_key(signal)

    def _on_key(self, signal: Signal) -> None:
        match push_to_talk.meaning(signal, self._key.mode, self._turns.listening_by_key):
            case "begin":
                self._turns.press(self._source.now)
                self._want_microphone()
                self._tasks.create_task(self._open_speaker())
            case "end":
                self._turns.release(self._source.now)

    async def _hear(self) -> None:
        """Hear until the source ends, whenever the microphone is wanted."""
        ended = False
        while not ended:
            await self._microphone_wanted.wait()
            ended = await self._hear_frames()

    async def _hear_frames(self) -> bool:
        """Hear while it is wanted. True: the source has ended."""
        async with aclosing(self._source.frames()) as frames:
            async for frame in frames:
                self._hearing.set()
                if self._microphone_wanted.is_set():
                    self._turns.hear(frame)
                if self._reopens or not self._microphone_wanted.is_set():
                    self._reopens = False
                    return False
        self._hearing.set()
        return True

    def _want_microphone(self) -> None:
        """Have the microphone open only while somebody may be listened to."""
        always = self.mode is not Mode.KEY or self._key.pre_roll > 0
        if self.mode is not Mode.MUTED and (always or self._turns.listening):
            self._microphone_wanted.set()
        else:
            self._microphone_wanted.clear()
        waiting, punctual = LATENESS.get(self.mode, (0.0, 0.0))
        self._source.lateness = waiting if self._state is State.WAITING else punctual

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

    def _enter(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self._events.publish(StateChanged(state))
        self._want_microphone()
