"""An answer on its way to the ear: text in pieces, cut into clauses, spoken, followed."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass

import numpy as np

from voice_os.audio import PLAYBACK_RATE, AudioSink, Samples, Span
from voice_os.audio.resample import Resampler
from voice_os.conversation.heard import Said, heard_words
from voice_os.dialogue.clauses import ClauseSplitter
from voice_os.dialogue.speakable import speakable
from voice_os.restraint.guard import Guard
from voice_os.tts import Delivery, TextToSpeech

Mark = Callable[[str], None]
"""Told the name of a stage (a field of `Timings`) when it is reached first."""


def _ignore(_: str) -> None:
    """Nobody wants to know."""


_NOTHING: Samples = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A clause whose first samples are queued, from `start` on the speaker's clock."""

    text: str
    start: int


class Answer:
    """One answer being spoken.

    Everything up to the first clause's sound is made as early as can be; nothing is played
    before `committed` is set. Two cores cannot decode and speak at once without the first sound
    coming later, so decoding rests while the first clause is synthesised and goes on behind it.
    """

    def __init__(
        self,
        sink: AudioSink,
        voice: TextToSpeech,
        delivery: Callable[[], Delivery],
        committed: asyncio.Event,
        *,
        mark: Mark = _ignore,
        on_clause: Callable[[str], None] = _ignore,
        guard: Guard | None = None,
    ) -> None:
        """`delivery` is asked before each clause: what she does may change how she speaks.

        `guard` may change a clause, or end the answer, before it is spoken.
        """
        self._sink = sink
        self._voice = voice
        self._delivery = delivery
        self._committed = committed
        self._mark = mark
        self._on_clause = on_clause
        self._guard = guard or Guard()
        self._said: list[Said] = []
        self._first_is_out = asyncio.Event()

    async def speak(self, pieces: AsyncGenerator[str, None]) -> None:
        """Speak the text and return when its last sample has been heard."""
        clauses: asyncio.Queue[str | None] = asyncio.Queue(maxsize=1)
        begun: asyncio.Queue[_Begun | None] = asyncio.Queue()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._cut(pieces, clauses))
                tasks.create_task(self._synthesise(clauses, begun))
                tasks.create_task(self._follow(begun))
        except BaseException:
            if self._committed.is_set():
                self._sink.stop()
            raise

    def being_said(self) -> str:
        """The clause that is being heard, and the one before it."""
        now = self._sink.heard()
        begun = [said.text for said in self._said if said.span.start <= now]
        return " ".join(begun[-2:])

    def heard(self) -> str:
        """The words that have left the speaker until now."""
        return heard_words(self._said, self._sink.heard())

    async def _cut(
        self, pieces: AsyncGenerator[str, None], clauses: asyncio.Queue[str | None]
    ) -> None:
        async with aclosing(self._clauses(pieces)) as said:
            async for clause in said:
                await self._hand_over(clause, clauses)
        await clauses.put(None)

    async def _clauses(self, pieces: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
        """The text in clauses, as far as the guard lets it through."""
        splitter = ClauseSplitter()
        async with aclosing(pieces):
            async for piece in pieces:
                self._mark("first_token")
                for clause in splitter.feed(piece):
                    if passed := self._guard.pass_on(clause):
                        yield passed
                    if self._guard.stopped:
                        return
        last = [self._guard.pass_on(clause) for clause in splitter.flush()]
        for passed in [*last, self._guard.rest()]:
            if passed:
                yield passed

    async def _hand_over(self, clause: str, clauses: asyncio.Queue[str | None]) -> None:
        self._mark("first_clause")
        await clauses.put(clause)
        await self._first_is_out.wait()

    async def _synthesise(
        self, clauses: asyncio.Queue[str | None], begun: asyncio.Queue[_Begun | None]
    ) -> None:
        while (clause := await clauses.get()) is not None:
            if words := speakable(clause):
                await self._play(clause, words, begun)
            self._first_is_out.set()
        await begun.put(None)

    async def _play(self, clause: str, words: str, begun: asyncio.Queue[_Begun | None]) -> None:
        spans: list[Span] = []
        async with aclosing(self._sound(words)) as sound:
            async for samples in sound:
                self._mark("first_audio")
                await self._committed.wait()
                spans.append(self._sink.play(samples))
                if len(spans) == 1:
                    await begun.put(_Begun(clause, spans[0].start))
        if spans:
            self._said.append(Said(clause, Span(spans[0].start, spans[-1].end)))

    async def _sound(self, words: str) -> AsyncGenerator[Samples, None]:
        resampler = Resampler(self._voice.rate, PLAYBACK_RATE)
        async with aclosing(self._voice.synthesize(words, self._delivery())) as pieces:
            async for piece in pieces:
                if len(samples := resampler.feed(piece)):
                    yield samples
        if len(samples := resampler.feed(_NOTHING, last=True)):
            yield samples

    async def _follow(self, begun: asyncio.Queue[_Begun | None]) -> None:
        while (clause := await begun.get()) is not None:
            if not await self._sink.reached(clause.start + 1):
                return
            self._mark("first_sample")
            self._on_clause(clause.text)
        if self._said:
            await self._sink.reached(self._said[-1].span.end)


async def just(text: str) -> AsyncGenerator[str, None]:
    """A text that is there already, as a stream of one piece."""
    yield text
