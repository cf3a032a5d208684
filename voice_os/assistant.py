"""The composition root: settings in, a running assistant out."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from voice_os import catalog
from voice_os.audio.sound_server import others_record
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.breath import Machine
from voice_os.consent.folders import Folders
from voice_os.consent.journal import Logbook
from voice_os.conversation.conversation import Conversation
from voice_os.conversation.engines import Engines
from voice_os.desktop.clipboard import Clipboard
from voice_os.desktop.engaged import is_engaged
from voice_os.dialogue.acquaintance import Acquaintance, Meets
from voice_os.dialogue.course import Opening
from voice_os.dialogue.dialogue import Dialogue
from voice_os.dialogue.reading import Reading
from voice_os.dialogue.remembrance import Remembrance
from voice_os.errors import Problem
from voice_os.events import Events, NameChanged, Notice
from voice_os.llm import LanguageModel
from voice_os.loading import Loader, delivery, stays_here
from voice_os.mcp.servers import Servers
from voice_os.mcp.skills import remembered, skills_of
from voice_os.memory.embedding import MiniLM
from voice_os.memory.people import Ask
from voice_os.memory.store import Store
from voice_os.mode import Mode
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.ledger import Fleeting, Keeper, Ledger
from voice_os.office.timepiece import MachineTime, Timepiece
from voice_os.opening import Memory, memory_of, nobody, persona_of
from voice_os.paths import counts_path
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.diary import Diary
from voice_os.persona.disposition import Disposition
from voice_os.persona.expected import expected
from voice_os.persona.forward import Quiet
from voice_os.persona.initiative import Initiative
from voice_os.persona.mood import usual_mood
from voice_os.provision import provide
from voice_os.restraint.counts import Counts
from voice_os.restraint.minors import quiet_hours
from voice_os.restraint.restraint import Restraint
from voice_os.self_knowledge import SelfKnowledge
from voice_os.settings import Settings, put
from voice_os.skills import Skill, registry, service
from voice_os.skills.feelings import Feelings
from voice_os.skills.forward import Forward
from voice_os.skills.learning import Documents
from voice_os.skills.manner import Introductions
from voice_os.skills.remembering import Remembering
from voice_os.skills.ringing import announcement
from voice_os.skills.services import Clock, Hearing, Identity, LocalClock, Talk
from voice_os.surroundings import Surroundings
from voice_os.understanding.classifier import SENSE_MODEL
from voice_os.understanding.recognition import Recognizer

_LOG = logging.getLogger(__name__)

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
    skills = registry.load()
    skills = replace(skills, skills=(*skills.skills, *remembered(settings.mcp)))
    recognizer = Recognizer(skills.skills, settings.language)
    for problem in skills.problems:
        events.publish(Notice(problem))

    def tell(sentence: str) -> None:
        events.publish(Notice(sentence))

    models = catalog.load()
    loader = Loader(settings, models, events.publish)
    clock = LocalClock()
    persona = persona_of(settings, clock.now, tell)
    persona.when_changed(lambda _: events.publish(NameChanged(persona.name)))
    events.publish(NameChanged(persona.name))
    private = stays_here(settings)
    remembrance = Remembrance(lambda: persona.name, clock, tell)
    disposition = Disposition(
        clock.now, lambda: usual_mood(persona.identity.manner), remembrance.opened
    )
    curiosity = Curiosity(clock.now)
    own = remembrance if settings.memory.enabled else None
    acquaintance = Acquaintance(persona, clock.now, own, private=private)
    remembrance.keep_beside(disposition, curiosity, acquaintance, Diary(persona))
    if meets.begins(met=bool(persona.identity.met)) and not persona.wrong:
        acquaintance.ask_anew()
    restraint = Restraint.of(settings, counts=Counts(counts_path()))
    if opening := restraint.opening():
        tell(opening)
    dialogue = Dialogue(
        recognizer,
        persona=persona,
        language=settings.language,
        private=private,
        clock=clock,
        delivery=delivery(settings),
        memory=own,
        disposition=disposition,
        curiosity=curiosity,
        acquaintance=acquaintance,
        restraint=restraint,
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(asyncio.to_thread(restraint.warm_up))
        to_hear = expected(persona.name, meets=acquaintance.is_wanted)
        engines = await _begin_loading(loader, dialogue, skills.skills, to_hear, tasks)
        conversation = Conversation(
            settings,
            name=lambda: persona.name,
            source=surroundings.source,
            sink=surroundings.sink,
            keys=surroundings.keys,
            activity=VoiceActivity(),
            engines=engines,
            dialogue=dialogue,
            events=events,
            breath=Machine().breath,
        )

        folders = Folders(settings.consent.folders)
        reading = Reading(
            remembrance, clock, folders, Clipboard().copied, announce=conversation.announce
        )
        memory = tasks.create_task(memory_of(settings, models, tell, ask))
        tasks.create_task(_lend_sense(recognizer, memory))
        journal = Logbook(lambda: _store(memory), tasks, tell)
        ledger, clocks = Ledger(tasks.create_task(_keeper(memory))), MachineTime()

        def ring(due: Due) -> None:
            said = announcement(due, clock.now())
            conversation.announce(said, lambda: clockwork.heard(due))

        clockwork = Clockwork(ledger, clocks, ring)
        dialogue.when_answered(clockwork.spoken)
        initiative = _initiative(settings, clock, conversation, dialogue)
        provided = provide(settings, skills, journal, ledger, persona)
        servers = service(provided, Servers)
        running = [
            tasks.create_task(servers.run()),
            tasks.create_task(_learn_of(servers, settings, dialogue, tell)),
            tasks.create_task(_tick(clockwork, clocks)),
            tasks.create_task(reading.run()),
            tasks.create_task(initiative.run()),
            tasks.create_task(_meet(acquaintance, conversation, on_met, meets)),
        ]
        remembrance.keep_beside(initiative)
        remembrance.when_forgotten(initiative.forget)
        dialogue.when_in_danger(initiative.let_be)
        remembering = tasks.create_task(_remember(remembrance, acquaintance, memory, engines))
        dialogue.serve(
            {
                **provided,
                Clock: clock,
                Talk: dialogue,
                Identity: SelfKnowledge(settings, persona, engines),
                Timepiece: clocks,
                Clockwork: clockwork,
                Hearing: conversation,
                Remembering: remembrance,
                Documents: reading,
                Introductions: acquaintance,
                Feelings: disposition,
                Forward: initiative,
            }
        )
        try:
            yield conversation
        finally:
            for task in running:
                task.cancel()
            remembrance.finish()
            await asyncio.wait([remembering], timeout=LAST_WORDS)
            remembering.cancel()
            await asyncio.wait([remembering])
            await journal.settle()
            await _close_memory(memory)
            await _close(engines)


def _initiative(
    settings: Settings, clock: Clock, conversation: Conversation, dialogue: Dialogue
) -> Initiative:
    """Her speaking first, where the person lets her and is not engaged."""
    wished = settings.forward

    async def busy() -> bool:
        if conversation.mode is Mode.MUTED or not conversation.waiting:
            return True
        return await others_record() or await is_engaged()

    def say(words: str) -> None:
        dialogue.open_with(Opening(words, initiative.let_be))
        conversation.say(words)

    def keep_allowed(allowed: bool) -> None:
        put(("forward", "allowed"), allowed)

    initiative = Initiative(
        clock.now,
        allowed=wished.allowed,
        quiet=Quiet(*quiet_hours(wished.quiet_from, wished.quiet_until, minor=settings.minor)),
        busy=busy,
        say=say,
        keep_allowed=keep_allowed,
    )
    return initiative


async def _learn_of(
    servers: Servers, settings: Settings, dialogue: Dialogue, tell: Callable[[str], None]
) -> None:
    """Ask the servers that are new what they can do."""
    for name, each in settings.mcp.items():
        if not remembered({name: each}):
            try:
                offers = await servers.all[name].offers()
            except Problem as problem:
                tell(str(problem))
                continue
            await dialogue.learn(skills_of(name, offers))


async def _begin_loading(
    loader: Loader,
    dialogue: Dialogue,
    skills: Iterable[Skill],
    to_hear: Sequence[str],
    tasks: asyncio.TaskGroup,
) -> Engines:
    spare_voice = await loader.spare_voice()
    return Engines(
        stt=tasks.create_task(loader.stt(skills, to_hear)),
        end_of_turn=tasks.create_task(loader.end_of_turn()),
        llm=tasks.create_task(_with_front(loader, dialogue)),
        tts=tasks.create_task(loader.tts(spare_voice)),
        spare_voice=spare_voice,
    )


async def _with_front(loader: Loader, dialogue: Dialogue) -> LanguageModel | None:
    """The language model with the prompt's front evaluated, so that no turn has to."""
    model = await loader.llm()
    if model is not None:
        try:
            await model.prefill([dialogue.front])
        except Exception:  # the first turn will meet it too, and say so
            _LOG.exception("the prompt's front could not be read")
    return model


async def _close(engines: Engines) -> None:
    """Give up what is still loading and free the rest."""
    for engine in (engines.stt, engines.end_of_turn, engines.llm, engines.tts):
        if not engine.done() or engine.cancelled() or engine.exception():
            engine.cancel()
        elif (loaded := engine.result()) is not None:
            await loaded.close()
    await engines.spare_voice.close()


async def _meet(
    acquaintance: Acquaintance,
    conversation: Conversation,
    on_met: Callable[[], None],
    meets: Meets,
) -> None:
    """Hold the first meeting, if there is to be one, and another whenever it is wanted."""
    typed = meets is Meets.TYPED
    await conversation.ready.wait()
    while True:
        await acquaintance.wanted()
        await acquaintance.hold(conversation.say, lambda: conversation.waiting, typed=typed)
        on_met()


async def _remember(
    remembrance: Remembrance,
    acquaintance: Acquaintance,
    memory: asyncio.Task[Memory | None],
    engines: Engines,
) -> None:
    """Remember in the memory once it is open, if it can be had."""
    opened = await asyncio.shield(memory)
    if opened is None:
        remembrance.give_up()
        acquaintance.give_up()
    else:
        await remembrance.run(opened.store, lambda: asyncio.shield(engines.llm))


async def _lend_sense(recognizer: Recognizer, memory: asyncio.Task[Memory | None]) -> None:
    """Let the sentence model that memory has loaded help to guess what is wished."""
    opened = await asyncio.shield(memory)
    embedder = opened.embedder if opened else None
    if isinstance(embedder, MiniLM) and embedder.name == SENSE_MODEL:
        recognizer.guesser.sense = embedder.sense


async def _store(memory: asyncio.Task[Memory | None]) -> Store | None:
    opened = await asyncio.shield(memory)
    return opened.store if opened else None


async def _keeper(memory: asyncio.Task[Memory | None]) -> Keeper:
    """The person's encrypted file once it is open; without one, nothing outlasts the program."""
    return await _store(memory) or Fleeting()


async def _tick(clockwork: Clockwork, clocks: MachineTime) -> None:
    with clocks.watching():
        await clockwork.run()


async def _close_memory(memory: asyncio.Task[Memory | None]) -> None:
    memory.cancel()
    await asyncio.wait([memory])
    if not memory.cancelled() and not memory.exception() and (opened := memory.result()):
        await opened.close()
