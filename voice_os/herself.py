"""Building who she is in a conversation: her identity, what moves in her, and her dialogue."""

from dataclasses import dataclass

from voice_os.dialogue.acquaintance import Acquaintance, Meets
from voice_os.dialogue.dialogue import Dialogue
from voice_os.dialogue.remembrance import Remembrance
from voice_os.events import Events, NameChanged, Notice
from voice_os.loading import delivery, stays_here
from voice_os.opening import persona_of
from voice_os.paths import counts_path
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.diary import Diary
from voice_os.persona.disposition import Disposition
from voice_os.persona.mood import usual_mood
from voice_os.persona.persona import Persona
from voice_os.restraint.counts import Counts
from voice_os.restraint.restraint import Restraint
from voice_os.settings import Settings
from voice_os.skills.services import Clock
from voice_os.understanding.recognition import Recognizer


@dataclass(frozen=True, slots=True)
class Herself:
    """Her parts that know each other. The dialogue goes by all of them."""

    persona: Persona
    disposition: Disposition
    remembrance: Remembrance
    acquaintance: Acquaintance
    restraint: Restraint
    dialogue: Dialogue


def herself(
    settings: Settings, recognizer: Recognizer, clock: Clock, events: Events, meets: Meets
) -> Herself:
    """Build her by the settings; tell her name, and what is to be told at the beginning."""

    def tell(sentence: str) -> None:
        events.publish(Notice(sentence))

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
    return Herself(persona, disposition, remembrance, acquaintance, restraint, dialogue)
