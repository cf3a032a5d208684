"""Recognition: from what was said to what is wished, without a model and without effect.

hassil matches the skills' sentences. Every slot is matched as free text and then read by its
type; what cannot be read is no match. The whole of an utterance has to match, save for politeness
and hesitation at its edges, so that "stop wars are bad" stops nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from voice_os.errors import Problem
from voice_os.skills import Skill, Wish
from voice_os.skills.slots import Phrase, Slot
from voice_os.understanding.guessing import Guesser
from voice_os.understanding.stated import WEEKDAYS
from voice_os.understanding.templates import keywords
from voice_os.understanding.wording import LEADS, LONGEST, TRAILS, tidy

# hassil is imported where it is used: it takes 0.1 s, which the command line need not wait for.
if TYPE_CHECKING:
    from hassil import Intents, RecognizeResult


class Recognizer:
    """Knows the sentences of some skills in one language. Pure: it may run on a guess."""

    def __init__(self, skills: Iterable[Skill], language: str = "en") -> None:
        self.guesser = Guesser(known := tuple(skills), language)
        """What is asked where no sentence fits."""
        self._skills = {skill.name: skill for skill in known if language in skill.sentences}
        self._language = language
        self._lead = re.compile(rf"^(?:{_any_of(LEADS.get(language, ()))})(?: |$)")
        self._trail = re.compile(rf"(?:^| )(?:{_any_of(TRAILS.get(language, ()))})$")

    @cached_property
    def _intents(self) -> "Intents":
        """Parsed when the first thing is said, or `warm_up` was called: a start need not wait."""
        return _intents(self._skills.values(), self._language)

    def warm_up(self) -> None:
        """Parse the sentences now, not at the first wish. Takes a moment; any thread will do."""
        self.recognize("hello")

    def recognize(self, text: str) -> Wish | None:
        """The wish that `text` as a whole expresses, or None."""
        from hassil import recognize_all

        if len(text) > LONGEST:
            return None
        results = [
            (self._looseness(result), nth, -result.text_chunks_matched, result)
            for nth, words in enumerate(self._readings(tidy(text)))
            for result in recognize_all(words, self._intents)
        ]
        for *_, result in sorted(results, key=lambda one: one[:3]):
            skill = self._skills[result.intent.name]
            if (slots := _read(result, skill)) is not None:
                return Wish(skill, _with_day_apart(skill, slots))
        return None

    def _looseness(self, result: "RecognizeResult") -> tuple[int, int]:
        """How many words could be any, and how many slots there are: the fewer, the surer."""
        slots = self._skills[result.intent.name].slots
        free = sum(
            len(entity.text.split())
            for entity in result.entities_list
            if any(slots[name].is_open for name in entity.name.split("+"))
        )
        return free, len(result.entities_list)

    def plainly(self, text: str) -> Wish | None:
        """The wish that `text` expresses, unless it is only its free words that fit.

        "Play {what}" fits "play chess with me" too: where the guesser knows the skill and takes the
        words for something else, they are not this wish.
        """
        wish = self.recognize(text)
        if wish is None or not any(wish.skill.slots[name].is_open for name in wish.slots):
            return wish
        return None if self.guesser.doubts(wish.skill, text) else wish

    def _readings(self, words: str) -> Iterator[str]:
        """`words` as they are, then with less and less politeness behind and before."""
        for rest in _peeled(words, self._lead):
            yield from _peeled(rest, self._trail)


def check(skill: Skill) -> None:
    """Raise `Problem` where a sentence of `skill` is no valid template."""
    from hassil import parse_sentence

    for sentence in (one for several in skill.sentences.values() for one in several):
        try:
            if "<" in sentence:
                raise ValueError("<rules> are not known here")
            parse_sentence(sentence)
        except Exception as error:  # hassil raises several kinds, some of them plain `Exception`
            raise Problem(
                f"{skill.name} has a malformed sentence, {sentence!r}: {error}."
            ) from None


def _intents(skills: Iterable[Skill], language: str) -> "Intents":
    """The skills' sentences as hassil takes them.

    Each is parsed when words are said that it may fit: parsing all takes 0.2 s and 6 MB.
    """
    from hassil import IntentData, Intents, WildcardSlotList
    from hassil.intents import Intent, SlotList

    intents = {}
    for skill in skills:
        # Free text cannot stand beside free text: neighbours are matched as one, split by `_read`.
        texts = [re.sub(r"(?<=\w)\} \{(?=\w)", "+", text) for text in skill.sentences[language]]
        names = set(re.findall(r"\{([\w+]+)\}", " ".join(texts)))
        lists: dict[str, SlotList] = {name: WildcardSlotList(name) for name in names}
        data = [
            IntentData([text], slot_lists=lists, required_keywords=set(keywords(text)))
            for text in texts
        ]
        intents[skill.name] = Intent(skill.name, data)
    return Intents(language, intents)


def _read(result: "RecognizeResult", skill: Skill) -> dict[str, object] | None:
    """The values of the slots; None where some words mean nothing there."""
    values: dict[str, object] = {}
    for entity in result.entities_list:
        names = entity.name.split("+")
        read = _read_row([skill.slots[name] for name in names], entity.text.split())
        if read is None:
            return None
        values.update(zip(names, read, strict=True))
    return values


_DAY = re.compile(
    rf"((?:(?:on|this|next) )?(?:today|tonight|tomorrow|(?:{'|'.join(WEEKDAYS)})s?)"
    r"(?: (?:morning|afternoon|evening|night))?)(?:'s)?(?: |$)"
)


def _with_day_apart(skill: Skill, slots: dict[str, object]) -> dict[str, object]:
    """A day before what a wish is about goes to its time: "tomorrow's meeting at ten"."""
    what, when = slots.get("what"), slots.get("when")
    if "when" not in skill.slots or not isinstance(what, Phrase) or not (day := _DAY.match(what)):
        return slots
    try:
        time = skill.slots["when"].parse(f"{day[1]} {when or ''}".strip())
        rest = {"what": skill.slots["what"].parse(what[day.end() :])} if what[day.end() :] else {}
    except ValueError:
        return slots
    return {**{name: slots[name] for name in slots if name != "what"}, **rest, "when": time}


def _read_row(slots: Sequence[Slot], words: Sequence[str]) -> list[object] | None:
    """Read words as slots that stand side by side, the first taking as many as it can."""
    slot, *others = slots
    ends = range(len(words) - len(others), 0, -1) if others else [len(words)]
    for end in ends:
        try:
            value = slot.parse(" ".join(words[:end]))
        except ValueError:
            continue
        if not others:
            return [value]
        if (rest := _read_row(others, words[end:])) is not None:
            return [value, *rest]
    return None


def _peeled(words: str, edge: re.Pattern[str]) -> Iterator[str]:
    """`words`, then without one phrase at the edge, without two, and so on while words are left."""
    while words:
        yield words
        shorter = edge.sub("", words)
        words = shorter if shorter != words else ""


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
