"""What lives beside a conversation: her clock, her reading, her speaking first, other programs."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from voice_os.audio.sound_server import others_record
from voice_os.consent.folders import Folders
from voice_os.conversation.conversation import Conversation
from voice_os.desktop.clipboard import Clipboard
from voice_os.desktop.engaged import is_engaged
from voice_os.dialogue.acquaintance import Acquaintance, Meets
from voice_os.dialogue.course import Opening
from voice_os.dialogue.dialogue import Dialogue
from voice_os.dialogue.reading import Reading
from voice_os.dialogue.watching import Watching
from voice_os.errors import Problem
from voice_os.herself import Herself
from voice_os.mcp.servers import Servers
from voice_os.mcp.skills import remembered, skills_of
from voice_os.mode import Mode
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import MachineTime, Timepiece
from voice_os.persona.forward import Quiet
from voice_os.persona.initiative import Initiative
from voice_os.restraint.minors import quiet_hours
from voice_os.settings import Settings
from voice_os.skills import Services, service
from voice_os.skills.feelings import Feelings
from voice_os.skills.forward import Forward
from voice_os.skills.learning import Documents
from voice_os.skills.manner import Introductions
from voice_os.skills.remembering import Remembering
from voice_os.skills.ringing import announcement
from voice_os.skills.services import Clock, Hearing, Talk


@dataclass(frozen=True, slots=True)
class Household:
    """All of it, and her, in one conversation."""

    she: Herself
    conversation: Conversation
    clock: Clock
    clocks: MachineTime
    clockwork: Clockwork
    reading: Reading
    watching: Watching
    initiative: Initiative

    @classmethod
    def of(
        cls,
        settings: Settings,
        she: Herself,
        conversation: Conversation,
        clock: Clock,
        ledger: Ledger,
    ) -> "Household":
        """Build it, and let each know of the others. Call it before the memory is open."""
        initiative = _initiative(settings, clock, conversation, she.dialogue)
        clocks = MachineTime()
        clockwork = _clockwork(ledger, clocks, clock, conversation)
        folders = Folders(settings.consent.folders)
        reading = Reading(
            she.remembrance, clock, folders, Clipboard().copied, announce=conversation.announce
        )
        watching = Watching(she.remembrance.library_once_open, lambda: not conversation.waiting)
        she.dialogue.when_answered(clockwork.spoken)
        she.dialogue.when_in_danger(initiative.let_be)
        she.remembrance.keep_beside(initiative)
        she.remembrance.when_forgotten(initiative.forget)
        return cls(she, conversation, clock, clocks, clockwork, reading, watching, initiative)

    def services(self) -> Services:
        """What skills are given of it."""
        return {
            Clock: self.clock,
            Talk: self.she.dialogue,
            Timepiece: self.clocks,
            Clockwork: self.clockwork,
            Hearing: self.conversation,
            Remembering: self.she.remembrance,
            Documents: self.reading,
            Introductions: self.she.acquaintance,
            Feelings: self.she.disposition,
            Forward: self.initiative,
        }

    def lives(
        self,
        settings: Settings,
        provided: Services,
        tell: Callable[[str], None],
        meets: Meets,
        on_met: Callable[[], None],
    ) -> tuple[Coroutine[Any, Any, None], ...]:
        """What is to run as long as the conversation does."""
        servers = service(provided, Servers)
        return (
            servers.run(),
            _learn_of(servers, settings, self.she.dialogue, tell),
            _tick(self.clockwork, self.clocks),
            self.reading.run(),
            self.watching.run(),
            self.initiative.run(),
            _meet(self.she.acquaintance, self.conversation, on_met, meets),
        )


def _clockwork(
    ledger: Ledger, clocks: MachineTime, clock: Clock, conversation: Conversation
) -> Clockwork:
    """What is due she says, whatever else she does; it is told once it was heard."""

    def ring(due: Due) -> None:
        conversation.announce(announcement(due, clock.now()), lambda: clockwork.heard(due))

    clockwork = Clockwork(ledger, clocks, ring)
    return clockwork


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
        from voice_os.settings_file import put  # seldom

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


async def _tick(clockwork: Clockwork, clocks: MachineTime) -> None:
    with clocks.watching():
        await clockwork.run()


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
