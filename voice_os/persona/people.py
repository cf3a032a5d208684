"""The people in a person's life: who is close, and how one speaks of them. Pure."""

import re
from collections.abc import Sequence

from voice_os.memory import Fact
from voice_os.memory.facts import YOU, holds, name_of
from voice_os.memory.relations import RELATIONS

CLOSE = (
    *("partner", "best friend", "mother", "father", "sister", "brother", "friend", "daughter"),
    *("son", "grandmother", "grandfather", "aunt", "uncle", "cousin", "niece", "nephew"),
)
"""Whom one may like to call, the closest first."""

MOST = 2
"""People whom she names at once."""


def dear(known: Sequence[Fact], text: str = "") -> list[str]:
    """Who is close to a person ("your sister Anna"), the closest first, a few at most.

    Whom `text` speaks of is left out: it may be about them that somebody is unhappy.
    """
    own = [fact for fact in known if fact.subject == YOU and fact.value and holds(fact, None)]
    close = sorted(
        (fact for fact in own if fact.attribute in CLOSE),
        key=lambda fact: CLOSE.index(fact.attribute),
    )
    spoken_of = [
        fact
        for fact in close
        if re.search(rf"\b(?:{re.escape(fact.value)}|{fact.attribute})\b", text, re.IGNORECASE)
    ]
    return [whom(fact.value, known) for fact in close if fact not in spoken_of][:MOST]


def whom(subject: str, known: Sequence[Fact]) -> str:
    """How one speaks of somebody: "your sister Anna", "Anna"."""
    if subject.startswith("your "):
        return subject
    relation = relation_of(subject, known)
    name = name_of(known, subject)
    return f"your {relation} {name}" if relation else name


def relation_of(subject: str, known: Sequence[Fact]) -> str | None:
    """What somebody is to the person now: "sister"; None where that is not known."""
    return next((fact.attribute for fact in _own(subject, known) if holds(fact, None)), None)


def is_past(subject: str, known: Sequence[Fact]) -> bool:
    """Whether somebody was of the person's own and is no longer: who has died, or has left."""
    own = _own(subject, known)
    return bool(own) and not any(holds(fact, None) for fact in own)


def _own(subject: str, known: Sequence[Fact]) -> list[Fact]:
    return [
        fact
        for fact in known
        if fact.subject == YOU and fact.attribute in RELATIONS and fact.value == subject
    ]
