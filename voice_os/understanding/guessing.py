"""A wish that no sentence template fits, guessed from what it is like. Pure, a few milliseconds.

A guess that would change something is done at once only where it is certain; where it is likely
the person is asked first, and else it is left to open talk. So side speech and mishearing act on
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voice_os.skills import UNREAD, Effect, Skill, Wish
from voice_os.skills.silence import wants_silence
from voice_os.skills.slots import Slot
from voice_os.understanding import classifier, tagging
from voice_os.understanding.classifier import CANNOT, OPEN, Likely, Sense
from voice_os.understanding.limits import refusal
from voice_os.understanding.wording import LONGEST, tidy

SURE = 0.93
"""How certain it must be that something is to be changed, for it to be done unasked."""

LIKELY = 0.3
"""How certain it must be for the person to be asked."""

LEAST = 0.3
"""How certain it must be that anything is wished at all."""

PLAIN = 0.6
"""How certain it must be for a language model not to be asked instead."""

NO_WISH = 0.8
"""How certain open talk must be for no skill to be considered: reading what skills there are costs
a small model most of a second."""

_KINDRED = {"length": "when", "name": "what", "date": "when", "recipient": "person", "to": "person"}
"""Slots of skills that examples know by another name."""


_TELLS = frozenset(
    ("don't", "never", "not", "no", "she", "he", "they", "we", "who", "why", "how", "did")
)
"""First words of what is rather told, asked or forbidden than wished."""


DOUBTED = 0.75
"""How certain something else must be for a template whose free words fit not to be meant."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A wish for a skill (`wish`), or for what she cannot do (`refusal` says so)."""

    name: str
    sure: bool
    """Whether it may be done without asking, or refused though a language model could answer."""
    wish: Wish | None = None
    refusal: str = ""


class Guesser:
    """Guesses what is wished of some skills. Knows English only."""

    def __init__(self, skills: Iterable[Skill], language: str = "en") -> None:
        self._skills = {skill.name: skill for skill in skills} if language == "en" else {}
        self.sense: Sense | None = None
        """The sentence model's, once it is loaded."""

    def guess(self, text: str) -> Guess | None:
        """What `text` is a wish for; None where it is open talk."""
        if not self._skills or len(text) > LONGEST or wants_silence(text):
            return None
        if not (words := tidy(text).split()):
            return None
        likely = self.destination(words)
        if likely.name == OPEN:
            return None
        acting = self._acts(likely.name)
        if acting and words[0] in _TELLS:
            return None
        sure = likely.certainty >= (SURE if acting else PLAIN)
        if (skill := self._skills.get(likely.name)) is not None:
            return Guess(likely.name, sure, Wish(skill, self._read(skill, words)))
        if (sentence := refusal(likely.name)) is not None:
            return Guess(likely.name, sure, refusal=sentence)
        return None

    def doubts(self, skill: Skill, text: str) -> bool:
        """Whether `text` is plainly a wish for something else than a skill that is known."""
        if not self._skills or skill.name not in classifier.names():
            return False
        likely = self.destination(tidy(text).split())
        if (subject := likely.name.partition(".")[0]) in (skill.subject, OPEN):
            return False
        return likely.certainty >= (SURE if subject == CANNOT else DOUBTED)

    def is_open_talk(self, text: str) -> bool:
        """Whether `text` is certainly no wish, so that no skill need be considered for it."""
        if not self._skills or len(text) > LONGEST or not (words := tidy(text).split()):
            return False
        likely = self.destination(words)
        return likely.name == OPEN and likely.certainty >= NO_WISH

    def destination(self, words: Sequence[str]) -> Likely:
        """Where tidied words belong, open talk where nothing is likely enough."""
        ranked = classifier.ranked(tuple(words), self.sense)
        best = ranked[0]
        if self._acts(best.name) and best.certainty < LIKELY:
            best = next(one for one in ranked if not self._acts(one.name))
        return best if best.certainty >= LEAST else Likely(OPEN, best.certainty)

    def _acts(self, name: str) -> bool:
        return acts(name, self._skills.get(name))

    @staticmethod
    def _read(skill: Skill, words: Sequence[str]) -> dict[str, object]:
        """The slots of a skill, read from the words. What cannot be read is asked for."""
        said = tagging.slots(words, skill.name)
        if "device" in skill.slots and (place := said.get("place")):
            said["device"] = f"{place} {said.get('device', '')}".strip()  # "the kitchen lamp"
        return _values(skill, said)


def _values(skill: Skill, said: Mapping[str, str]) -> dict[str, object]:
    """What the words of slots mean to a skill. What cannot be read is left out."""
    values: dict[str, object] = {}
    for name, slot in skill.slots.items():
        text = said.get(name) or said.get(_KINDRED.get(name, ""))
        if text is not None and (value := _value(slot, text)) is not UNREAD:
            values[name] = value
    return values


def acts(name: str, skill: Skill | None) -> bool:
    """Whether the skill of this name changes or sends something, or will once it is there."""
    return name in _WILL_ACT if skill is None else skill.effect is not Effect.READS


def _value(slot: Slot, text: str) -> object:
    try:
        return slot.parse(text)
    except ValueError:
        return UNREAD


_PLANNED = """
alarms.set_alarm alarms.cancel_alarm reminders.add_reminder reminders.cancel_reminder
calendar.add_event calendar.remove_event lists.add_item lists.create_list lists.remove_item
lists.delete_list notes.take_note mail.send_mail contacts.add_contact letters.write_letter
media.play media.resume media.pause media.next_track media.previous_track media.shuffle
media.repeat volume.louder volume.quieter volume.mute home.turn_on home.turn_off home.dim
home.brighten home.set_colour home.clean home.make_coffee
"""
_WILL_ACT = frozenset(_PLANNED.split())
"""Destinations that change or send something once there is a skill for them."""
