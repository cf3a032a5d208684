"""The composition root: settings in, a running assistant out."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from voice_os import catalog, engine_room
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.awaited_memory import AwaitedMemory
from voice_os.breath import Machine
from voice_os.consent.journal import Logbook
from voice_os.conversation.conversation import Conversation
from voice_os.conversation.engines import Engines
from voice_os.dialogue.acquaintance import Meets
from voice_os.events import Events, Notice
from voice_os.herself import Herself, herself
from voice_os.household import Household
from voice_os.loading import Loader
from voice_os.mcp.skills import remembered
from voice_os.memory.people import Ask
from voice_os.office.ledger import Ledger
from voice_os.opening import memory_of, nobody
from voice_os.persona.expected import expected
from voice_os.provision import provide
from voice_os.self_knowledge import SelfKnowledge
from voice_os.settings import Settings
from voice_os.skills import registry
from voice_os.skills.services import Identity, LocalClock
from voice_os.surroundings import Surroundings
from voice_os.understanding.recognition import Recognizer

LAST_WORDS = 10.0
"""Seconds that the end waits for what was said to be kept."""


@asynccontextmanager
async def assistant(
    settings: Settings,
    events: Events,
    surroundings: Surroundings,
    ask: Ask = nobody,
    *,
    meets: Meets = Meets.NOT,
    on_met: Callable[[], None] = lambda: None,
) -> AsyncGenerator[Conversation, None]:
    """Build a conversation whose engines load in the background; free them in the end.

    `ask` gives the passphrase of a memory that needs one. `meets`: whether they get to know each
    other first; `on_met` is told when that is over, or was put off.

    Her other parts live in one TaskGroup with the loading, for as long as the block runs.
    """

    def tell(sentence: str) -> None:
        events.publish(Notice(sentence))

    skills = registry.load()
    skills = replace(skills, skills=(*skills.skills, *remembered(settings.mcp)))
    recognizer = Recognizer(skills.skills, settings.language)
    for problem in skills.problems:
        tell(problem)
    models, clock = catalog.load(), LocalClock()
    loader = Loader(settings, models, events.publish)
    she = herself(settings, recognizer, clock, events, meets)
    async with asyncio.TaskGroup() as tasks:
        for warm_up in (recognizer.warm_up, she.restraint.warm_up):
            tasks.create_task(asyncio.to_thread(warm_up))
        to_hear = expected(she.persona.name, meets=she.acquaintance.is_wanted)
        engines = await engine_room.begin_loading(
            loader, she.dialogue, skills.skills, to_hear, tasks
        )
        conversation = _conversation(settings, events, surroundings, she, engines)
        memory = AwaitedMemory(tasks.create_task(memory_of(settings, models, tell, ask)))
        tasks.create_task(memory.lend_sense(recognizer))
        journal = Logbook(memory.store, tasks, tell)
        ledger = Ledger(tasks.create_task(memory.keeper()))
        household = Household.of(settings, she, conversation, clock, ledger)
        provided = provide(settings, skills, journal, ledger, she.persona)
        lives = household.lives(settings, provided, tell, meets, on_met)
        running = [tasks.create_task(life) for life in lives]
        remembering = tasks.create_task(memory.serve(she, engines))
        about_her = SelfKnowledge(settings, she.persona, engines)
        she.dialogue.serve({**provided, **household.services(), Identity: about_her})
        try:
            yield conversation
        finally:
            for task in running:
                task.cancel()
            she.remembrance.finish()
            await asyncio.wait([remembering], timeout=LAST_WORDS)
            remembering.cancel()
            await asyncio.wait([remembering])
            await journal.settle()
            await memory.close()
            await engine_room.close(engines)


def _conversation(
    settings: Settings,
    events: Events,
    surroundings: Surroundings,
    she: Herself,
    engines: Engines,
) -> Conversation:
    return Conversation(
        settings,
        name=lambda: she.persona.name,
        source=surroundings.source,
        sink=surroundings.sink,
        keys=surroundings.keys,
        activity=VoiceActivity(),
        engines=engines,
        dialogue=she.dialogue,
        events=events,
        breath=Machine().breath,
    )
