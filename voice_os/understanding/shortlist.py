"""The skills that what was said may have to do with, for a language model to choose among. Pure.

Two things must meet: what was said has the form of a wish or a question, and it shares words with
a skill. Each word weighs the more the fewer skills know it (inverse document frequency, Spärck
Jones 1972); those by which a skill is called and described count fully, its sentences' half. Most
open talk meets neither: then no skill is offered, and answering takes no longer than without any.
English so far; of another language the form is not looked at.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from voice_os.skills import Effect, Skill
from voice_os.understanding.wording import LONGEST, tidy

MOST = 4
"""Skills that are offered at once: each costs a small machine a tenth of a second to read."""

_LEAST = 0.6
"""Of the largest weight of one word, what all that are shared must come to."""

_IN_SENTENCES = 0.5
"""What a word counts that only a skill's sentences have."""

_WISH = re.compile(
    r"\b(?:please|(?:could|can|would|will|won't) you|i (?:want|need|wish|must|have to|got to)|i'd "
    r"(?:like|love|prefer|rather)|let me|let's|don't (?:let|forget)|make sure|should|ought to|too "
    r"\w+ (?:in|out|for|on|here)|too (?:loud|quiet|dark|bright|big|small|fast|slow)|keep "
    r"forgetting|no longer|enough of)\b"
)
_QUESTION = re.compile(
    r"^(?:and |so |but |well |hey )*(?:what|what's|when|when's|where|where's|which|who|who's|how|"
    r"how's|is|are|was|do|does|did|have|has|any|anything)\b"
)
_STATEMENT = re.compile(r"^(?:i|i'm|i've|i'll|we|he|she|it|they|my|the|that|this|there|you)\b")


class Shortlist:
    """Knows the words of some skills in one language."""

    def __init__(self, skills: Sequence[Skill], language: str = "en") -> None:
        self._names = {skill: _stems(_called(skill)) for skill in skills}
        self._sentences = {skill: _stems(_said(skill, language)) for skill in skills}
        known = Counter(w for one in skills for w in self._names[one] | self._sentences[one])
        self._weights = {word: math.log((1 + len(skills)) / count) for word, count in known.items()}
        self._least = _LEAST * math.log(1 + len(skills))
        self._language = language

    def of(self, text: str) -> list[Skill]:
        """At most so many skills that a text may be a wish for, the likeliest first."""
        words = tidy(text)
        effects = self._effects(words)
        if len(text) > LONGEST or not effects:
            return []
        said = _stems(words)
        ranked: list[tuple[float, int, Skill]] = []
        for skill, names in self._names.items():
            if skill.effect in effects:
                weight = sum(self._weights[word] for word in said & names)
                sentences = (said - names) & self._sentences[skill]
                weight += _IN_SENTENCES * sum(self._weights[word] for word in sentences)
                if weight >= self._least:
                    ranked.append((-weight, len(ranked), skill))
        return [skill for *_, skill in sorted(ranked)[:MOST]]

    def _effects(self, words: str) -> set[Effect]:
        """What a wish of this form may do: a question changes nothing, a statement is no wish."""
        if self._language != "en" or _WISH.search(words):
            return set(Effect)
        if _QUESTION.match(words):
            return {Effect.READS}
        return set() if _STATEMENT.match(words) else set(Effect)


def _called(skill: Skill) -> str:
    return f"{skill.name.replace('_', ' ').replace('.', ' ')} {skill.description}"


def _said(skill: Skill, language: str) -> str:
    return re.sub(r"\{.*?\}|[|()\[\]]", " ", " ".join(skill.sentences.get(language, ())))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in tidy(text).split()) - _EMPTY


def _stem(word: str) -> str:
    """A word without its commonest endings: enough to tell words apart."""
    for ending in ("ing", "ed", "es", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
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
