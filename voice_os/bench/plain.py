"""The plain way of a turn: each stage when the one before is done, and nothing ahead of time.

It is what the live turn is compared with: the same engines, settings, samples and conversation,
but Whisper's window is the 30 s it was trained on, and the clause's sound is made whole.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from voice_os import catalog
from voice_os.audio import Samples
from voice_os.dialogue.clauses import ClauseSplitter
from voice_os.dialogue.history import Exchanged, messages
from voice_os.dialogue.prompt import circumstances, front
from voice_os.dialogue.speakable import speakable
from voice_os.errors import Problem
from voice_os.events import EngineMissing, Event
from voice_os.llm import LanguageModel, Message
from voice_os.loading import Loader, delivery
from voice_os.persona import Identity
from voice_os.settings import Settings
from voice_os.skills import registry
from voice_os.stt import SpeechToText
from voice_os.tts import TextToSpeech

WINDOW = 30.0
"""Seconds that Whisper's encoder is given."""


@dataclass(frozen=True, slots=True)
class PlainTurn:
    """Seconds that each stage took by itself."""

    transcript: float
    first_token: float
    first_clause: float
    sound: float

    @property
    def sum(self) -> float:
        """Seconds from the utterance's end to the first clause's sound."""
        return self.transcript + self.first_token + self.first_clause + self.sound


class PlainWay:
    """Engines of its own, so that what the live turns keep warm stays as they left it."""

    def __init__(
        self, settings: Settings, stt: SpeechToText, llm: LanguageModel, tts: TextToSpeech
    ) -> None:
        self._stt = stt
        self._llm = llm
        self._tts = tts
        self._delivery = delivery(settings)
        self._front = front(Identity(), settings.language, private=True)
        self._history: list[Exchanged] = []

    async def turn(self, utterance: Samples, heard: str) -> PlainTurn:
        """Measure a turn that a live one just had; `heard` is what was heard of its answer.

        The conversation before it is evaluated already, as in a live turn; the newest message is
        not.
        """
        before = messages(self._front, self._history)
        await self._llm.prefill(before)
        began = perf_counter()
        text = (await self._stt.transcribe(utterance)).text
        transcribed = perf_counter()
        prompt = circumstances(datetime.now().astimezone()) + text
        clause, first_token = await self._first_clause([*before, Message("user", prompt)])
        thought = perf_counter()
        await self._say(clause)
        said = perf_counter()
        self._history.append(Exchanged(prompt, heard))
        return PlainTurn(
            transcript=transcribed - began,
            first_token=first_token - transcribed,
            first_clause=thought - first_token,
            sound=said - thought,
        )

    async def _first_clause(self, prompt: Sequence[Message]) -> tuple[str, float]:
        """The answer's first clause, and when its first piece of text was there."""
        splitter = ClauseSplitter()
        first_token = 0.0
        async with aclosing(self._llm.stream(prompt)) as pieces:
            async for piece in pieces:
                first_token = first_token or perf_counter()
                if clauses := splitter.feed(piece):
                    return clauses[0], first_token
        return "".join(splitter.flush()), first_token or perf_counter()

    async def _say(self, clause: str) -> None:
        if words := speakable(clause):
            async with aclosing(self._tts.synthesize(words, self._delivery)) as pieces:
                async for _ in pieces:
                    pass


@asynccontextmanager
async def plain_way(settings: Settings) -> AsyncGenerator[PlainWay, None]:
    """Load the engines, warm; free them in the end. Raises `Problem` where one is missing."""
    stt_settings = settings.stt.model_copy(update={"window_floor": WINDOW})
    settings = settings.model_copy(update={"stt": stt_settings})
    loader = Loader(settings, catalog.load(), insist)
    async with AsyncExitStack() as loaded:
        spare = await loader.spare_voice()
        loaded.push_async_callback(spare.close)
        stt = await loader.stt(registry.load().skills)
        loaded.push_async_callback(stt.close)
        llm = await loader.llm()
        if llm is None:
            raise Problem("The bench needs a language model, and llm.engine is none.")
        loaded.push_async_callback(llm.close)
        tts = await loader.tts(spare)
        loaded.push_async_callback(tts.close)
        await llm.prefill([front(Identity(), settings.language, private=True)])
        yield PlainWay(settings, stt, llm, tts)


def insist(event: Event) -> None:
    """Take no substitute for an engine: raise `Problem`."""
    if isinstance(event, EngineMissing):
        raise Problem(event.sentence)
