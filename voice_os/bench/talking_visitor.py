"""A recorded visitor who only speaks: the microphone is open, and she finds the end by herself."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.bench.recordings import Recording
from voice_os.bench.visitor import LISTENS, PAUSE, BenchVisitor
from voice_os.desktop import Signal
from voice_os.events import Events, State

PATIENCE = 15.0
"""Seconds that the visitor waits for an answer."""

_ROOM = 2 * SAMPLE_RATE  # of the recording's room behind the last word


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """One turn as the visitor saw it, in seconds of the event loop's clock.

    `ended`: when the last sample of the last word was spoken.
    """

    said: Recording
    ended: float


class TalkingVisitor(BenchVisitor):
    """One who speaks, waits for the answer, and after a moment of it has heard enough.

    The key is pressed for nothing but to hush her, so that a turn takes no longer than it must.
    """

    def __init__(
        self,
        utterances: Sequence[Recording],
        events: Events,
        *,
        after_turn: Callable[[OpenVisit], Awaitable[None]],
    ) -> None:
        """`after_turn` is awaited when all is quiet again; the next turn begins when it is done."""
        super().__init__(events)
        self._utterances = utterances
        self._after_turn = after_turn

    async def signals(self) -> AsyncGenerator[Signal, None]:
        """The visitor's hand, seldom on the key. Raises `Problem` where an engine is missing."""
        await self._until_loaded()
        await self._until_in(State.WAITING)
        now = asyncio.get_running_loop().time
        for said in self._utterances:
            # The microphone tells when a whole frame was heard: so that one ends with the words.
            before = np.zeros(-said.end % FRAME, np.float32)
            await self.microphone.say(np.concatenate([before, said.samples[: said.end]]))
            ended = now()
            self.microphone.queue(said.until(said.end + _ROOM)[said.end :])
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._until_in(State.SPEAKING)
                    await asyncio.sleep(LISTENS)
            yield Signal.PRESS
            yield Signal.RELEASE
            await self._until_in(State.WAITING)
            await asyncio.sleep(PAUSE)
            await self._after_turn(OpenVisit(said, ended))
        self.microphone.end()
