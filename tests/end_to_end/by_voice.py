"""Skills by voice: eSpeak NG says a wish, PocketSphinx hears it, the assistant does and answers it.

A `Row` of a table says which skill a wish is for, what she has to answer, and what has to be so
afterwards. One conversation goes through a whole table, as fast as it can.

The ear expects the sentences of the table, where in life it expects those of every skill. It is the
stand-in of a bare machine: among 30,000 sentences it mishears some, and others with every sentence
that a skill learns. What it makes of them is measured in `tests/stt`; what a table proves is the
loop, from sound to effect and to a spoken answer.
"""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import pytest
from end_to_end.speaking import spoken

from voice_os import settings as kept
from voice_os.assistant import assistant
from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio.files import WavSpeaker, read_wav
from voice_os.audio.simulated import SimulatedMicrophone
from voice_os.conversation.backchannels import expected
from voice_os.desktop import Signal
from voice_os.events import AnswerEnded, Event, Events, State, StateChanged, TranscriptReady
from voice_os.loading import Loader
from voice_os.skills import Done, Proposal, Services, Wish, acting, run
from voice_os.stt.pocketsphinx import PocketSphinx
from voice_os.surroundings import Surroundings
from voice_os.understanding.wording import tidy

W = TypeVar("W")

PATIENCE = 60.0
"""Seconds in which a wish has to be answered."""

SOON = 20.0
"""Seconds in which what was done has to be seen: other programs take a moment."""


@dataclass(frozen=True)
class Row(Generic[W]):
    """A wish by voice. `W` is what the conversation finds around it."""

    skill: str
    """The skill that has to take it; "": it only leads up to the next one."""
    said: str
    answer: str
    """A pattern for all that she answers."""
    effect: Callable[[W], object] = lambda _: True
    """What has to hold afterwards, or soon. It is called in a thread."""
    pace: float = 1.0
    """How fast it is said: what PocketSphinx mishears is said slower, as people do."""
    later: str = ""
    """A pattern for what she says then, of herself."""
    instead: str = ""
    """What stands in for a real part that no test machine has."""


class Caller:
    """Microphone and key of somebody who holds the key and speaks, one wish after another."""

    name = ""

    def __init__(self, events: Events) -> None:
        self.lateness = 0.0
        self.understood = ""
        self.answer = ""
        self._microphone = SimulatedMicrophone(real_time=False)
        self._microphone.queue(np.zeros(FRAME, np.float32))  # so that it is heard to be open
        self._keys: asyncio.Queue[Signal] = asyncio.Queue()
        self._quiet = asyncio.Event()
        self._listened_to = asyncio.Event()
        self._said = asyncio.Event()
        events.subscribe(self._watch)

    @property
    def now(self) -> int:
        return self._microphone.now

    def frames(self) -> AsyncGenerator[Frame, None]:
        return self._microphone.frames()

    async def ready(self) -> None:
        pass

    async def signals(self) -> AsyncGenerator[Signal, None]:
        while True:
            yield await self._keys.get()

    async def say(self, sound: Samples) -> None:
        """Say something when she listens, as after a pause, and listen to the whole answer."""
        self.understood = self.answer = ""
        self._listened_to.clear()
        self._quiet.clear()
        await self._microphone.say(np.zeros(SAMPLE_RATE // 2, np.float32))
        self._keys.put_nowait(Signal.PRESS)
        await self._listened_to.wait()
        await self._microphone.say(sound)
        self._keys.put_nowait(Signal.RELEASE)
        await self._quiet.wait()

    async def hear(self, pattern: str) -> None:
        """Listen until this is in what she has said since."""
        while not re.search(pattern, self.answer):
            self._said.clear()
            await self._said.wait()

    def _watch(self, event: Event) -> None:
        match event:
            case StateChanged(State.WAITING):
                self._quiet.set()
            case StateChanged(State.LISTENING):
                self._listened_to.set()
                self._quiet.clear()
            case StateChanged():
                self._quiet.clear()
            case TranscriptReady(text=text):
                self.understood = text
            case AnswerEnded(heard=heard):
                self.answer = f"{self.answer} {heard}".strip()
                self._said.set()


SLOWER = (1.0, 0.9, 0.8)
"""How fast something is said at first, and again."""


@dataclass
class Conversation:
    """A conversation that is held. `taken` names the skills that were run."""

    caller: Caller
    taken: list[str]

    async def ask(self, row: Row[W], world: W) -> str:
        """Say what a row says; return what is wrong with what came of it, "" if nothing is.

        What was misheard is said again, slower, as people do.
        """
        wrong = ""
        for slower in SLOWER:
            wrong = await self._say(row, slower * row.pace, world)
            if not wrong or tidy(self.caller.understood) == tidy(row.said):
                break
        return wrong

    async def _say(self, row: Row[W], pace: float, world: W) -> str:
        self.taken.clear()
        sound = await asyncio.to_thread(spoken, row.said, pace)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.caller.say(sound)
                await self.caller.hear(row.later)
        except TimeoutError:
            pytest.fail(f"{row.said} was never answered: {self.caller.answer}")
        happened = f'"{self.caller.understood}" {self.taken}: {self.caller.answer}'
        if row.skill and row.skill not in self.taken:
            return f"{row.said} was not for {row.skill}, but {happened}"
        if not re.search(row.answer, self.caller.answer):
            return f"{row.said} was to be answered {row.answer!r}: {happened}"
        if not await asyncio.to_thread(_soon, row.effect, world):
            return f"{row.said} had no effect: {happened}"
        return ""


def _soon(effect: Callable[[W], object], world: W) -> bool:
    """Whether it holds, or does so in a moment."""
    deadline = time.monotonic() + SOON
    while not effect(world):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@asynccontextmanager
async def conversation(
    sentences: Sequence[str], speaker: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Conversation]:
    """A conversation in the home and with the settings of this test; what she says is recorded.

    She expects to hear these sentences.
    """
    taken: list[str] = []

    async def watched(wish: Wish, services: Services) -> Done | Proposal:
        taken.append(wish.skill.name)
        return await run(wish, services)

    async def stt(*_: object) -> PocketSphinx:
        return await PocketSphinx.load(sentences, brief=expected("en"))

    monkeypatch.setattr(acting, "run", watched)
    monkeypatch.setattr(Loader, "stt", stt)
    events = Events()
    caller = Caller(events)
    sink = WavSpeaker(speaker, real_time=False)
    await sink.open()
    around = Surroundings(caller, sink, caller)
    async with assistant(kept.load(), events, around) as she:
        running = asyncio.create_task(she.run())
        await she.ready.wait()
        yield Conversation(caller, taken)
        running.cancel()
        await asyncio.wait([running])
    await sink.close()


async def hold(
    rows: list[Row[W]], world: W, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Hold a conversation, row by row; return what went wrong in it. She has to be heard."""
    speaker = folder / "answers.wav"
    async with conversation([row.said for row in rows], speaker, monkeypatch) as talk:
        wrong = [found for row in rows if (found := await talk.ask(row, world))]
    assert np.abs(read_wav(speaker)).max() > 0.05
    return wrong
