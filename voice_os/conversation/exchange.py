"""One exchange: what the person said, and what she answers.

The same path serves an utterance that has ended and one that has only paused. In the second case
the exchange is begun on trial: it understands, thinks and synthesises, and then waits. Only
`commit` lets it act, store or speak; cancelling its task throws it away unnoticed.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

from voice_os.audio import SAMPLE_RATE, AudioSink, Samples
from voice_os.audio.earcons import Earcon
from voice_os.conversation.answer import Answer, just
from voice_os.conversation.apology import apology
from voice_os.conversation.engines import Engines
from voice_os.dialogue.dialogue import Dialogue
from voice_os.errors import cause_of
from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineAwaited,
    Event,
    NotUnderstood,
    Part,
    PartialTranscript,
    Timings,
    TranscriptReady,
    TurnFailed,
    TurnMeasured,
)
from voice_os.llm import LanguageModel
from voice_os.restraint.guard import Guard
from voice_os.tts import Delivery, TextToSpeech

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

Accept = Callable[[str], str | None]
"""From what was understood to what is to be answered: "" she was only called, None not to her."""

PATIENCE = 1.0
"""Seconds that a turn waits for a loading engine before she says so."""

ONE_MOMENT = "I am still waking up, and will be with you soon."
"""It holds nothing that tells her to stop, for she may hear its echo."""

UNDERSTANDING_TIMEOUT = 30.0
UNDERSTANDING_PACE = 5.0
"""Seconds, and seconds more for each of the utterance, after which a transcript is given up."""


class Exchange:
    """One utterance and its answer, or (without an utterance) something she says of herself.

    `heard` is what left the speaker, once it is over. `understood` is the transcript (None: not
    known yet), `accepted` whether it was said to her, `acted` whether a skill has changed
    something, `failed` whether an error ended it. `surely`: the person asked her to listen, so that
    she says if nothing was understood.
    """

    def __init__(
        self,
        turn: int,
        *,
        accept: Accept = lambda words: words,
        surely: bool = True,
        engines: Engines,
        dialogue: Dialogue,
        sink: AudioSink,
        chime: Callable[[Earcon], None],
        publish: Callable[[Event], None],
    ) -> None:
        self.turn = turn
        self.heard = ""
        self.understood: str | None = None
        self.accepted: bool | None = None
        self.acted = False
        self.failed = False
        self._accept = accept
        self._surely = surely
        self._answer: Answer | None = None
        self._aside: Answer | None = None  # what is being said that is no part of the answer
        self._engines = engines
        self._dialogue = dialogue
        self._sink = sink
        self._chime = chime
        self._publish = publish
        self._committed = asyncio.Event()
        self._untold: list[Event] = []
        self._marks: dict[str, float] = {}
        self._asked_for_patience = False
        self._abandoned = False
        self._withdrawn = False

    def commit(self, *, speech_end: float | None = None, released: float | None = None) -> None:
        """The utterance is over: act, store and speak from now on. Times are the loop's."""
        if speech_end is not None and released is not None:
            self._marks |= {"speech_end": speech_end, "released": released}
        self._committed.set()
        for event in self._untold:
            self._publish(event)
        self._untold.clear()

    def abandon(self) -> None:
        """It is being cancelled, and nobody listens any more: what fails now is only logged."""
        self._abandoned = True

    def withdraw(self) -> None:
        """It was abandoned before anything was heard of it: let it never have been."""
        self._withdrawn = True

    @property
    def speaking(self) -> bool:
        """Whether the first sample of the answer has left the speaker, or something else does."""
        return "first_sample" in self._marks or self._aside is not None

    @property
    def abandoned(self) -> bool:
        """Whether it was given up."""
        return self._abandoned

    def being_said(self) -> str:
        """The clause that is being heard, and the one before it."""
        saying = self._aside or self._answer
        return saying.being_said() if saying else ""

    def heard_so_far(self) -> str:
        """The words of the answer that have left the speaker until now."""
        return self._answer.heard() if self._answer else ""

    async def reply_to(self, utterance: Samples | str) -> None:
        """Answer an utterance (mono, 16 kHz) or typed words; keep what was heard of the answer."""
        try:
            words = utterance if isinstance(utterance, str) else await self._understand(utterance)
            meant = self._accept(words)
            self.accepted, self.understood = bool(words) and meant is not None, words
            if self.accepted and meant is not None:
                self._tell(TranscriptReady(self.turn, words))
                await self._reply(meant)
            else:
                await self._let_pass(words)
        except Exception as error:
            await self._fail(error)
        finally:
            if self._committed.is_set() and not self._withdrawn and self.accepted is not False:
                self._tell(TurnMeasured(self.turn, Timings(**self._marks)))

    async def announce(self, text: str) -> None:
        """Say something that is no answer."""
        try:
            await self._speak(just(text), self._dialogue.delivery, self._dialogue.announced)
        except Exception as error:
            await self._fail(error)

    async def _understand(self, samples: Samples) -> str:
        stt = await self._engine(Part.STT, self._engines.stt)
        patience = UNDERSTANDING_TIMEOUT + UNDERSTANDING_PACE * len(samples) / SAMPLE_RATE
        async with asyncio.timeout(patience):
            transcript = await stt.transcribe(samples)
        if transcript.text:
            self._mark("transcript")
        return transcript.text

    async def _reply(self, words: str) -> None:
        if not words:
            await self._committed.wait()
            self._chime(Earcon.LISTENING)
            return
        reply = self._dialogue.reply(words, self._committed, self._model, self._on_act)
        await self._speak(
            reply.pieces,
            lambda: self._dialogue.delivery(reply.said),
            lambda heard: self._dialogue.remember(reply, heard),
            reply.guard,
        )

    def _on_act(self) -> None:
        self.acted = True

    async def _let_pass(self, words: str) -> None:
        """Not understood, or not said to her."""
        if words or not self._surely:
            self._tell(PartialTranscript("", ""))
            return
        self._tell(NotUnderstood(self.turn))
        await self._committed.wait()
        self._chime(Earcon.NOT_UNDERSTOOD)

    async def _speak(
        self,
        pieces: AsyncGenerator[str, None],
        delivery: Callable[[], Delivery],
        keep: Callable[[str], None],
        guard: Guard | None = None,
    ) -> None:
        voice = await self._engine(Part.TTS, self._engines.tts)
        answer = self._answer_with(voice, delivery, guard)
        self._answer = answer
        cut_off = True
        try:
            await answer.speak(pieces)
            await self._committed.wait()
            cut_off = False
        finally:
            if self._committed.is_set() and not self._withdrawn:
                self.heard = answer.heard()
                keep(self.heard)
                self._tell(AnswerEnded(self.turn, self.heard, cut_off))

    async def _model(self) -> LanguageModel | None:
        return await self._engine(Part.LLM, self._engines.llm)

    def _answer_with(
        self, voice: TextToSpeech, delivery: Callable[[], Delivery], guard: Guard | None
    ) -> Answer:
        return Answer(
            self._sink,
            voice,
            delivery,
            self._committed,
            mark=self._mark,
            on_clause=lambda clause: self._tell(ClauseStarted(self.turn, clause)),
            guard=guard,
        )

    async def _engine(self, part: Part, engine: asyncio.Future[T]) -> T:
        """The engine; where it keeps a committed turn waiting, she says so once."""
        if not engine.done():
            await self._committed.wait()
        if not engine.done():
            self._tell(EngineAwaited(self.turn, part))
            await asyncio.wait([engine], timeout=PATIENCE)
        if not engine.done() and not self._asked_for_patience:
            self._asked_for_patience = True
            await self._say(ONE_MOMENT, self._engines.spare_voice)
        return await asyncio.shield(engine)

    async def _fail(self, error: Exception) -> None:
        """Say what went wrong, unless nobody listens any more: then it is only logged."""
        cause = cause_of(error)
        sentence = apology(cause)
        self.failed = True
        _LOG.error("turn %d failed", self.turn, exc_info=cause)
        if self._abandoned:
            return
        await self._committed.wait()
        self._tell(TurnFailed(self.turn, sentence, cause))
        self._chime(Earcon.ERROR)
        voices = [self._engines.spare_voice]
        if self._engines.tts.done():
            voices.insert(0, self._engines.tts.result())
        for voice in voices:
            try:
                await self._say(sentence, voice)
            except Exception:
                _LOG.exception("%s cannot speak the apology", voice.name)
            else:
                break

    async def _say(self, sentence: str, voice: TextToSpeech) -> None:
        """Say something that is no part of the answer."""
        self._aside = Answer(self._sink, voice, self._dialogue.delivery, self._committed)
        try:
            await self._aside.speak(just(sentence))
        finally:
            self._aside = None

    def _mark(self, stage: str) -> None:
        self._marks.setdefault(stage, asyncio.get_running_loop().time())

    def _tell(self, event: Event) -> None:
        """Publish, or keep to oneself until the exchange is committed."""
        if self._committed.is_set():
            self._publish(event)
        else:
            self._untold.append(event)
