"""Where she hears, where she speaks, and how she is told to listen."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from voice_os.audio import AudioSink, AudioSource
from voice_os.audio.devices import NoSound
from voice_os.audio.echo import LEAD, WithoutEcho
from voice_os.audio.files import WavSpeaker, read_wav
from voice_os.audio.microphone import Microphone
from voice_os.audio.simulated import SimulatedSpeaker
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.desktop import KeySource
from voice_os.desktop.keys import key_source
from voice_os.errors import Problem
from voice_os.events import Event, Events, ModeChanged, Notice
from voice_os.mode import Mode
from voice_os.paths import socket_path
from voice_os.settings import Device, Settings
from voice_os.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a conversation needs around it."""

    source: AudioSource
    sink: AudioSink
    keys: KeySource


@asynccontextmanager
async def surroundings(
    settings: Settings,
    events: Events,
    *,
    microphones: Sequence[str] = (),
    speaker: str | None = None,
    real_time: bool = True,
) -> AsyncGenerator[Surroundings, None]:
    """A person's desk, for as long as the block runs.

    `microphones` names one device, or sound files, each an utterance of a visitor; `speaker` names
    a device or a WAV file to write. Unnamed, devices are those of the settings.
    """

    def tell(sentence: str) -> None:
        events.publish(Notice(sentence))

    async with _sound_card(tell) as card, _speaker(card, settings, speaker, real_time) as sink:
        if microphones and all(map(_is_file, microphones)):
            said = [read_wav(Path(name)) for name in microphones]
            visitor = Visitor(said, events, real_time=real_time)
            await sink.open()  # there is nobody to plug one in
            yield Surroundings(visitor, sink, visitor)
        elif len(microphones) > 1:
            raise Problem("--mic takes one device, or one sound file or more.")
        else:
            named = _device(microphones[0]) if microphones else settings.audio.microphone
            keys = key_source(settings.key, socket_path(), tell, _present_mode(events))
            yield Surroundings(_hearing(Microphone(card, named), sink, settings), sink, keys)


@asynccontextmanager
async def speaker_on(
    settings: Settings, events: Events, named: str | None, *, or_silence: bool = False
) -> AsyncGenerator[AudioSink, None]:
    """The speaker that is named, or the settings' own, without a microphone.

    Where there is none at all: a silent one, if that will do (it is said), else raises `Problem`.
    """

    def tell(sentence: str) -> None:
        events.publish(Notice(sentence))

    async with _sound_card(tell) as card, _speaker(card, settings, named, True) as sink:
        try:
            await sink.open()
        except NoSound as problem:
            if not or_silence:
                raise
            tell(f"{problem} Until then nothing can be heard.")
            yield SimulatedSpeaker(lambda _: None, real_time=False)
        else:
            yield sink


@asynccontextmanager
async def plain_devices(settings: Settings) -> AsyncGenerator[tuple[Microphone, Speaker], None]:
    """The settings' devices as they are: nothing is taken out of what is heard."""
    async with _sound_card(lambda _: None) as card:
        speaker = Speaker(card, settings.audio.speaker)
        try:
            yield Microphone(card, settings.audio.microphone), speaker
        finally:
            await speaker.close()


@asynccontextmanager
async def _sound_card(tell: Callable[[str], None]) -> AsyncGenerator[SoundCard, None]:
    # A device's thread waits for the interpreter at most this long; the default of 5 ms is heard.
    sys.setswitchinterval(0.001)
    card = SoundCard(tell)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        try:
            yield card
        finally:
            running.cancel()


@asynccontextmanager
async def _speaker(
    card: SoundCard, settings: Settings, named: str | None, real_time: bool
) -> AsyncGenerator[Speaker | WavSpeaker, None]:
    sink: WavSpeaker | Speaker
    if named is not None and _is_file(named):
        sink = WavSpeaker(Path(named), real_time=real_time)
    else:
        sink = Speaker(card, settings.audio.speaker if named is None else _device(named))
    try:
        yield sink
    finally:
        await sink.close()


def _hearing(source: AudioSource, sink: Speaker | WavSpeaker, settings: Settings) -> AudioSource:
    """What a conversation hears of a microphone."""
    if settings.audio.echo_cancelling and isinstance(sink, Speaker):
        source = WithoutEcho(source, sink, lead=LEAD)
    return source


def _present_mode(events: Events) -> Callable[[], Mode | None]:
    """Tells how she listens at present; None before she does."""
    said: list[Mode] = []

    def hear(event: Event) -> None:
        if isinstance(event, ModeChanged):
            said[:] = [event.mode]

    events.subscribe(hear)
    return lambda: said[0] if said else None


def _is_file(name: str) -> bool:
    return name.lower().endswith((".wav", ".wave", ".flac"))


def _device(name: str) -> Device:
    """A device as it is typed: a number, or a name."""
    return int(name) if name.isdecimal() else name
