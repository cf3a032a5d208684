"""Recorded visitors: what they have in common, and one who cuts in with the key."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.simulated import SimulatedMicrophone
from voice_os.desktop import Signal
from voice_os.errors import Problem
from voice_os.events import (
    EngineMissing,
    EngineReady,
    Event,
    Events,
    Part,
    Ready,
    State,
    StateChanged,
)

LISTENS = 0.8
"""Seconds of an answer that the visitor hears before stopping it."""

PAUSE = 0.5
"""Seconds of quiet between what the visitor does and what is measured then."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One turn as the visitor saw it, in seconds of the event loop's clock.

    `stopped` is when the key was pressed to stop her; None where she was silent by then.
    """

    released: float
    stopped: float | None


class BenchVisitor:
    """What visitors share: eyes for what she does, and the `microphone` they speak into."""

    name = "a recorded visitor"

    def __init__(self, events: Events) -> None:
        self.microphone = SimulatedMicrophone()
        # So that the microphone is heard to be open before anything is said.
        self.microphone.queue(np.zeros(FRAME, np.float32))
        self._state = State.STARTING
        self._loading = set(Part)
        self._missing = ""
        self._ready = False
        self._changed = asyncio.Event()
        events.subscribe(self._watch)

    async def ready(self) -> None:
        """The visitor's hand is always on the key."""

    async def _until_loaded(self) -> None:
        await self._until(lambda: self._ready and not self._loading)

    async def _until_in(self, *states: State) -> None:
        await self._until(lambda: self._state in states)

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            if self._missing:
                raise Problem(self._missing)
            self._changed.clear()
            await self._changed.wait()

    def _watch(self, event: Event) -> None:
        match event:
            case Ready():
                self._ready = True
            case EngineReady(part):
                self._loading.discard(part)
            case EngineMissing(_, sentence):
                self._missing = sentence
            case StateChanged(state):
                self._state = state
            case _:
                return
        self._changed.set()


class InterruptingVisitor(BenchVisitor):
    """One who presses the key, speaks, lets go, listens for a moment, and stops her."""

    def __init__(
        self,
        utterance: Samples,
        events: Events,
        *,
        turns: int,
        release_after: float,
        after_turn: Callable[[Visit], Awaitable[None]],
    ) -> None:
        """`utterance` is mono sound at 16 kHz, ending with the last word.

        The key is let go `release_after` seconds behind it. `after_turn` is awaited when all is
        quiet again; the next turn begins when it is done.
        """
        super().__init__(events)
        silence = np.zeros(round(release_after * SAMPLE_RATE), np.float32)
        self._utterance = np.concatenate([utterance, silence])
        self._turns = turns
        self._after_turn = after_turn

    async def signals(self) -> AsyncGenerator[Signal, None]:
        """The visitor's hand on the key. Raises `Problem` where an engine cannot be had."""
        await self._until_loaded()
        for _ in range(self._turns):
            now = asyncio.get_running_loop().time
            yield Signal.PRESS
            await self.microphone.say(self._utterance)
            released, stopped = now(), None
            yield Signal.RELEASE
            await self._until_in(State.SPEAKING, State.WAITING)
            await asyncio.sleep(LISTENS)
            if self._state is State.SPEAKING:
                stopped = now()
                yield Signal.PRESS
                yield Signal.RELEASE
            await self._until_in(State.WAITING)
            await asyncio.sleep(PAUSE)
            await self._after_turn(Visit(released, stopped))
        self.microphone.end()
