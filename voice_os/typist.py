"""Somebody who types: lines in the place of a microphone and a key."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable

import numpy as np

from voice_os.audio import FRAME, Frame
from voice_os.audio.simulated import SimulatedMicrophone
from voice_os.desktop import Signal
from voice_os.events import Event, Events, State, StateChanged


class Typist:
    """A microphone that hears nothing and a key that nobody presses, until `end`.

    Who types at a terminal is answered at once, whatever she says. Lines from elsewhere are there
    all at once, so each waits until she has finished.
    """

    name = ""

    def __init__(self, events: Events) -> None:
        self.lateness = 0.0
        self._microphone = SimulatedMicrophone(real_time=False)
        self._microphone.queue(np.zeros(FRAME, np.float32))  # so that it is heard to be open
        self._spoke = False
        self._quiet = asyncio.Event()
        events.subscribe(self._watch)

    @property
    def now(self) -> int:
        """The sample clock, which rests."""
        return self._microphone.now

    def frames(self) -> AsyncGenerator[Frame, None]:
        """Nothing, until the end."""
        return self._microphone.frames()

    async def ready(self) -> None:
        """The typist's hands are always on the keyboard."""

    async def signals(self) -> AsyncGenerator[Signal, None]:
        """No key."""
        await asyncio.Event().wait()
        yield Signal.RELEASE  # never: this makes it a generator

    def end(self) -> None:
        """Nothing more will be typed."""
        self._microphone.end()

    async def type(self, answer: Callable[[str], None], *, empty: str) -> None:
        """Hand over each line that is typed until the input's end; `empty` for an empty one."""
        patient = not sys.stdin.isatty()
        async for line in _lines():
            if patient:
                await self._quiet.wait()
                self._quiet.clear()
            answer(line.strip() or empty)
        if patient:
            await self._quiet.wait()
        self.end()

    def _watch(self, event: Event) -> None:
        match event:
            case StateChanged(State.SPEAKING):
                self._spoke = True
            case StateChanged(State.WAITING) if self._spoke:
                self._quiet.set()


async def _lines() -> AsyncGenerator[str, None]:
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[bytes] = asyncio.Queue()
    number = sys.stdin.fileno()
    try:
        loop.add_reader(number, lambda: arrived.put_nowait(os.read(number, 65_536)))
    except (NotImplementedError, PermissionError):  # on Windows; or a file, which never blocks
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line
        return
    try:
        rest = b""
        while data := await arrived.get():
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                yield line.decode(errors="replace")
        if rest:
            yield rest.decode(errors="replace")
    finally:
        loop.remove_reader(number)
