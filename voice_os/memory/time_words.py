"""Time words of a question: "yesterday", "last spring", "in May", "before the move". Pure.

What a statement dates exactly is read by `dates`; a question may also be vague ("recently"), and
may name a time by what happened then, which is then looked up like anything else.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from voice_os.memory import dates

Side = Literal["before", "after", "around"]

AROUND = timedelta(days=14)
"""What "when I broke my arm" takes in, before and after it."""

_LATER = timedelta(days=7)  # what happened is talked about for a while after

_VAGUE = (
    (r"recently|lately|these days|in recent (?:days|weeks)", 0, 30),
    (r"the other day|the last few days|the past few days", 0, 8),
    (r"the (?:last|past) (?:few|couple of) weeks", 0, 30),
    (r"the (?:last|past) (?:few|couple of) months", 0, 120),
    (r"a (?:few|couple of) days ago", 1, 6),
    (r"a (?:few|couple of) weeks ago", 10, 40),
    (r"a (?:few|couple of) months ago", 45, 150),
    (r"a while (?:ago|back)", 30, 365),
)
"""Phrases, and the days ago between which they lie."""

_WEEKEND = re.compile(r"\b(?:last|this past|on the|over the|at the) weekend\b", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?P<side>before|after|since|when|while|during|around the time of)\s+"
    r"(?P<event>(?:the|my|our|your|his|her|their|i|we|you)\b[^,?.!;]*)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\W*(?:since|until|till)?\s*when\b", re.IGNORECASE)
_SIDES: dict[str, Side] = {"before": "before", "after": "after", "since": "after"}
_UNTIL = re.compile(r"\b(?P<side>before|after) (?P<date>[^,?.!;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; None: open at that end. `end` is behind it."""

    start: datetime | None
    end: datetime | None

    @classmethod
    def beside(cls, event: datetime, side: Side) -> "Span":
        """The time before, after or around something that happened."""
        match side:
            case "before":
                return cls(None, event)
            case "after":
                return cls(event, None)
            case "around":
                return cls(event - AROUND, event + AROUND)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question parted from its time.

    `words` are those to look for; `span` is when it is about. Or `event` names what happened
    before or after it (`side`), and stays among the words.
    """

    words: str
    span: Span | None = None
    side: Side = "around"
    event: str = ""


def read(question: str, now: datetime) -> Asked:
    """Part a question from its time words, as of `now`."""
    for phrase, latest, earliest in _VAGUE:
        if found := re.search(rf"\b(?:in |over |during )?(?:{phrase})\b", question, re.IGNORECASE):
            span = Span(now - timedelta(days=earliest), now - timedelta(days=latest))
            return Asked(_without(question, found), span)
    if found := _WEEKEND.search(question):
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        saturday = midnight - timedelta(days=(midnight.weekday() - 5) % 7)
        # It is told on the Monday after, or at the latest in the week.
        return Asked(_without(question, found), Span(saturday, saturday + _LATER))
    if (found := _UNTIL.search(question)) and (period := _period(found["date"], now)):
        words = _without(question, found)
        if found["side"].lower() == "before":
            return Asked(words, Span(None, period.start))
        return Asked(words, Span(period.end, None))
    dated = dates.part(question.rstrip(" ?.!"), now)
    if dated.on:
        # What was done in May is told in May, or soon after.
        later = min(_LATER, dated.on.end - dated.on.start)
        return Asked(dated.words, Span(dated.on.start, dated.on.end + later))
    if dated.since or dated.until:
        return Asked(dated.words, Span(dated.since, dated.until))
    asks = _ASKS.match(question)
    if found := _EVENT.search(question, asks.end() if asks else 0):
        return Asked(question, None, _SIDES.get(found["side"].lower(), "around"), found["event"])
    return Asked(question)


def _period(words: str, now: datetime) -> dates.Period | None:
    """The period that the first of the words name, as many of them as do."""
    parts = words.split()
    for end in range(len(parts), 0, -1):
        if period := dates.read(" ".join(parts[:end]), now):
            return period
    return None


def _without(question: str, found: re.Match[str]) -> str:
    return " ".join((question[: found.start()] + " " + question[found.end() :]).split())
