"""A recorded visitor: presses the key, speaks, lets go, and listens to the answer."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import numpy as np

from voice_os.audio import FRAME, Frame, Samples
from voice_os.audio.simulated import SimulatedMicrophone
from voice_os.desktop import Signal
from voice_os.events import Event, Events, Ready, State, StateChanged

POLITENESS = 0.7
"""Seconds that the visitor waits after an answer before speaking again."""


class Visitor:
    """Microphone and key in one: says recorded utterances, each when the last was answered.

    In real time the microphone hears silence in between; as fast as possible its clock rests.
    """

    name = ""

    def __init__(
        self, utterances: Sequence[Samples], events: Events, *, real_time: bool = True
    ) -> None:
        """`utterances` are mono sound at 16 kHz."""
        self.lateness = 0.0
        self._utterances = utterances
        self._microphone = SimulatedMicrophone(real_time=real_time)
        self._politeness = POLITENESS if real_time else 0.0
        self._ready = asyncio.Event()
        self._quiet = asyncio.Event()
        # So that the microphone is heard to be open before anything is said.
        self._microphone.queue(np.zeros(FRAME, np.float32))
        events.subscribe(self._watch)

    @property
    def now(self) -> int:
        """The sample clock."""
        return self._microphone.now

    def frames(self) -> AsyncGenerator[Frame, None]:
        """What a microphone hears in the visitor's presence."""
        return self._microphone.frames()

    async def ready(self) -> None:
        """The visitor's hand is always on the key."""

    async def signals(self) -> AsyncGenerator[Signal, None]:
        """The visitor's hand on the key."""
        await self._ready.wait()
        for utterance in self._utterances:
            self._quiet.clear()
            yield Signal.PRESS
            await self._microphone.say(utterance)
            yield Signal.RELEASE
            await self._answered()
        self._microphone.end()

    async def _answered(self) -> None:
        """Wait until nobody has spoken for a moment: a timer may have rung meanwhile."""
        while True:
            await self._quiet.wait()
            await asyncio.sleep(self._politeness)
            if self._quiet.is_set():
                return

    def _watch(self, event: Event) -> None:
        match event:
            case Ready():
                self._ready.set()
            case StateChanged(State.WAITING):
                self._quiet.set()
            case StateChanged():
                self._quiet.clear()
