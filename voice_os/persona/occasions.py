"""What she may come to speak of: birthdays, promises that are due, how something went. Pure.

An occasion has a stretch of time in which it is worth a word, and words for it. It is about the
person's life, never about her: that somebody is away, or for how long, is no occasion.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from voice_os.memory import Fact, Turn
from voice_os.memory.asserted import clauses
from voice_os.memory.dates import DAYS, MONTHS, part
from voice_os.memory.facts import YOU, changes, holds
from voice_os.memory.telling import date_of
from voice_os.persona.people import CLOSE, is_past, relation_of, whom

DAY = timedelta(days=1)

AFTER_A_PROMISE = 2 * DAY
"""How long after its day a promise is still asked about."""

AFTER_AN_EVENT = 3 * DAY
"""How long after its day she asks how something was."""

_PROMISE = re.compile(
    r"(?:I['’]ll|I will|I['’]m going to|I am going to|I['’]ve got to|I must"
    r"|I (?:still |really )?(?:have to|need to)|I promised? to) (?P<deed>\w.+)"
)
_WENT = re.compile(
    r"\b(?:interview|exam|test|appointment|operation|surgery|presentation|talk|meeting|move|audition"
    r"|hearing|checkup|viewing|deadline|delivery|race|match|marathon|lesson)\b"
)
_OVER = re.compile(r"\b(?:was|were|went|had|over|got)\b", re.IGNORECASE)
_SAD = re.compile(r"\bfuneral\b")
_SWAPPED = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself"}
_SWAPPED |= {"we": "you", "us": "you", "our": "your", "i'm": "you're", "am": "are"}
_SWAPPED |= {"you": "me", "your": "my", "yours": "mine", "i've": "you've", "i'll": "you'll"}
_LITTLE = ("the", "and", "for", "with", "that", "this", "from", "into", "about", "your", "some")


class Kind(IntEnum):
    """What an occasion is, the most pressing first."""

    BIRTHDAY = 0
    PROMISE = 1
    EVENT = 2


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to speak of from `begins` until `ends` (aware; `ends` is behind it).

    `about` and the day name it for ever, so that it is spoken of once. `words`: what she says; "":
    a promise, of which it depends on the day. `topic`: who has spoken of it need not be asked.
    `since`: the turn that it was told in; 0: in no single one.
    """

    kind: Kind
    about: str
    day: date
    begins: datetime
    ends: datetime
    words: str
    topic: frozenset[str]
    since: int = 0

    def said(self, now: datetime) -> str:
        """What she says of it at a time."""
        return self.words or _promised(self.about, self.day, now)


def of_facts(known: Sequence[Fact], now: datetime) -> list[Occasion]:
    """Birthdays and events that are to come, or so lately past that one asks how they were."""
    now_so = [fact for fact in known if holds(fact, None)]
    found: list[Occasion] = []
    for fact in now_so:
        if fact.attribute == "birthday" and not is_past(fact.subject, known):
            found += _birthday(fact, now_so, now)
        elif fact.attribute == "date" and not changes(known, fact):
            found += _event(fact, now)
    return [occasion for occasion in found if occasion.ends > now]


def of_turns(turns: Iterable[Turn], now: datetime) -> list[Occasion]:
    """The promises with a day in what the person said."""
    return [
        occasion
        for turn in turns
        if turn.speaker == YOU
        for occasion in _promises(turn, now)
        if occasion.ends > now
    ]


def is_settled(occasion: Occasion, turns: Iterable[Turn]) -> bool:
    """Whether the person has come back to it themselves, in these turns of theirs.

    A promise: in any turn behind the one that made it, unless they still have to keep it; for
    another day it is another promise. The others: once they were over.
    """
    for turn in turns:
        if turn.speaker != YOU or turn.id <= occasion.since or turn.text.rstrip().endswith("?"):
            continue
        if not occasion.topic or not occasion.topic <= content(turn.text):
            continue
        if occasion.kind is Kind.PROMISE:
            settled = not _PROMISE.search(turn.text) or any(_promises(turn, turn.at))
        else:
            over = _OVER.search(turn.text) and turn.at >= occasion.begins - DAY
            settled = bool(over) or turn.at >= occasion.begins
        if settled:
            return True
    return False


def content(text: str) -> frozenset[str]:
    """The beginnings of the words that a text is about: "called" and "call" are one."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word[:4] for word in words if len(word) > 2 and word not in _LITTLE)


def told_together(due: Sequence[Occasion], now: datetime) -> tuple[list[Occasion], str]:
    """Which of the occasions that are due are spoken of now, and in what words.

    One thing at a time; but promises for one day are one sentence.
    """
    first = min(due, key=lambda one: (one.kind, one.ends, one.about))
    together = [one for one in due if one.kind is first.kind and one.day == first.day]
    if first.kind is not Kind.PROMISE or len(together) == 1:
        return [first], first.said(now)
    *most, last = [one.about for one in together]
    deeds = f"{', '.join(most)}, and {last}"
    return together, _promised(deeds, first.day, now)


def _birthday(fact: Fact, known: Sequence[Fact], now: datetime) -> Iterator[Occasion]:
    number, name = fact.value.split(" ")[:2]
    month = MONTHS.index(name) + 1
    for year in (now.year, now.year + 1):
        begins = _day(now, year, month, int(number))
        words = "Happy birthday!"
        if fact.subject != YOU:
            words = f"It's {whom(fact.subject, known)}'s birthday today.{_call(fact, known)}"
        ends = begins + DAY
        about = f"{fact.subject}'s birthday"
        topic = content("birthday" if fact.subject == YOU else about)
        yield Occasion(Kind.BIRTHDAY, about, begins.date(), begins, ends, words, topic)


def _event(fact: Fact, now: datetime) -> Iterator[Occasion]:
    when = date_of(fact, now)
    if when is None or len(fact.value.split(" at ")[0]) <= 7:  # a month is no day
        return
    begins = when + DAY
    went = _WENT.search(fact.subject)
    words = f"How did {fact.subject} go?" if went else f"How was {fact.subject}?"
    if _SAD.search(fact.subject):
        words = f"How are you, after {fact.subject}?"
    noun = re.sub(r"^.*?(?:the|['’]s) | (?:to|in|at|with) .*$", "", fact.subject)
    topic = content(noun.split()[-1])
    ends = begins + AFTER_AN_EVENT
    yield Occasion(Kind.EVENT, fact.subject, when.date(), begins, ends, words, topic)


def _promises(turn: Turn, now: datetime) -> Iterator[Occasion]:
    at = turn.at.astimezone(now.tzinfo)
    for clause in clauses(turn.text):
        dated = part(clause, at, ahead=True)
        promise = _PROMISE.fullmatch(dated.words)
        if promise is None or dated.on is None or dated.on.end - dated.on.start > DAY:
            continue
        deed, begins = _to_you(promise["deed"]), dated.on.start
        day = begins.date()
        if day <= at.date():
            continue  # one needs no reminding of today
        yield Occasion(
            Kind.PROMISE,
            deed,
            day,
            begins,
            begins + DAY + AFTER_A_PROMISE,
            "",
            content(promise["deed"]),
            turn.id,
        )


def _promised(deeds: str, day: date, now: datetime) -> str:
    if now.date() <= day:
        return f"You wanted to {deeds} today."
    when = "yesterday" if now.date() - day == DAY else f"on {DAYS[day.weekday()]}"
    return f"You wanted to {deeds} {when}. Did you get to it?"


def _to_you(words: str) -> str:
    """What somebody says of themselves, as it is said to them."""
    return " ".join(_SWAPPED.get(word.lower().replace("’", "'"), word) for word in words.split())


def _call(fact: Fact, known: Sequence[Fact]) -> str:
    """That one could call them, where they are close."""
    close = (relation_of(fact.subject, known) or fact.subject.removeprefix("your ")) in CLOSE
    return " You might like to give them a call." if close else ""


def _day(now: datetime, year: int, month: int, number: int) -> datetime:
    """The beginning of a day of the year; the 29th of February is the 28th where there is none."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return midnight.replace(year=year, month=month, day=number)
    except ValueError:
        return midnight.replace(year=year, month=month, day=28)
