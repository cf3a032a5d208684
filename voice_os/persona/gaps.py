"""What she does not know yet, of what a person comes back to. Pure.

A gap is a question about somebody or something that the facts speak of. Which one matters is told
by the person's own turns: how often they speak of it, how lately, and how gladly.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voice_os.memory import Fact, Turn
from voice_os.memory.asked import ASKINGS
from voice_os.memory.facts import NAME, YOU, holds, name_of
from voice_os.memory.relations import PETS, RELATIONS
from voice_os.memory.telling import date_of

COMES_BACK = 2
"""Turns in which somebody speaks of a thing until they seem to like talking about it."""

FADES = timedelta(days=14)
"""After which a mention counts half."""

_OF_PEOPLE = ("home", "job", "likes", "birthday")
_OF_PETS = ("likes",)
_WORK = ("job", "employer")
_JOYS = re.compile(
    r"\b(?:wedding|party|concert|trip|holiday|vacation|graduation|dinner|housewarming|match)\b"
)
_ARTICLE = re.compile(r"^(?:the|your|a|an|my) ")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known. `topic`: the words by which the person speaks of what it is
    about; `about` and `attribute` name it for ever, so that it is asked once."""

    about: str
    attribute: str
    topic: str
    question: str


Opinion = Callable[[str], float]
"""How glad a text is, from -1 to 1."""


def gaps(known: Sequence[Fact], now: datetime) -> list[Gap]:
    """All that could be asked, those first that tell most about a life."""
    now_so = [fact for fact in known if holds(fact, None)]
    return [
        gap
        for fact in now_so
        for gap in (*_of_people(fact, now_so), *_of_the_person(fact, now_so, now))
    ]


def most_welcome(
    asked: Sequence[Gap], turns: Sequence[Turn], now: datetime, opinion: Opinion
) -> Gap | None:
    """The gap that a person would like best to be asked about; None: they come back to none.

    `turns` may be of anybody; the person's alone count. What they speak of sadly is left alone.
    """
    own = [turn for turn in turns if turn.speaker == YOU]
    topics = dict.fromkeys(gap.topic for gap in asked)
    interest = {topic: _interest(topic, own, now, opinion) for topic in topics}
    best = max(asked, key=lambda gap: interest[gap.topic], default=None)
    return best if best and interest[best.topic] > 0 else None


def _interest(topic: str, own: Sequence[Turn], now: datetime, opinion: Opinion) -> float:
    """How much a person likes to speak of something; 0: not, or only once."""
    spoken_of = re.compile(rf"\b{re.escape(topic)}", re.IGNORECASE)
    about = [turn for turn in own if spoken_of.search(turn.text)]
    if len(about) < COMES_BACK:
        return 0.0
    gladness = sum(opinion(turn.text) for turn in about) / len(about)
    if gladness < 0:
        return 0.0
    lately: float = sum(0.5 ** ((now - turn.at) / FADES) for turn in about)
    return lately * (1 + gladness)


def _of_people(fact: Fact, known: Sequence[Fact]) -> Iterator[Gap]:
    """What is not known of somebody of the person's own."""
    if fact.subject.startswith("your "):  # spoken of without a name so far
        if fact.subject[5:] in RELATIONS:
            yield _gap(fact.subject, NAME, fact.subject[5:], fact.subject)
    elif fact.subject == YOU and fact.attribute in RELATIONS and fact.value:
        who = name_of(known, fact.value)
        for attribute in _OF_PETS if fact.attribute in PETS else _OF_PEOPLE:
            if not _is_known(known, fact.value, attribute):
                yield _gap(fact.value, attribute, who, who)


def _of_the_person(fact: Fact, known: Sequence[Fact], now: datetime) -> Iterator[Gap]:
    """What is not known of the person's work, tastes and plans."""
    match fact:
        case Fact(subject="you", attribute="employer") if not _is_known(known, YOU, "job"):
            yield Gap(YOU, "job", fact.value, f"What do you do at {fact.value}?")
        case Fact(subject="you", attribute="likes"):
            question = f"What is it that you like about {fact.value}?"
            yield Gap(fact.value, "reason", fact.value, question)
        case Fact(attribute="date") if (date := date_of(fact, now)) and date > now:
            joy = _JOYS.search(fact.subject)
            question = "Are you looking forward to {}?" if joy else "How do you feel about {}?"
            topic = _ARTICLE.sub("", fact.subject).split(" to ")[0]
            yield Gap(fact.subject, "feeling", topic, question.format(fact.subject))


def _gap(about: str, attribute: str, topic: str, who: str) -> Gap:
    return Gap(about, attribute, topic, ASKINGS[attribute].of(who))


def _is_known(known: Sequence[Fact], about: str, attribute: str) -> bool:
    """Whether it was ever told. Somebody's employer tells what they do well enough."""
    enough = _WORK if attribute == "job" and about != YOU else (attribute,)
    return any(fact.subject == about and fact.attribute in enough for fact in known)
