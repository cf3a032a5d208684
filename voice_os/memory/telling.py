"""Facts as sentences that are said: "You live in Oslo, since June." Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voice_os.memory import Fact
from voice_os.memory.dates import DAYS, MONTHS, ORDINALS
from voice_os.memory.facts import CHANGE, NAME, YOU, begin, changes, holds, name_of
from voice_os.memory.relations import GROUPS, PETS, RELATIONS


@dataclass(frozen=True, slots=True)
class Wording:
    """How an attribute is said: its verb for you and for others, now and then, and what follows.

    `asks`: how one says that it is not known; "{who} {verb}" stand for whose it is.
    """

    you: str
    other: str
    you_then: str
    other_then: str
    rest: str
    asks: str


AGED = timedelta(days=30)
"""How long what may change is told as it was said, without its day."""

_FOR_NOW = frozenset(
    (
        *("home", "employer", "job", "studies", "car", "diet"),
        *("boss", "manager", "landlord", "flatmate", "roommate"),
    )
)
"""What may change without a word to her; also whatever is a favourite."""

_QUOTED = 2  # of what may have changed something

WORDINGS = {
    "home": Wording("live", "lives", "lived", "lived", "in {}", "where {who} {verb}"),
    "employer": Wording("work", "works", "worked", "worked", "at {}", "where {who} {verb}"),
    "job": Wording("work", "works", "worked", "worked", "as {a}", "what {who} {verb} as"),
    "origin": Wording("come", "comes", "came", "came", "from {}", "where {who} {verb} from"),
    "studies": Wording("study", "studies", "studied", "studied", "{}", "what {who} {verb}"),
    "languages": Wording("speak", "speaks", "spoke", "spoke", "{}", "what {who} {verb}"),
    "likes": Wording("like", "likes", "liked", "liked", "{}", "what {who} {verb}"),
    "dislikes": Wording("dislike", "dislikes", "disliked", "disliked", "{}", "what {who} {verb}"),
    "allergy": Wording(
        "are", "is", "were", "was", "allergic to {}", "what {who} {verb} allergic to"
    ),
    "diet": Wording("are", "is", "were", "was", "{}", "what diet {who} {verb} on"),
    "car": Wording("drive", "drives", "drove", "drove", "{a}", "what {who} {verb}"),
}


def sentence(fact: Fact, known: Sequence[Fact], now: datetime, *, then: bool = False) -> str:
    """A fact as one sentence, with its dates where it has any.

    It is told as past where it is so no more, or where one speaks of a time that is (`then`).
    """
    past = then or not holds(fact, now)
    if fact.attribute.startswith(CHANGE):
        return since_said([fact], now)
    text = f"{_bare(fact, known, now, past=past)}{_dates(fact, now, past=past)}."
    if not past and may_have_changed(fact, known, now):
        return _as_told(fact, known, now)
    return text[0].upper() + text[1:]


def _as_told(fact: Fact, known: Sequence[Fact], now: datetime) -> str:
    """What the person told, and what they said since that may have changed it.

    Whether it is so still, and which of it, is theirs to say.
    """
    if fact.attribute == "date":
        once = f"when {fact.subject} is"
    else:
        once = f"that {_bare(fact, known, now, past=True)}{_dates(fact, now, past=False)}"
    first = f"You told me{_on(fact, now)} {once}"
    changed = changes(known, fact)[-_QUOTED:]
    since = " and".join(f"{_on(one, now)}: {one.value}" for one in changed)
    return f"{first}, and then{since}." if since else f"{first}."


def _is_aged(fact: Fact, now: datetime) -> bool:
    """Whether it was told so long ago that it may have changed since."""
    may_change = fact.attribute in _FOR_NOW or fact.attribute.startswith("favourite ")
    last = fact.confirmed or fact.told
    return may_change and last is not None and now - last > AGED


def _on(fact: Fact, now: datetime) -> str:
    told = fact.confirmed or fact.told
    if told is None:
        return ""
    days = (now.date() - told.astimezone(now.tzinfo).date()).days
    near = {0: " today", 1: " yesterday"}
    return near.get(days, f" on {day(told.astimezone(now.tzinfo), now)}")


def may_have_changed(fact: Fact, known: Sequence[Fact], now: datetime) -> bool:
    """Whether a fact is so still is not sure: it is old, or something was said since."""
    names = [k for k in known if (k.subject, k.attribute) == (fact.value, NAME)]
    return _is_aged(fact, now) or any(changes(known, one) for one in (fact, *names))


def since_said(changed: Sequence[Fact], now: datetime) -> str:
    """What may have changed something, in the person's own words, with its day."""
    told = changed[-_QUOTED:]
    return " ".join(f"On {day(f.told or now, now)}, you said: {f.value}." for f in told)


def unknown(subject: str, attribute: str, *, past: bool = False) -> str:
    """That something is not known: "I don't know where you live"."""
    if attribute == "date":
        return f"I don't know when {subject} is"
    if subject == YOU and attribute in PETS:
        return f"I don't know what your {attribute} {'was' if past else 'is'} called"
    if subject == YOU and attribute in RELATIONS:
        return f"I don't know who your {attribute} {'was' if past else 'is'}"
    wording = WORDINGS.get(attribute)
    if wording is None:
        return f"I don't know {whose(subject)} {attribute}"
    return (
        f"I don't know {wording.asks.format(who=subject, verb=_verb(wording, subject, past=past))}"
    )


def whose(subject: str) -> str:
    """The possessive: "your", "Anna's"."""
    return "your" if subject == YOU else f"{subject}'s"


def day(date: datetime, now: datetime) -> str:
    """A day in words, with its weekday where it is near and its year where that is another."""
    weekday = f"{DAYS[date.weekday()]}, " if abs((date - now).days) < 60 else ""
    year = f" {date.year}" if date.year != now.year else ""
    return f"{weekday}the {ORDINALS[date.day - 1]} of {MONTHS[date.month - 1]}{year}"


def date_of(fact: Fact, now: datetime) -> datetime | None:
    """The first day of what a fact of the attribute "date" is about."""
    try:
        digits = fact.value.split(" at ")[0]
        read = datetime.fromisoformat(digits if len(digits) > 7 else f"{digits}-01")
    except ValueError:
        return None
    return read.replace(tzinfo=now.tzinfo)


def moment(time: datetime, now: datetime) -> str:
    """The begin or end of a fact, as exactly as it is known: "2019", "June", "the fifth of May"."""
    time = time.astimezone(now.tzinfo)
    if (time.month, time.day) == (1, 1):
        return str(time.year)
    if time.day == 1:
        return MONTHS[time.month - 1] + (f" {time.year}" if time.year != now.year else "")
    return day(time, now).split(", ")[-1]


def _bare(fact: Fact, known: Sequence[Fact], now: datetime, *, past: bool) -> str:
    """The sentence without dates and full stop."""
    subject = name_of(known, fact.subject, now)
    be = "was" if past else "is"
    if fact.attribute == "date":
        return _on_a_date(fact, now)
    if fact.subject == YOU and fact.attribute in RELATIONS:
        return f"{name_of(known, fact.value, now)} {be} your {fact.attribute}"
    if fact.attribute == "birthday":
        number, month = fact.value.split(" ")[:2]
        return f"{whose(subject)} birthday is on the {ORDINALS[int(number) - 1]} of {month}"
    if fact.attribute == NAME and fact.subject != YOU:
        return f"{whose(fact.subject)} name {be} {fact.value}"
    wording = WORDINGS.get(fact.attribute)
    if wording is None:
        return f"{whose(subject)} {fact.attribute} {be} {fact.value}"
    article = "an" if fact.value[:1].lower() in "aeiou" else "a"
    rest = wording.rest.format(fact.value, a=f"{article} {fact.value}")
    return f"{subject} {_verb(wording, subject, past=past)} {rest}"


def _on_a_date(fact: Fact, now: datetime) -> str:
    date = date_of(fact, now)
    if date is None:
        return f"{fact.subject} is on {fact.value}"
    be = "was" if date.date() < now.date() else "is"
    digits, _, clock = fact.value.partition(" at ")
    if len(digits) <= 7:
        return f"{fact.subject} is in {moment(date.replace(day=1), now)}"
    return f"{fact.subject} {be} on {day(date, now)}" + (f", at {clock}" if clock else "")


def _dates(fact: Fact, now: datetime, *, past: bool) -> str:
    if fact.attribute in ("date", "birthday"):
        return ""
    until = fact.until if fact.until and fact.until <= now else None
    since = fact.since if fact.since and fact.since < (until or now) else None
    if since and until:
        return f", from {moment(since, now)} until {moment(until, now)}"
    if since:
        return f", {'from' if past else 'since'} {moment(since, now)}"
    if until and begin(fact) < until:
        return f", until {moment(until, now)}"
    return ""


def _verb(wording: Wording, subject: str, *, past: bool) -> str:
    if subject == YOU or subject.removeprefix("your ") in GROUPS:
        return wording.you_then if past else wording.you
    return wording.other_then if past else wording.other
