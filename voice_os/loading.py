"""Which engine fills each part, and its loading. What is missing is replaced, and said."""

import asyncio
import ctypes
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from voice_os.catalog import Catalog
from voice_os.conversation.backchannels import expected
from voice_os.errors import Problem
from voice_os.events import EngineMissing, EngineReady, Event, Notice, Part
from voice_os.llm import LanguageModel
from voice_os.models.layout import location
from voice_os.models.verify import Condition, Finding, best_installed, check
from voice_os.office.hosts import is_loopback
from voice_os.paths import cache_folder
from voice_os.settings import LlmSettings, Settings, SttSettings, TtsSettings
from voice_os.skills import Skill, registry
from voice_os.stt import EndOfTurn, SpeechToText
from voice_os.stt.deaf import Deaf
from voice_os.tts import Delivery, TextToSpeech

_LOG = logging.getLogger(__name__)
T = TypeVar("T", SpeechToText, LanguageModel, TextToSpeech)

Engine = Literal["whisper", "pocketsphinx", "llama", "openai", "none", "piper", "espeak"]

_WITH_A_MODEL: dict[Part, Engine] = {Part.STT: "whisper", Part.LLM: "llama", Part.TTS: "piper"}
_WITHOUT: dict[Part, Engine] = {Part.STT: "pocketsphinx", Part.LLM: "none", Part.TTS: "espeak"}
_NAMES = {
    Part.STT: "Whisper model",
    Part.LLM: "language model",
    Part.TTS: "Piper voice",
}
_INSTEAD = {
    Part.STT: "PocketSphinx listens instead, and understands little beyond commands.",
    Part.LLM: "Skills answer; open talk does not work.",
    Part.TTS: "eSpeak NG speaks instead.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine for a part. `model` is what it loads; `wrong` says why it is not the wanted one.

    `better` says what would be better where nothing is wrong.
    """

    engine: Engine
    model: Path | None = None
    wrong: str = ""
    better: str = ""


def choose(part: Part, settings: Settings, catalog: Catalog) -> Choice:
    """Choose the engine for a part, by the settings and by what is installed. Loads nothing."""
    wanted = _wishes(part, settings)
    if wanted.engine == "openai" or (isinstance(wanted, LlmSettings) and wanted.base_url):
        return Choice("openai")
    if wanted.engine == _WITHOUT[part]:
        return Choice(wanted.engine)
    named = wanted.voice if isinstance(wanted, TtsSettings) else wanted.model
    try:
        model = _model(part, named, settings, catalog)
    except Problem as problem:
        return Choice(_WITHOUT[part], wrong=f"{problem} {_INSTEAD[part]}")
    if model is not None:
        return Choice(_WITH_A_MODEL[part], model)
    missing = f"No {_NAMES[part]} is installed; `voice-os setup` gets one."
    if wanted.engine == "auto":
        return Choice(_WITHOUT[part], better=missing)
    return Choice(_WITHOUT[part], wrong=f"{missing} {_INSTEAD[part]}")


def _wishes(part: Part, settings: Settings) -> SttSettings | LlmSettings | TtsSettings:
    match part:
        case Part.STT:
            return settings.stt
        case Part.LLM:
            return settings.llm
        case Part.TTS:
            return settings.tts


def _model(part: Part, named: str | None, settings: Settings, catalog: Catalog) -> Path | None:
    """The named model's path, or the best installed one's, or None where there is none."""
    if named is None:
        best = best_installed(catalog, settings.models, part.value, settings.language)
        return location(best, settings.models) if best else None
    if path := _file(named):
        return path
    entry = catalog.find(named)
    finding = check(entry, settings.models)
    if not finding.healthy:
        raise Problem(finding.sentence)
    return location(entry, settings.models)


def _file(named: str) -> Path | None:
    """The file or folder of this name, if there is one; what cannot be a path is none."""
    try:
        path = Path(named).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None


def delivery(settings: Settings) -> Delivery:
    """How she speaks, by the settings."""
    voice = settings.tts
    return Delivery(rate=voice.rate, pitch=voice.pitch, energy=voice.energy)


def stays_here(settings: Settings) -> bool:
    """Whether what is said stays on this machine: no server elsewhere is asked."""
    if choose(Part.LLM, settings, Catalog(())).engine != "openai":
        return True
    return is_loopback(urlsplit(settings.llm.base_url or "").hostname or "")


class Loader:
    """Loads the engines of a conversation. Nothing here raises: every part ends in an engine."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        publish: Callable[[Event], None],
    ) -> None:
        self._settings = settings
        self._catalog = catalog
        self._publish = publish

    async def stt(self, skills: Iterable[Skill], also: Sequence[str] = ()) -> SpeechToText:
        """Speech-to-text: Whisper, else PocketSphinx, else one that says what is missing.

        PocketSphinx hears best what can be said to the skills, and `also` said to her.
        """
        began, choice = self._choose(Part.STT)
        engine: SpeechToText
        try:
            if choice.engine == "whisper" and choice.model is not None:
                engine = await self._whisper(choice.model)
                return self._loaded(Part.STT, engine, began)
        except Exception as error:
            self._missing(Part.STT, error)
        try:
            from voice_os.stt.pocketsphinx import PocketSphinx

            language = self._settings.language
            commands = [*await asyncio.to_thread(sayable, skills, language), *also]
            brief = expected(language)
            engine = await PocketSphinx.load(commands, brief=brief, language=language)
        except Exception as error:
            self._missing(Part.STT, error, "She cannot hear.")
            engine = Deaf(error if isinstance(error, Problem) else Problem("I cannot hear."))
        return self._loaded(Part.STT, engine, began)

    async def llm(self) -> LanguageModel | None:
        """The language model: llama.cpp, or a server, or None."""
        began, choice = self._choose(Part.LLM)
        if choice.engine == "none":
            return None
        try:
            engine = await self._language_model(choice)
        except Exception as error:
            self._missing(Part.LLM, error)
            return None
        return self._loaded(Part.LLM, engine, began)

    async def tts(self, spare: TextToSpeech) -> TextToSpeech:
        """Text-to-speech: Piper, else `spare`."""
        began, choice = self._choose(Part.TTS)
        if choice.engine != "piper" or choice.model is None:
            return self._loaded(Part.TTS, spare, began)
        try:
            from voice_os.tts.piper import Piper

            wanted = self._settings.tts
            engine = await Piper.load(choice.model, speaker=wanted.speaker, threads=0)
        except Exception as error:
            self._missing(Part.TTS, error)
            return spare
        return self._loaded(Part.TTS, engine, began)

    async def end_of_turn(self) -> EndOfTurn | None:
        """What hears the end of a turn, where it is installed; a notice where it is broken."""
        try:
            found = self._end_of_turn_model()
            if found is None:
                return None
            if not found.healthy:
                raise Problem(found.sentence)
            from voice_os.stt.smart_turn import SmartTurn

            path = location(found.entry, self._settings.models)
            engine = await SmartTurn.load(path, name=found.entry.name)
        except Exception as error:
            _LOG.error("the end-of-turn model could not be loaded", exc_info=error)
            sentence = str(error) if isinstance(error, Problem) else f"Smart Turn failed: {error}."
            self._publish(
                Notice(f"{sentence} Until then pauses and words tell when you have finished.")
            )
            return None
        _give_memory_back()
        return engine

    async def spare_voice(self) -> TextToSpeech:
        """The voice that is there at once. Raises `Problem` where even that cannot be had."""
        from voice_os.tts.espeak import Espeak

        try:
            return await Espeak.load(self._settings.language)
        except Problem as problem:
            if self._settings.language == "en":
                raise
            self._publish(EngineMissing(Part.TTS, str(problem)))
            return await Espeak.load("en")

    async def _whisper(self, folder: Path) -> SpeechToText:
        from voice_os.stt.whisper import Whisper

        wanted = self._settings.stt
        return await Whisper.load(
            folder,
            language=self._settings.language,
            threads=wanted.threads,
            window_margin=wanted.window_margin,
            window_floor=wanted.window_floor,
        )

    async def _language_model(self, choice: Choice) -> LanguageModel:
        wanted = self._settings.llm
        if choice.model is None:
            from voice_os.llm.openai import OpenAIServer

            if wanted.base_url is None:
                raise Problem("No server is named; set llm.base_url to its address.")
            return await OpenAIServer.connect(
                wanted.base_url,
                model=wanted.model,
                context=wanted.context,
                max_tokens=wanted.max_tokens,
                temperature=wanted.temperature,
            )
        from voice_os.llm.llama import Llama

        return await Llama.load(
            choice.model,
            context=wanted.context,
            max_tokens=wanted.max_tokens,
            temperature=wanted.temperature,
            gpu_layers=wanted.gpu_layers,
            threads=wanted.threads,
            cache=cache_folder(),
        )

    def _end_of_turn_model(self) -> Finding | None:
        """How the heaviest model that is here is."""
        for entry in reversed(self._catalog.of("turn", self._settings.language)):
            finding = check(entry, self._settings.models)
            if finding.condition is not Condition.ABSENT:
                return finding
        return None

    def _choose(self, part: Part) -> tuple[float, Choice]:
        choice = choose(part, self._settings, self._catalog)
        if choice.wrong:
            self._publish(EngineMissing(part, choice.wrong))
        elif choice.better and part is Part.LLM:
            self._publish(Notice(f"{choice.better} Until then she understands plain wishes only."))
        return monotonic(), choice

    def _loaded(self, part: Part, engine: T, began: float) -> T:
        _give_memory_back()
        self._publish(EngineReady(part, engine.name, monotonic() - began))
        return engine

    def _missing(self, part: Part, error: Exception, instead: str = "") -> None:
        _LOG.error("%s could not be loaded", part, exc_info=error)
        sentence = str(error) if isinstance(error, Problem) else f"{part} failed: {error}."
        self._publish(EngineMissing(part, f"{sentence} {instead or _INSTEAD[part]}"))


def sayable(skills: Iterable[Skill], language: str) -> list[str]:
    """What people say to her: wishes, and open talk."""
    from voice_os.understanding.open_talk import open_talk

    return [*registry.sentences(skills, language), *open_talk(language)]


def _give_memory_back() -> None:
    """Have the C library return what loading took and left: tens of megabytes. Only glibc can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
