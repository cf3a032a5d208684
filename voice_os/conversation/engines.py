"""The engines of a conversation, which may still be loading when it begins."""

import asyncio
from dataclasses import dataclass

from voice_os.llm import LanguageModel
from voice_os.stt import EndOfTurn, SpeechToText
from voice_os.tts import TextToSpeech


@dataclass(frozen=True, slots=True)
class Engines:
    """Futures of the engines. They always end in an engine: what is missing has a fallback.

    `llm` may end in None: then only skills answer. So may `end_of_turn`: then the length of a
    pause tells whether the turn is over. `spare_voice` is there from the start and
    says what cannot wait for `tts`, or what went wrong with it. Await a future shielded: a turn
    that is cancelled must not cancel the loading.
    """

    stt: asyncio.Future[SpeechToText]
    end_of_turn: asyncio.Future[EndOfTurn | None]
    llm: asyncio.Future[LanguageModel | None]
    tts: asyncio.Future[TextToSpeech]
    spare_voice: TextToSpeech
