"""One part at work by itself: the voice says a text, the ear transcribes a file."""

import asyncio
from pathlib import Path

from voice_os import catalog
from voice_os.audio import AudioSink
from voice_os.audio.files import read_wav
from voice_os.conversation.answer import Answer, just
from voice_os.events import Events
from voice_os.loading import Loader, delivery
from voice_os.settings import Settings
from voice_os.skills import registry
from voice_os.stt import Transcript


async def say(text: str, settings: Settings, events: Events, sink: AudioSink) -> None:
    """Speak a text through a speaker, and return when it was heard."""
    loader = Loader(settings, catalog.load(), events.publish)
    spare = await loader.spare_voice()
    voice = await loader.tts(spare)
    committed = asyncio.Event()
    committed.set()
    try:
        await sink.open()
        await Answer(sink, voice, lambda: delivery(settings), committed).speak(just(text))
    finally:
        await voice.close()
        await spare.close()


async def transcribe(path: Path, settings: Settings, events: Events) -> Transcript:
    """Transcribe a sound file. Raises `Problem` where it cannot be read."""
    samples = read_wav(path)
    loader = Loader(settings, catalog.load(), events.publish)
    ear = await loader.stt(registry.load().skills)
    try:
        return await ear.transcribe(samples)
    finally:
        await ear.close()
