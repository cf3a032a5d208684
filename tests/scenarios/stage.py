"""A stage for scripted conversations: the real conversation on virtual time, with scripted engines.

A script is a list of facts (`speech(1.0, 2.5, "what time is it")`, `press(0.8)`); what happened
comes back as a `Record`. Speech carries its words in its amplitude, so that the scripted
recogniser understands exactly what it was given, and nothing that was cut away.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
from office.scripted_time import ScriptedTime

from voice_os.audio import FRAME, PLAYBACK_RATE, SAMPLE_RATE, Frame, Samples
from voice_os.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voice_os.bench.virtual_time import run
from voice_os.breath import Breath
from voice_os.conversation.conversation import Conversation
from voice_os.conversation.engines import Engines
from voice_os.desktop import Command, Signal
from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.dialogue import Dialogue
from voice_os.events import Event, Events, State, StateChanged, TranscriptReady
from voice_os.llm import LanguageModel, Message
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.ledger import Fleeting, Ledger
from voice_os.office.timepiece import Timepiece
from voice_os.persona import Identity
from voice_os.persona.persona import Persona
from voice_os.restraint.restraint import Restraint
from voice_os.settings import Settings
from voice_os.skills import Skill, registry
from voice_os.skills.ringing import announcement
from voice_os.skills.services import Clock, Hearing, Repertoire, Talk
from voice_os.stt import EndOfTurn, SpeechToText, Transcript
from voice_os.tts import Delivery, TextToSpeech
from voice_os.understanding.recognition import Recognizer

E = TypeVar("E", bound=Event)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECONDS_A_LETTER = 0.06
HER_NAME = "Samantha"


@dataclass(frozen=True)
class speech:  # noqa: N801 - reads as a fact in a script
    """Words that are said from one second to another."""

    start: float
    end: float
    words: str
    far: bool = False


def television(start: float, end: float) -> speech:
    """Somebody talks on and on, 13 decibels below whoever is at the desk."""
    return speech(start, end, "and now the news", far=True)


def sound(start: float, end: float) -> speech:
    """A sound with a voice in it, and no words."""
    return speech(start, end, "")


@dataclass(frozen=True)
class signal:  # noqa: N801
    """What the person does at a second, with a key or a command."""

    at: float
    what: Command


def press(at: float) -> signal:
    return signal(at, Signal.PRESS)


def release(at: float) -> signal:
    return signal(at, Signal.RELEASE)


def toggle(at: float) -> signal:
    return signal(at, Signal.TOGGLE)


def tell(at: float, what: Command) -> signal:
    return signal(at, what)


Fact = speech | signal


@dataclass
class Record:
    """What happened, each event with the second at which it did, and what the speaker played."""

    events: list[tuple[float, Event]] = field(default_factory=list)
    prompts: list[list[Message]] = field(default_factory=list)
    read_ahead: list[list[Message]] = field(default_factory=list)
    transcribed: list[str] = field(default_factory=list)
    synthesized: list[str] = field(default_factory=list)
    played: list[Samples] = field(default_factory=list)
    ended_at: float | None = None
    decoded_at: list[float] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    identity: Identity = field(default_factory=Identity)
    microphone: list[tuple[float, str]] = field(default_factory=list)

    def of(self, kind: type[E]) -> list[E]:
        return [event for _, event in self.events if isinstance(event, kind)]

    @property
    def understood(self) -> list[str]:
        """What she understood, turn by turn."""
        return [event.text for event in self.of(TranscriptReady)]

    @property
    def states(self) -> list[State]:
        """What she was seen to do, one after another."""
        return [event.state for event in self.of(StateChanged)]

    def times_of(self, kind: type[E]) -> list[float]:
        return [at for at, event in self.events if isinstance(event, kind)]

    def sounding(self, start: float, end: float) -> bool:
        """Whether the speaker made a sound between two seconds."""
        played = np.concatenate(self.played)
        part = played[int(start * PLAYBACK_RATE) : int(end * PLAYBACK_RATE)]
        return bool(len(part)) and bool(np.abs(part).max() > 1e-4)

    def loudness(self, start: float, end: float) -> float:
        """The loudest sample that the speaker made between two seconds."""
        played = np.concatenate(self.played)
        part = played[int(start * PLAYBACK_RATE) : int(end * PLAYBACK_RATE)]
        return float(np.abs(part).max(initial=0.0))


@dataclass
class Script:
    """How the engines behave."""

    answers: dict[str, str] = field(default_factory=dict)
    stt_delay: float = 0.2
    token_delay: float = 0.05
    tts_delay: float = 0.1
    stt_fails: Exception | None = None
    llm_fails_after: int | None = None
    tts_fails: Exception | None = None
    no_model: bool = False
    reading_ahead_fails: bool = False
    fails_when_cut_off: bool = False
    typed: str | None = None
    meets: bool = False
    finished: float | None = None
    breath: Breath = field(default_factory=lambda: Breath(load=0.0, on_battery=False))
    loading: float = 0.0
    llm_loading: float = 0.0
    skills: Sequence[Skill] = field(default_factory=lambda: registry.load().skills)


@dataclass
class ScriptedKeys:
    facts: Sequence[Fact]
    name: str = "script"

    async def ready(self) -> None:
        pass

    async def signals(self) -> AsyncGenerator[Command, None]:
        loop = asyncio.get_running_loop()
        for fact in sorted((f for f in self.facts if isinstance(f, signal)), key=lambda f: f.at):
            await asyncio.sleep(fact.at - loop.time())
            yield fact.what


class WatchedMicrophone(SimulatedMicrophone):
    """Writes down when it is opened, closed and let rest."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lateness = 0.0
        super().__init__()

    @property
    def lateness(self) -> float:
        return self._lateness

    @lateness.setter
    def lateness(self, seconds: float) -> None:
        if seconds != self._lateness:
            self._lateness = seconds
            self._record.lateness.append(seconds)

    async def frames(self) -> AsyncGenerator[Frame, None]:
        loop = asyncio.get_running_loop()
        self._record.microphone.append((loop.time(), "opened"))
        try:
            async with aclosing(super().frames()) as frames:
                async for frame in frames:
                    yield frame
        finally:
            self._record.microphone.append((loop.time(), "closed"))


class ScriptedActivity:
    def probability(self, samples: Samples) -> float:
        return float(np.abs(samples).max() > 0.01)

    def reset(self) -> None:
        pass


@dataclass
class ScriptedEars:
    """Understands speech of which it was given at least half."""

    facts: Sequence[Fact]
    script: Script
    record: Record
    name: str = "scripted ears"

    async def transcribe(self, samples: Samples) -> Transcript:
        await asyncio.sleep(self.script.stt_delay)
        if self.script.stt_fails is not None:
            raise self.script.stt_fails
        words = [
            fact.words
            for at, fact in enumerate(spoken(self.facts))
            if _samples_of(samples, fact, at) > SAMPLE_RATE * (fact.end - fact.start) / 2
        ]
        self.record.transcribed.append(" ".join(words))
        return Transcript(" ".join(words))

    async def close(self) -> None:
        pass


@dataclass
class ScriptedEndOfTurn:
    """Says of every pause what the script says."""

    script: Script
    name: str = "scripted judge"

    async def finished(self, samples: Samples) -> float:
        await asyncio.sleep(0.05)
        assert self.script.finished is not None
        return self.script.finished

    async def close(self) -> None:
        pass


@dataclass
class ScriptedMind:
    """Answers from the script, a word at a time."""

    script: Script
    record: Record
    name: str = "scripted mind"
    remark: str = ""

    async def prefill(self, messages: Sequence[Message]) -> None:
        self.record.read_ahead.append(list(messages))
        if self.script.reading_ahead_fails:
            raise RuntimeError("the engine died")

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.record.prompts.append(list(messages))
        asked = messages[-1].content.split("\n")[1]
        try:
            for at, word in enumerate(self.script.answers.get(asked, "I see.").split()):
                if at == self.script.llm_fails_after:
                    raise RuntimeError("the engine died")
                await asyncio.sleep(self.script.token_delay)
                self.record.decoded_at.append(asyncio.get_running_loop().time())
                yield word + " "
        except (GeneratorExit, asyncio.CancelledError):
            if self.script.fails_when_cut_off:
                raise RuntimeError("the engine died on the way out") from None
            raise

    async def close(self) -> None:
        pass


@dataclass
class ScriptedVoice:
    """Hums for as long as a voice would speak."""

    script: Script
    record: Record
    name: str = "scripted voice"
    rate: int = PLAYBACK_RATE
    spare: bool = False

    async def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        if self.script.tts_fails is not None and not self.spare:
            raise self.script.tts_fails
        await asyncio.sleep(self.script.tts_delay)
        self.record.synthesized.append(clause)
        count = int(len(clause) * SECONDS_A_LETTER / delivery.rate * self.rate)
        yield np.full(count, 0.25, np.float32)

    async def close(self) -> None:
        pass


def play(
    *facts: Fact,
    until: float,
    script: Script | None = None,
    settings: Settings | None = None,
    microphone_ends: bool = False,
) -> Record:
    """Let a script happen; return what came of it. A microphone that ends does so at `until`."""
    return run(_play(facts, until, script or Script(), settings or Settings(), microphone_ends))


async def _play(
    facts: Sequence[Fact], until: float, script: Script, settings: Settings, ends: bool
) -> Record:
    record = Record()
    loop = asyncio.get_running_loop()
    # Speech carries its words in its amplitude.
    audio = settings.audio.model_copy(update={"gain_control": False})
    settings = settings.model_copy(update={"audio": audio})
    events = Events()
    events.subscribe(lambda event: record.events.append((loop.time(), event)))
    microphone = WatchedMicrophone(record)
    microphone.queue(_sound(facts, until))
    if ends:
        microphone.end()
    persona = Persona(_FixedClock().now)
    persona.change({"name": HER_NAME}, what="was cast", why="A script needs a name.", kind="met")
    acquaintance = Acquaintance(persona, _FixedClock().now, None, private=True)
    acquaintance.give_up()  # there is no memory
    dialogue = Dialogue(
        Recognizer(script.skills),
        persona=persona,
        language="en",
        private=True,
        clock=_FixedClock(),
        delivery=Delivery(),
        acquaintance=acquaintance,
        restraint=Restraint.of(settings, time=loop.time),
    )
    speaker = SimulatedSpeaker(record.played.append)
    await speaker.open()
    conversation = Conversation(
        settings,
        name=lambda: persona.name,
        source=microphone,
        sink=speaker,
        keys=ScriptedKeys(facts),
        activity=ScriptedActivity(),
        engines=_engines(facts, script, record),
        dialogue=dialogue,
        events=events,
        breath=lambda: script.breath,
    )

    ledger, clocks = Ledger(Fleeting()), ScriptedTime(NOON)

    def ring(due: Due) -> None:
        said = announcement(due, clocks.now())
        conversation.announce(said, lambda: clockwork.heard(due))

    clockwork = Clockwork(ledger, clocks, ring)
    dialogue.when_answered(clockwork.spoken)
    dialogue.serve(
        {
            Clock: _FixedClock(),
            Talk: dialogue,
            Ledger: ledger,
            Timepiece: clocks,
            Clockwork: clockwork,
            Repertoire: _Skills(script.skills),
            Hearing: conversation,
            Persona: persona,
        }
    )
    with suppress(TimeoutError):
        async with asyncio.timeout(until + 60 * ends), asyncio.TaskGroup() as tasks:
            ticking = tasks.create_task(clockwork.run())
            if script.meets:
                tasks.create_task(_meet(acquaintance, conversation))
            await conversation.run(script.typed)
            record.ended_at = loop.time()
            ticking.cancel()
    await speaker.close()
    record.identity = persona.identity
    return record


async def _meet(acquaintance: Acquaintance, conversation: Conversation) -> None:
    await conversation.ready.wait()
    await acquaintance.hold(conversation.say, lambda: conversation.waiting, typed=False)


def _engines(facts: Sequence[Fact], script: Script, record: Record) -> Engines:
    loop = asyncio.get_running_loop()
    stt: asyncio.Future[SpeechToText] = loop.create_future()
    llm: asyncio.Future[LanguageModel | None] = loop.create_future()
    tts: asyncio.Future[TextToSpeech] = loop.create_future()
    end_of_turn: asyncio.Future[EndOfTurn | None] = loop.create_future()
    judge = ScriptedEndOfTurn(script) if script.finished is not None else None
    loop.call_later(script.loading, end_of_turn.set_result, judge)
    loop.call_later(script.loading, stt.set_result, ScriptedEars(facts, script, record))
    mind = None if script.no_model else ScriptedMind(script, record)
    loop.call_later(max(script.loading, script.llm_loading), llm.set_result, mind)
    loop.call_later(script.loading, tts.set_result, ScriptedVoice(script, record))
    return Engines(
        stt, end_of_turn, llm, tts, spare_voice=ScriptedVoice(script, record, spare=True)
    )


def spoken(facts: Sequence[Fact]) -> list[speech]:
    return [fact for fact in facts if isinstance(fact, speech)]


def _amplitude(fact: speech, at: int) -> float:
    return 0.011 if fact.far else 0.05 + 0.01 * at


def _sound(facts: Sequence[Fact], until: float) -> Samples:
    sound = np.zeros(int(until * SAMPLE_RATE), np.float32)
    for at, fact in enumerate(spoken(facts)):
        said = sound[int(fact.start * SAMPLE_RATE) : int(fact.end * SAMPLE_RATE)]
        said[:] = _amplitude(fact, at)
        if fact.words:  # a voice that speaks sounds dull and bright by turns
            number = np.arange(len(said))
            said *= 1 - 2 * (number // (2 * FRAME) % 2 * (number % 2))
    return sound


def _samples_of(samples: Samples, fact: speech, at: int) -> int:
    return int((np.abs(np.abs(samples) - _amplitude(fact, at)) < 0.004).sum())


class _FixedClock:
    def now(self) -> datetime:
        return NOON


@dataclass
class _Skills:
    skills: Sequence[Skill]
