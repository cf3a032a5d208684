"""What is known of somebody, or of a subject, and whom words mean. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voice_os.memory import Fact
from voice_os.memory.facts import CHANGE, NAME, YOU, called, holds, name_of
from voice_os.memory.relations import RELATIONS, relation
from voice_os.memory.telling import date_of, sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, and the facts that it rests on (none: she does not know)."""

    text: str
    facts: tuple[Fact, ...] = ()


def about(what: str, known: Sequence[Fact], now: datetime) -> Answer:
    """What is known of somebody, something, or a subject that facts speak of, as it is now."""
    subject = who(what, known)
    found = [f for f in known if _concerns(f, subject, what.lower()) and f.attribute != NAME]
    found = [f for f in found if not f.attribute.startswith(CHANGE)]
    held = [f for f in found if holds(f, now) and not (f.attribute == "date" and is_over(f, now))]
    told = list(dict.fromkeys(sentence(f, known, now) for f in held))
    if not told:
        shown = "yourself" if subject == YOU else name_of(known, subject, now)
        return Answer(f"You haven't told me anything about {shown}.")
    return Answer(" ".join(told), tuple(held))


_MINE = re.compile(r"(?:my|our) (?:older |younger |big |little |new )?(.+)", re.IGNORECASE)


def who(words: str, known: Sequence[Fact]) -> str:
    """The subject that somebody is known by, of the words that one asks with ("my sister")."""
    words = words.strip()
    if words.lower() in ("i", "me", "my", "we", "myself"):
        return YOU
    mine = re.fullmatch(
        r"(?:my|our) (?:older |younger |big |little |new )?(.+)", words, re.IGNORECASE
    )
    if mine and relation(mine[1]) in RELATIONS:
        return called(known, f"your {relation(mine[1])}")
    if words.lower() in RELATIONS and relation(words) != words.lower():  # "mum"
        return called(known, f"your {relation(words)}")
    found = called(known, words)
    named = {f.value.lower(): f.value for f in known if f.attribute in RELATIONS}
    return named.get(found.lower(), found if found != found.lower() else found.title())


def _concerns(fact: Fact, subject: str, words: str) -> bool:
    """Whether a fact is about somebody, or about what words say."""
    if fact.subject == subject:
        return True
    if fact.subject == YOU and fact.attribute in RELATIONS and fact.value == subject:
        return True
    topic = re.sub(r"^(?:my|our|the|your) ", "", words)
    topics = {"work": ("employer", "job"), "home": ("home",), "taste": ("likes", "dislikes")}
    if fact.subject == YOU and fact.attribute in topics.get(topic, ()):
        return True
    said = f"{fact.subject} {fact.attribute} {fact.value}".lower()
    return subject != YOU and bool(re.search(rf"\b{re.escape(topic)}\b", said))


def is_over(fact: Fact, now: datetime) -> bool:
    """Whether a fact is a day that has passed."""
    date = date_of(fact, now)
    return date is not None and date.date() < now.date() and len(fact.value) > 7
