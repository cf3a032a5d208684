"""The skills that what was said may have to do with, for a language model to choose among. Pure.

By words alone: those of a skill are its description's, its templates' and its slots' examples',
each weighing the more the fewer skills know it (inverse document frequency, Spärck Jones 1972).
Most open talk shares none that weighs much: then no skill is offered, and answering takes no longer
than without skills.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from voice_os.skills import Skill
from voice_os.skills.slots import Slot
from voice_os.understanding.wording import LONGEST, tidy

MOST = 4
"""Skills that are offered at once: each costs a small machine a tenth of a second to read."""

_LEAST = 0.4
"""The share of what an utterance says that a skill must know."""

_TELLING = 0.5
"""Of the largest weight, what one of the shared words must have."""


class Shortlist:
    """Knows the words of some skills in one language."""

    def __init__(self, skills: Sequence[Skill], language: str = "en") -> None:
        self._words = {skill: _words_of(skill, language) for skill in skills}
        known = Counter(word for words in self._words.values() for word in words)
        self._most = math.log(1 + len(self._words))
        self._weights = {
            word: math.log((1 + len(self._words)) / count) for word, count in known.items()
        }

    def of(self, text: str) -> list[Skill]:
        """At most so many skills that a text may be a wish for, the likeliest first."""
        if len(text) > LONGEST:
            return []
        said = {_stem(word) for word in tidy(text).split()} - _EMPTY
        whole = sum(self._weights.get(word, self._most / 2) for word in said)
        ranked: list[tuple[float, int, Skill]] = []
        for skill, words in self._words.items():
            shared = [self._weights[word] for word in said & words]
            if shared and max(shared) >= _TELLING * self._most and sum(shared) >= _LEAST * whole:
                ranked.append((-sum(shared), len(ranked), skill))
        return [skill for *_, skill in sorted(ranked)[:MOST]]


def _words_of(skill: Skill, language: str) -> frozenset[str]:
    name = skill.name.replace("_", " ").replace(".", " ")
    templates = " ".join(skill.sentences.get(language, ()))
    said = [name, skill.description, re.sub(r"\{.*?\}|[|()\[\]]", " ", templates)]
    said += [
        one for slot in skill.slots.values() for one in slot.examples() if _is_value(slot, one)
    ]
    words = {word for text in said for word in tidy(text).split()}
    return frozenset(map(_stem, words)) - _EMPTY


def _is_value(slot: Slot, example: str) -> bool:
    """Whether an example is a time or a number, and not free text that may be anything."""
    return not isinstance(slot.parse(example), str)


def _stem(word: str) -> str:
    """A word without its commonest endings: enough to tell words apart."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


_SAID_ANYWHERE = """
    a an the i you he she it we they me him her us them my your his its our their this that these
    those and or but if so because of to in on at by for with from about into over is are was were
    be been am do does did have has had can could will would shall should may might must not no yes
    please thanks what which who when where why how there here some any all just now then than too
    very really up out i'm i'd i've i'll it's that's what's don't like know think want need let get
    got go going make say tell one
"""
_EMPTY = frozenset(map(_stem, _SAID_ANYWHERE.split()))
"""Words that tell nothing of a wish."""
