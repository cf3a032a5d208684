"""From the words of a clause to facts: a function for each thing that a clause may tell."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TypeAlias

from voice_os.memory import Fact, Turn
from voice_os.memory.dates import MONTHS, Dated, Period
from voice_os.memory.facts import NAME, YOU
from voice_os.memory.relations import is_several, relation


class Tense(Enum):
    """How a clause places what it says in time."""

    IS = auto()
    BECAME = auto()
    WAS = auto()
    ENDED = auto()
    DENIED = auto()


_IS, _BECAME, _WAS, _ENDED, _DENIED = Tense


@dataclass(frozen=True, slots=True)
class Said:
    """A clause that a rule reads: what it matched, whom it is about, its dates, and the turn."""

    match: re.Match[str]
    who: str
    dated: Dated
    turn: Turn

    def __getitem__(self, name: str) -> str:
        """The words of a group of the form; "" where it has none."""
        return (self.match.groupdict().get(name) or "").strip()

    def fact(
        self, subject: str, attribute: str, value: str, tense: Tense, *, many: bool = False
    ) -> Fact:
        """A fact of this clause, with its two ends as the tense and the dates have them."""
        on, since, until = self.dated.on, self.dated.since, self.dated.until
        current = tense is Tense.IS and until is None
        match tense:
            case Tense.BECAME:
                since = on.start if on else since
            case Tense.WAS:
                since = on.start if on else since
                until = on.end if on else until or self.turn.at
            case Tense.ENDED:
                since, until = None, on.start if on else until or since or self.turn.at
            case Tense.DENIED:
                since = until = self.turn.at
        sources = (self.turn.id,)
        return Fact(
            *(subject, attribute, value, since, until, sources, many),
            told=self.turn.at,
            current=current,
        )

    def undated(self, subject: str, attribute: str, value: str) -> Fact:
        """A fact whose value is the date of the clause."""
        told = self.turn.at
        return Fact(subject, attribute, value, None, None, (self.turn.id,), told=told)


Telling: TypeAlias = Callable[[Said], Iterable[Fact]]


def state(attribute: str, tense: Tense, *, many: bool = False) -> Telling:
    """What `attribute` is, became, was, or ceased to be."""

    def tell(said: Said) -> Iterator[Fact]:
        yield said.fact(said.who, attribute, said["value"], tense, many=many)

    return tell


def experience(attribute: str) -> Telling:
    """What one "has" done "since June" is so. Without a date it was, who knows when."""

    def tell(said: Said) -> Iterator[Fact]:
        if said.dated.since:
            yield said.fact(said.who, attribute, said["value"], _IS)

    return tell


def position(said: Said) -> Iterator[Fact]:
    """What somebody works as, and where."""
    yield said.fact(said.who, "job", said["value"], _IS)
    yield said.fact(said.who, "employer", said["employer"], _IS)


def introduced_together(said: Said) -> Iterator[Fact]:
    """Several of one's own have names: "two cats, Tom and Jerry"."""
    kind = relation(said["relation"])
    for name in re.split(r", | and ", said["names"]):
        yield said.fact(YOU, kind, name, _IS, many=True)


def no_job(said: Said) -> Iterator[Fact]:
    """Somebody works somewhere no longer, or nowhere."""
    yield said.fact(said.who, "employer", said["value"], _ENDED)
    if not said["value"]:
        yield said.fact(said.who, "job", "", _ENDED)


def favourite(said: Said) -> Iterator[Fact]:
    """What somebody likes best of a kind."""
    what = said["what"].replace("color", "colour").replace("movie", "film")
    tense = _ENDED if said["is"] in ("was", "were", "used to be") else _IS
    yield said.fact(said.who, f"favourite {what}", said["value"], tense)


def introduced(said: Said) -> Iterator[Fact]:
    """Somebody of one's own has a name. "My new boss": the old one is it no longer."""
    kind = relation(said["relation"])
    if said["new"] and not is_several(kind):
        yield said.fact(YOU, kind, "", _ENDED)
    yield said.fact(YOU, kind, said["name"], _IS, many=is_several(kind))


def introduced_anew(said: Said) -> Iterator[Fact]:
    """One's own animal, which there is one of, has another name."""
    yield said.fact(f"your {relation(said['relation'])}", NAME, said["name"], _BECAME)


def renamed(said: Said) -> Iterator[Fact]:
    """Somebody has another name from then on."""
    yield said.fact(said.who, NAME, said["name"], _BECAME)


def love(tense: Tense) -> Telling:
    """With whom one lives in love, or did."""

    def tell(said: Said) -> Iterator[Fact]:
        yield said.fact(YOU, "partner", said["name"] or said["other"], tense)

    return tell


def died(said: Said) -> Iterator[Fact]:
    """Somebody of one's own is there no longer."""
    kind = relation(said["relation"])
    yield said.fact(YOU, kind, said["name"], _ENDED, many=is_several(kind))


def birthday(said: Said) -> Iterator[Fact]:
    """A day of the year."""
    on = said.dated.on
    if on and on.end - on.start <= timedelta(days=1):
        yield said.undated(said.who, "birthday", f"{on.start.day} {MONTHS[on.start.month - 1]}")


def takes_place(said: Said) -> Iterator[Fact]:
    """The day, or month, of an occasion."""
    if said.dated.on and (value := iso(said.dated.on)):
        whose = "the" if said.who == YOU else f"{said.who}'s"
        clock = f" at {said['clock']}" if said["clock"] else ""
        yield said.undated(f"{whose} {said['event']}", "date", value + clock)


def journey(said: Said) -> Iterator[Fact]:
    """The day, or month, of a journey or a move."""
    if said.dated.on and (value := iso(said.dated.on)):
        what = "move" if said["going"] in ("moving", "relocating") else "trip"
        yield said.undated(f"the {what} to {said['value']}", "date", value)


def called_off(said: Said) -> Iterator[Fact]:
    """An occasion that will not be."""
    yield said.fact(f"the {said['event']}", "date", "", _ENDED)


def iso(period: Period) -> str:
    """A day as "2026-11-27", a month as "2026-11"; "" for a week or a year."""
    days = (period.end - period.start).days
    if days <= 1:
        return f"{period.start:%Y-%m-%d}"
    return f"{period.start:%Y-%m}" if days in range(28, 32) else ""
