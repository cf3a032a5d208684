"""Which of all that is known a sentence may speak of: only that is looked at closely. Pure."""

import re
from collections.abc import Sequence

from voice_os.memory import Fact
from voice_os.memory.facts import NAME, YOU
from voice_os.memory.relations import OTHER_WORDS, RELATIONS, is_several

_WORD = re.compile(r"[\w-]+")


def mentioned(known: Sequence[Fact], sentence: str) -> list[Fact]:
    """What is so of the person, of which there is one, and what else the sentence may name."""
    said = _words(sentence)
    said |= {OTHER_WORDS[word] for word in said if word in OTHER_WORDS}
    names: dict[str, set[str]] = {}
    for fact in known:
        if fact.attribute == NAME and fact.until is None:
            names.setdefault(fact.subject, set()).update(_words(fact.value))

    def may_mean(fact: Fact) -> bool:
        if fact.attribute == "date" or (fact.subject == YOU and not fact.several):
            return True
        who = (
            set() if fact.subject == YOU else _words(fact.subject) | names.get(fact.subject, set())
        )
        what = _words(fact.value) | names.get(fact.value, set())
        if fact.attribute in RELATIONS and is_several(fact.attribute):
            what.add(fact.attribute)
        return bool(said & (who | what))

    return [fact for fact in known if fact.until is None and may_mean(fact)]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
