"""The statements that rules understand, and the facts that each of them tells.

To teach another: one line in `STATEMENTS`. The first whose form fits a clause is the one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TypeAlias

from voice_os.memory import Fact, Turn
from voice_os.memory.dates import MONTHS, Dated, Period
from voice_os.memory.facts import NAME, YOU
from voice_os.memory.forms import form
from voice_os.memory.relations import is_several, relation


class Tense(Enum):
    """How a clause places what it says in time."""

    IS = auto()
    BECAME = auto()
    WAS = auto()
    ENDED = auto()


_IS, _BECAME, _WAS, _ENDED = Tense


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
        match tense:
            case Tense.BECAME:
                since = on.start if on else since
            case Tense.WAS:
                since = on.start if on else since
                until = on.end if on else until or self.turn.at
            case Tense.ENDED:
                since, until = None, on.start if on else until or since or self.turn.at
        return Fact(subject, attribute, value, since, until, (self.turn.id,), many, self.turn.at)

    def undated(self, subject: str, attribute: str, value: str) -> Fact:
        """A fact whose value is the date of the clause."""
        told = self.turn.at
        return Fact(subject, attribute, value, None, None, (self.turn.id,), told=told)


Telling: TypeAlias = Callable[[Said], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A kind of clause. `ahead`: a date in it that could be past or future is the future."""

    form: re.Pattern[str]
    tell: Telling
    ahead: bool = False


def _state(attribute: str, tense: Tense, *, many: bool = False) -> Telling:
    """What `attribute` is, became, was, or ceased to be."""

    def tell(said: Said) -> Iterator[Fact]:
        yield said.fact(said.who, attribute, said["value"], tense, many=many)

    return tell


def _experience(attribute: str) -> Telling:
    """ "I've lived in Oslo since June" is so; "I've lived in Oslo" was, who knows when."""

    def tell(said: Said) -> Iterator[Fact]:
        if said.dated.since:
            yield said.fact(said.who, attribute, said["value"], _IS)

    return tell


def _no_job(said: Said) -> Iterator[Fact]:
    yield said.fact(said.who, "employer", said["value"], _ENDED)
    if not said["value"]:
        yield said.fact(said.who, "job", "", _ENDED)


def _favourite(said: Said) -> Iterator[Fact]:
    what = said["what"].replace("color", "colour").replace("movie", "film")
    tense = _ENDED if said["is"] in ("was", "were", "used to be") else _IS
    yield said.fact(said.who, f"favourite {what}", said["value"], tense)


def introduced(said: Said) -> Iterator[Fact]:
    """Somebody of one's own has a name. "My new boss": the old one is it no longer."""
    kind = relation(said["relation"])
    if said["new"] and not is_several(kind):
        yield said.fact(YOU, kind, "", _ENDED)
    yield said.fact(YOU, kind, said["name"], _IS, many=is_several(kind))


def _renamed(said: Said) -> Iterator[Fact]:
    yield said.fact(said.who, NAME, said["name"], _BECAME)


def _love(tense: Tense) -> Telling:
    def tell(said: Said) -> Iterator[Fact]:
        yield said.fact(YOU, "partner", said["name"] or said["other"], tense)

    return tell


def _died(said: Said) -> Iterator[Fact]:
    kind = relation(said["relation"])
    yield said.fact(YOU, kind, said["name"], _ENDED, many=is_several(kind))


def _birthday(said: Said) -> Iterator[Fact]:
    on = said.dated.on
    if on and on.end - on.start <= timedelta(days=1):
        yield said.undated(said.who, "birthday", f"{on.start.day} {MONTHS[on.start.month - 1]}")


def _takes_place(said: Said) -> Iterator[Fact]:
    if said.dated.on and (value := _iso(said.dated.on)):
        whose = "the" if said.who == YOU else f"{said.who}'s"
        clock = f" at {said['clock']}" if said["clock"] else ""
        yield said.undated(f"{whose} {said['event']}", "date", value + clock)


def _journey(said: Said) -> Iterator[Fact]:
    if said.dated.on and (value := _iso(said.dated.on)):
        what = "move" if said["going"] in ("moving", "relocating") else "trip"
        yield said.undated(f"the {what} to {said['value']}", "date", value)


def _called_off(said: Said) -> Iterator[Fact]:
    yield said.fact(f"the {said['event']}", "date", "", _ENDED)


def _iso(period: Period) -> str:
    """A day as "2026-11-27", a month as "2026-11"; "" for a week or a year."""
    days = (period.end - period.start).days
    if days <= 1:
        return f"{period.start:%Y-%m-%d}"
    return f"{period.start:%Y-%m}" if days in range(28, 32) else ""


_GONE = r"broken? up|split(?: up)?|separated|(?:got )?divorced"
_JOB = r"(?: (?:my|her|his|the|our)(?: old)? job)"
_DISMISSED = r"fired|laid off|let go|made redundant"
_MOVED = (
    r"(?:['’]s| is| will be| takes place| starts|(?: has been| has| got| was| is) moved"
    r"| has been postponed)(?: now| to| on| until| due)*"
)
_NO_CLOCK = r"(?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"

_HOMES: tuple[tuple[str, Telling], ...] = (
    (r"<who><just> lives?<just> in <place>", _state("home", _IS)),
    (r"<who><are> (?:living|based) in <place>", _state("home", _IS)),
    (
        r"<who><perhaps have> (?:moved|relocated)(?: back| house| over| out| down| up)*"
        r"(?: from <named>)? to <place>",
        _state("home", _BECAME),
    ),
    (r"<who><perhaps have> settled (?:down )?in <place>", _state("home", _BECAME)),
    (r"<who><have> (?:lived|been living) in <place>", _experience("home")),
    (r"<who> (?:lived|used to live|was living|were living) in <place>", _state("home", _WAS)),
    (r"<who><not> lives? in <place><any more>$", _state("home", _ENDED)),
    (r"<who><perhaps have> moved (?:away from|out of) <place>", _state("home", _ENDED)),
    (r"<who><perhaps have> moved(?: house| out| again| away)*$", _state("home", _ENDED)),
)
_WORK: tuple[tuple[str, Telling], ...] = (
    (r"<who><just> works? (?:at|for) <place>", _state("employer", _IS)),
    (r"<who><are> (?:working|employed) (?:at|for|by) <place>", _state("employer", _IS)),
    (
        r"<who><perhaps have> (?:started|began|begun|got|landed|took)"
        r"(?: (?:a|my|her|his)(?: new)? (?:job|position)| working| work)? (?:at|with|for) <place>",
        _state("employer", _BECAME),
    ),
    (r"<who><have> (?:worked|been working) (?:at|for) <place>", _experience("employer")),
    (r"<who> (?:worked|used to work|was working) (?:at|for) <place>", _state("employer", _WAS)),
    (r"<who><not> works? (?:at|for) <place><any more>$", _state("employer", _ENDED)),
    (
        r"<who><perhaps have> (?:quit|left|lost|resigned from|given up|gave up)"
        rf"{_JOB}(?: (?:at|with) <place>)?$",
        _no_job,
    ),
    (
        rf"<who>(?:<are>|<perhaps have>)(?: was| were| got| been)? (?:retired|{_DISMISSED}"
        r"|unemployed|resigned)(?: (?:from|by) <place>)?(?: now)?$",
        _no_job,
    ),
    (r"<who><perhaps have> started a new job$", _no_job),
    (r"<who><are> an? <job>", _state("job", _IS)),
    (r"<who>(?:<are> working|<just> works?) as an? <thing>", _state("job", _IS)),
    (
        r"<who><perhaps have> (?:became|become|started(?: working| work)? as) an? <thing>",
        _state("job", _BECAME),
    ),
    (r"<who> (?:used to be|was|worked as|used to work as) an? <job>", _state("job", _WAS)),
)
_LOVE: tuple[tuple[str, Telling], ...] = (
    (
        r"I<are> (?:dating|engaged to|married to|going out with|together with) <name><end>",
        _love(_BECAME),
    ),
    (
        r"I<perhaps have> (?:got |gotten )?(?:married|engaged)(?: to)? <name><end>",
        _love(_BECAME),
    ),
    (r"I<perhaps have> (?:started|begun) dating <name><end>", _love(_BECAME)),
    (
        r"<partner> and I(?: are|'re| got| have got)(?: now)? (?:married|engaged|dating|together"
        r"|a couple|back together|in a relationship)<end>",
        _love(_BECAME),
    ),
    (
        rf"<partner> and I(?: have)? (?:broke up|{_GONE}|are divorced|are no longer together)$",
        _love(_ENDED),
    ),
    (rf"I<perhaps have> (?:broke up|{_GONE}) (?:with|from) <partner>$", _love(_ENDED)),
    (r"<partner> (?:dumped|broke up with|divorced|left) me$", _love(_ENDED)),
    (rf"[Ww]e(?:'ve| have)? (?:broke up|{_GONE})$", _love(_ENDED)),
    (r"I<are> (?:single|divorced)(?: again| now)?$", _love(_ENDED)),
    (r"I<perhaps have> (?:got|gotten) divorced$", _love(_ENDED)),
)
_NAMES: tuple[tuple[str, Telling], ...] = (
    (r"<another>(?:'s(?: name is)?| is) now(?: called| named)? <name>$", _renamed),
    (r"<another>(?:'s(?: name is)?| is)(?: called| named)? <name> now$", _renamed),
    (r"(?:I|[Ww]e)(?:'ve| have)? renamed <another>(?: to| as)? <name>$", _renamed),
    (r"<another>(?: has|'s)? changed (?:her|his|their) name to <name>$", _renamed),
    (r"<another> goes by <name>(?: now)?$", _renamed),
    (
        r"<mine>(?P<new>new )?<relation>"
        r"(?:'s name is|'s called| is called| is named|'s named| is) <name><end>",
        introduced,
    ),
    (
        r"(?:[Tt]he name of|I named|[Ww]e named|I called|[Ww]e called) <mine>(?P<new>new )?"
        r"<relation>(?: is)? <name>$",
        introduced,
    ),
    (r"<name>(?: is|'s) <mine>(?P<new>new )?<relation><end>", introduced),
    (
        r"(?:I|[Ww]e)(?:'ve| have)?(?: got| adopted| bought| have)? (?:an?|one) (?P<new>new )?"
        r"(?:\w+ )?<relation>(?: is)?,? (?:called|named) <name><end>",
        introduced,
    ),
    (r"[Mm]y name(?: is|'s)(?: now)? (?P<value><named>)$", _state(NAME, _IS)),
    (r"I<are> called (?P<value><named>)$", _state(NAME, _IS)),
    (r"I<perhaps have> changed my name to (?P<value><named>)$", _state(NAME, _BECAME)),
    (r"<mine><relation>(?: <name>)?(?: has| was)? (?:died|passed away|put down)$", _died),
)
_TASTES: tuple[tuple[str, Telling], ...] = (
    (
        r"<who>(?: no longer (?:like|love|enjoy)s?|<perhaps have> (?:stopped liking|gone off"
        r"|went off)) <thing>",
        _state("likes", _ENDED, many=True),
    ),
    (r"<who><not> (?:like|love|enjoy) <thing> any ?more$", _state("likes", _ENDED, many=True)),
    (r"<who><not> (?:hate|mind) <thing> any ?more$", _state("dislikes", _ENDED, many=True)),
    (
        r"<who><just>(?: absolutely| quite| always)? (?:love|like|enjoy|adore)s? <thing>",
        _state("likes", _IS, many=True),
    ),
    (
        r"<who><just>(?: absolutely)?(?: can't stand| hates?| dislikes?| detests?"
        r"|(?: don't| doesn't)(?: really)? like) <thing>",
        _state("dislikes", _IS, many=True),
    ),
    (
        r"<whose> (?:new )?favou?rite (?P<what>[a-z]+(?: [a-z]+)?)"
        r"(?P<is> is| are|'s| was| were| used to be)(?: now)? <thing>",
        _favourite,
    ),
    (
        r"<who><are> (?:not|no longer) allergic to <thing>",
        _state("allergy", _ENDED, many=True),
    ),
    (
        r"<who>(?:<are>|<perhaps have> become) allergic to <thing>",
        _state("allergy", _IS, many=True),
    ),
    (r"<who><are> (?:no longer|not)(?: an?)? <diet>", _state("diet", _ENDED)),
    (r"<who><are>(?: an?)? <diet>", _state("diet", _IS)),
    (
        r"<who><perhaps have> (?:become|became|gone|went|turned)(?: an?)? <diet>",
        _state("diet", _BECAME),
    ),
    (r"<who><perhaps have> (?:eat|eats|eating|started eating) meat again$", _state("diet", _ENDED)),
    (r"<who>(?:<are>| comes?)(?: originally)? from <place>$", _state("origin", _IS)),
    (r"<who>(?:<just> stud(?:y|ies)|<are> studying) <thing>", _state("studies", _IS)),
    (r"<who><perhaps have> started studying <thing>", _state("studies", _BECAME)),
    (r"<who><just> speaks?(?: fluent)? <language>", _state("languages", _IS, many=True)),
    (r"<who><just> drives? an? <thing>", _state("car", _IS)),
    (r"<who><perhaps have> sold (?:my|our|her|his) car$", _state("car", _ENDED)),
)
_BIRTHDAYS: tuple[tuple[str, Telling], ...] = (
    (r"<whose> birthday(?: is|'s)(?: on)?$", _birthday),
    (r"<who> (?:was|were) born$", _birthday),
    (
        r"(?:<mine>|[Tt]he )<event> (?:is|was|has been|got)(?: now)? (?:cancell?ed|called off)$",
        _called_off,
    ),
)
_PLANS: tuple[tuple[str, Telling], ...] = (
    (rf"(?:<whose>|[Oo]ur|[Tt]he) <event>{_MOVED}<clock>$", _takes_place),
    (
        r"(?:I|[Ww]e)(?:'ve| have)(?: got)? (?:an?|my|our|the) <event>"
        rf"(?: (?:at|with|for|in) {_NO_CLOCK}[\w' ]+?)?<clock>$",
        _takes_place,
    ),
    (
        r"(?:I'm|I am|[Ww]e're|[Ww]e are) (?P<going>going|flying|travelling|traveling|driving"
        r"|moving|relocating) to <place>",
        _journey,
    ),
)

STATEMENTS = (
    *(Statement(form(text), tell) for text, tell in _HOMES + _WORK + _LOVE + _NAMES),
    *(Statement(form(text), tell) for text, tell in _TASTES + _BIRTHDAYS),
    *(Statement(form(text), tell, ahead=True) for text, tell in _PLANS),
)
"""Every statement that is understood."""
