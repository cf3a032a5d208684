"""The name she takes: from a real list, by what was said and when, the same for the same meeting.

Each name is weighed: does it begin as a word does that the person used, are its sounds as the
person would like her, its vowels as bright as the hour. Each reason makes it likelier, and the
moment draws: a hash of the whole meeting stands in the place of chance (the draw with weights of
Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
"""

import hashlib
import json
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from voice_os.errors import Problem
from voice_os.persona.manner import meant

ALIKE = 75.0
"""How alike two names may not be, in percent of their letters."""

_BRIGHT, _DARK = {"IY", "IH", "EY", "EH"}, {"UW", "UH", "OW", "AO", "AA", "OY", "AW"}
_VOWELS = {*_BRIGHT, *_DARK, "AE", "AH", "AY", "ER"}
_SOFT = {"L", "M", "N", "R", "W", "Y", "V"}
_MORNING, _EVENING = range(5, 12), (*range(18, 24), *range(5))
_COMMON = """
    about after again also always anything because been being both call called come could dear does
    doing don't enjoy everything from going have having here into it's just know like little love
    making many more most much myself name none nothing often okay only other over people please
    quite rather really skip some something sometimes spend spending still such tell than that
    that's their them then there these they thing things this those time very want well were what
    when where which while will with would you'd your
"""
"""What no name is taken after."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """What a name follows from: when two met, and what the person answered to which question."""

    at: datetime
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name of the list and its phones, as the CMU dictionary writes them."""

    name: str
    phones: tuple[str, ...]

    @property
    def softness(self) -> float:
        """The share of its sounds that flow."""
        return sum(p in _SOFT or p in _VOWELS for p in self.phones) / len(self.phones)

    @property
    def brightness(self) -> float:
        """From -1, all its vowels are dark, to 1, all are bright."""
        vowels = [p for p in self.phones if p in _VOWELS]
        return sum((p in _BRIGHT) - (p in _DARK) for p in vowels) / len(vowels)

    @property
    def syllables(self) -> int:
        """How many syllables it has."""
        return sum(p in _VOWELS for p in self.phones)


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a name: the factor on its odds, and a sentence that says so."""

    odds: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A name, and why it is this one."""

    name: str
    why: str


def given_names() -> list[GivenName]:
    """The list, the most frequent first."""
    lines = files("voice_os.persona").joinpath("names.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return [GivenName(name, tuple(phones)) for name, *phones in rows]


def choose(met: Encounter, spoken_for: Collection[str] = ()) -> Taken:
    """The name that follows from a meeting. Pure: the same for the same meeting.

    Nobody's whom the person named, nor of `spoken_for`, nor one that sounds like theirs.
    """
    others = [*spoken_for, *re.findall(r"[\w']+", " ".join(met.answers.values()))]
    free = [one for one in given_names() if not any(alike(one.name, other) for other in others)]
    found = {one: reasons(one, met) for one in free}
    odds = {one: math.prod(reason.odds for reason in found[one]) for one in free}
    best = max(free, key=lambda one: _chance(one, met) ** (1 / odds[one]))
    strongest = sorted(found[best], key=lambda reason: -reason.odds)[:2]
    told = [reason.sentence for reason in strongest]
    return Taken(best.name, " ".join([*told, _moment(met, alone=not told)]))


def alike(name: str, other: str) -> bool:
    """Whether two names could be taken for each other."""
    from rapidfuzz import fuzz

    return len(other) > 2 and fuzz.ratio(name.casefold(), other.casefold()) >= ALIKE


def reasons(name: GivenName, met: Encounter) -> list[Reason]:
    """All that speaks for a name in a meeting."""
    found = [*_of_the_words(name, met.answers), *_of_the_manner(name, met.answers)]
    hour = met.at.hour
    if hour in _MORNING and name.brightness >= 0.5:
        found.append(Reason(2.0, "We met in the morning, and its vowels are bright."))
    elif hour in _EVENING and name.brightness <= -0.3:
        found.append(Reason(2.0, "It was dark when we met, and so are its vowels."))
    elif hour not in (*_MORNING, *_EVENING) and abs(name.brightness) < 0.3:
        found.append(Reason(1.5, "We met in broad day, and it sounds neither bright nor dark."))
    return found


def _of_the_words(name: GivenName, answers: Mapping[str, str]) -> Iterable[Reason]:
    """A word of the person's that it begins like; the longer the beginning, the better."""
    said = re.findall(r"[a-z']+", answers.get("likes", "").lower())
    words = [word for word in said if len(word) > 3 and word not in _COMMON.split()]
    shared = {word: _shared(name.name.lower(), word) for word in words}
    if words and shared[word := max(words, key=lambda one: shared[one])]:
        sentence = f"You said “{word}”, and it begins the way that word does."
        yield Reason(6.0 + 2 * shared[word], sentence)


def _of_the_manner(name: GivenName, answers: Mapping[str, str]) -> Iterable[Reason]:
    pulls = [meant(word) for word in re.findall(r"[\w']+", answers.get("manner", "").lower())]
    places = {pull.place for pull in pulls if pull and pull.way > 0}
    if "manner.warmth" in places and name.softness >= 0.8:
        yield Reason(3.0, "You would like me warm, and it has soft sounds.")
    if "manner.playfulness" in places and name.syllables >= 3:
        yield Reason(3.0, "You would like me playful, and it skips along.")
    if "manner.directness" in places and name.syllables == 2:
        yield Reason(3.0, "You would like me plain, and it is short and plain.")


def _moment(met: Encounter, *, alone: bool) -> str:
    day = f"{met.at:%A}, the {met.at.day}{_ending(met.at.day)} of {met.at:%B}"
    if alone:
        return f"The moment when we met chose it from a list of real names: {day}."
    return f"Of those that fit, the moment when we met chose it: {day}."


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _shared(one: str, two: str) -> int:
    """How many letters two words begin with together."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _chance(name: GivenName, met: Encounter) -> float:
    """A number from 0 to 1 that this meeting gives a name: as good as chance, always the same."""
    meeting = json.dumps(
        [met.at.isoformat(timespec="seconds"), sorted(met.answers.items()), name.name]
    )
    digest = hashlib.sha256(meeting.encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def given_by_person(name: str) -> dict[str, str]:
    """What changes when the person gives her a name. Raises `Problem` where it cannot be one."""
    tidy = " ".join(name.split())
    if not re.fullmatch(r"[^\W\d_][\w'’. -]{0,39}", tidy):
        raise Problem(f"{name!r} cannot be a name: up to 40 letters can, with hyphens and spaces.")
    return {"name": tidy, "why": "You gave me this name."}
