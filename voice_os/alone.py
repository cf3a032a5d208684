"""One part at work by itself: the voice, the ear, the skills."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from voice_os import catalog
from voice_os.audio import AudioSink
from voice_os.audio.files import read_wav
from voice_os.consent.journal import Logbook
from voice_os.conversation.answer import Answer, just
from voice_os.events import Events
from voice_os.loading import Loader, delivery
from voice_os.mcp.servers import Servers
from voice_os.mcp.skills import remembered
from voice_os.memory.people import Ask, person
from voice_os.memory.store import Store
from voice_os.office.ledger import Fleeting, Ledger
from voice_os.opening import memory_of, persona_of
from voice_os.provision import provide
from voice_os.settings import Settings
from voice_os.skills import registry, service
from voice_os.skills.acting import Acting
from voice_os.skills.services import LocalClock
from voice_os.stt import Transcript
from voice_os.understanding.recognition import Recognizer


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


@asynccontextmanager
async def acting(
    settings: Settings, tell: Callable[[str], None], ask: Ask
) -> AsyncIterator[Acting]:
    """Skills without a conversation: those that need one say so. No memory is made for that.

    `tell` is told, as a sentence, what could not be had; `ask` gives the memory's passphrase.
    """
    repertoire = registry.load()
    repertoire = replace(repertoire, skills=(*repertoire.skills, *remembered(settings.mcp)))
    memory = None
    if person(settings.memory).memory.exists():
        memory = await memory_of(settings, catalog.Catalog(()), tell, ask)

    async def store() -> Store | None:
        return memory.store if memory else None

    async with asyncio.TaskGroup() as tasks:
        journal = Logbook(store, tasks, tell)
        acting = Acting(Recognizer(repertoire.skills, settings.language), settings.language)
        ledger = Ledger(memory.store if memory else Fleeting())
        persona = persona_of(settings, LocalClock().now, tell)
        provided = provide(settings, repertoire, journal, ledger, persona)
        acting.serve(provided)
        servers = tasks.create_task(service(provided, Servers).run())
        try:
            yield acting
        finally:
            servers.cancel()
            await journal.settle()
            if memory:
                await memory.close()
