"""Whether memory stays flat over an hour of listening: `python -m voice_os.bench.hour MINUTES`.

The whole listening runs as it does in use (echo canceller, voice activity, background, turns,
drafts, cutting in), on virtual time, with people, a television and silence by turns. Ears and voice
are stubs, so that an hour takes about a minute and what grows is hers. Prints the megabytes by
which this process grew, the first tenth not counted.
"""

import asyncio
import gc
import itertools
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from subprocess import run

import numpy as np
import psutil

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.echo import WithoutEcho
from voice_os.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.bench import virtual_time
from voice_os.bench.open_microphone import FAR
from voice_os.bench.recordings import recordings, shared_folder
from voice_os.bench.television import television
from voice_os.breath import Breath
from voice_os.conversation.conversation import Conversation
from voice_os.conversation.engines import Engines
from voice_os.desktop import Command
from voice_os.dialogue.dialogue import Dialogue
from voice_os.errors import Problem
from voice_os.events import Event, Events, TurnMeasured
from voice_os.llm import LanguageModel
from voice_os.mode import Mode
from voice_os.persona import NAMELESS
from voice_os.persona.persona import Persona
from voice_os.settings import ListeningSettings, Settings
from voice_os.skills.services import LocalClock
from voice_os.stt import EndOfTurn, SpeechToText, Transcript
from voice_os.tts import Delivery, TextToSpeech
from voice_os.understanding.recognition import Recognizer

MINUTES = 60
"""How long she listens, in minutes of simulated time."""

_PEOPLE = 12
_HIDDEN = 0.1  # share of the time in which she may still grow


@dataclass(frozen=True, slots=True)
class Listened:
    """What came of it: megabytes that the process grew, and turns that were taken meanwhile."""

    grown_mb: float
    turns: int


def measure_hour(minutes: int = MINUTES) -> Listened:
    """Listen in a process of its own. Raises `Problem` where that fails."""
    command = [sys.executable, "-m", __name__, str(minutes)]
    done = run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise Problem(f"The memory over an hour could not be measured: {last[0]}")
    grown, turns = done.stdout.split()[-2:]
    return Listened(float(grown), int(turns))


async def listen(minutes: int, talk: Sequence[Samples]) -> Listened:
    """Listen for so many minutes of the loop's time, in which `talk` is said."""
    turns: list[int] = []

    def count(event: Event) -> None:
        if isinstance(event, TurnMeasured):
            turns.append(event.turn)

    events = Events()
    events.subscribe(count)
    microphone = SimulatedMicrophone()
    speaker = SimulatedSpeaker(lambda _: None)
    await speaker.open()
    conversation = _conversation(microphone, speaker, events)
    grown = 0.0
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(conversation.run())
        began = _resident_mb()
        for minute, sound in enumerate(itertools.islice(_minutes(talk), minutes), 1):
            await microphone.say(sound)
            if minute <= _HIDDEN * minutes:
                began = _resident_mb()
            grown = _resident_mb() - began
        microphone.end()
    await speaker.close()
    return Listened(grown, len(turns))


def _conversation(
    microphone: SimulatedMicrophone, speaker: SimulatedSpeaker, events: Events
) -> Conversation:
    settings = Settings(listening=ListeningSettings(mode=Mode.OPEN))
    dialogue = Dialogue(
        Recognizer([], settings.language),
        persona=Persona(LocalClock().now),
        language=settings.language,
        private=True,
        clock=LocalClock(),
        delivery=Delivery(),
    )
    return Conversation(
        settings,
        name=lambda: NAMELESS,
        source=WithoutEcho(microphone, speaker),
        sink=speaker,
        keys=_NoKeys(),
        activity=VoiceActivity(),
        engines=_engines(),
        dialogue=dialogue,
        events=events,
        breath=lambda: Breath(0.0, on_battery=False),
    )


def _minutes(talk: Sequence[Samples]) -> Iterator[Samples]:
    """Minutes in which two people say something, and of which every third has a television on."""
    people = itertools.cycle(talk)
    far = television(talk, 60, FAR)
    for number in itertools.count():
        minute = np.random.default_rng(number).standard_normal(60 * SAMPLE_RATE, np.float32)
        minute *= np.float32(0.0003)
        for at in (5, 35):
            said = next(people)[: 20 * SAMPLE_RATE]
            minute[at * SAMPLE_RATE :][: len(said)] += said
        yield minute + far if number % 3 == 2 else minute


def _resident_mb() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def _engines() -> Engines:
    loop = asyncio.get_running_loop()
    stt: asyncio.Future[SpeechToText] = loop.create_future()
    end_of_turn: asyncio.Future[EndOfTurn | None] = loop.create_future()
    llm: asyncio.Future[LanguageModel | None] = loop.create_future()
    tts: asyncio.Future[TextToSpeech] = loop.create_future()
    stt.set_result(_Ears())
    end_of_turn.set_result(None)
    llm.set_result(None)
    tts.set_result(_Voice())
    return Engines(stt, end_of_turn, llm, tts, spare_voice=_Voice())


class _NoKeys:
    name = "no key"

    async def ready(self) -> None:
        pass

    async def signals(self) -> AsyncGenerator[Command, None]:
        await asyncio.Event().wait()
        yield Mode.OPEN


class _Ears:
    name = "ears that always hear the same"

    async def transcribe(self, samples: Samples) -> Transcript:
        await asyncio.sleep(0.2)
        return Transcript("this is what somebody said")

    async def close(self) -> None:
        pass


class _Voice:
    name = "a hiss"
    rate = PLAYBACK_RATE

    async def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        await asyncio.sleep(0.1)
        noise = np.random.default_rng(len(clause)).standard_normal(2 * self.rate, np.float32)
        yield noise * np.float32(0.05)

    async def close(self) -> None:
        pass


if __name__ == "__main__":
    recorded = itertools.islice(recordings(shared_folder() / "data"), _PEOPLE)
    people = [recording.samples for recording in recorded]
    listened = virtual_time.run(listen(int(sys.argv[1]), people))
    print(f"{listened.grown_mb:.2f} {listened.turns}")
