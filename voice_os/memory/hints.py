"""What words hint at: "I've hung up my apron" may tell that one is a chef no more.

Nobody can list the ways in which people tell of a change. But what a change is about, and the words
of ending and beginning, recur. So a plain statement that has both, and that no rule understood, is
kept beside what is known, in the person's own words: it is told with what they said before, and she
leaves open which of it is so. A hint too many costs a longer answer; one too few costs a stale one.
Pure.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from voice_os.memory import Fact, Turn
from voice_os.memory import change_words as words
from voice_os.memory.asserted import parts, told_sentences
from voice_os.memory.dates import DAYS
from voice_os.memory.facts import NAME, YOU, change_of, name_of
from voice_os.memory.mentioned import mentioned
from voice_os.memory.relations import OTHER_WORDS, PARTNERS, PETS, RELATIONS
from voice_os.memory.telling import date_of

_I = r"\b(?:i|i'm|i've|we|we're|we've|my|our|me|us|mine|ours)\b"
_RELATIVE = rf"(?:{'|'.join(sorted(RELATIONS, key=len, reverse=True))})"
_OTHERS = rf"^(?:(?:my|our|the) (?:\w+ )?(?:{_RELATIVE})|she|he|the (?:people|family) next door)\b"
"""How a clause begins that is about somebody else."""

_HARMLESS = (
    r"\b(?:for (?:a|an|the|one|two|three|a few) (?:day|night|weekend|week|fortnight|holiday|visit"
    r"|walk|drink|meal|match|concert|meeting|conference|wedding|party|business trip)s?|on holiday"
    r"|on vacation|for (?:work|lunch|dinner|breakfast)|day trip|left (?:my|the|his|her) (?:keys?"
    r"|phone|bag|wallet|umbrella|coat|jacket|glasses|scarf)|(?:late|early)(?: today)?$)"
)
"""What only sounds like a change."""


class _Seen(NamedTuple):
    """What is known, with what is said of it now."""

    fact: Fact
    known: Sequence[Fact]
    clause: str

    @property
    def own(self) -> bool:
        """Whether it is somebody, or an animal, of the person's own."""
        return self.fact.subject == YOU and self.fact.attribute in RELATIONS

    @property
    def named(self) -> bool:
        """Whether the clause names it."""
        value = name_of(self.known, self.fact.value) if self.own else self.fact.value
        return _says(re.escape(value), self.clause)

    @property
    def meant(self) -> bool:
        """Whether the clause speaks of it by what it is to the person: "my boss"."""
        attribute = self.fact.attribute
        kinds = "|".join(PARTNERS) if attribute == "partner" else re.escape(attribute)
        alike = [one for one in self.known if one.attribute == attribute and not one.until]
        return len(alike) == 1 and _says(rf"(?:my|our|the) (?:{kinds})", self.clause)

    @property
    def concerned(self) -> bool:
        """Whether the clause is about whom it is known of."""
        if self.fact.subject != YOU:
            named = _says(re.escape(name_of(self.known, self.fact.subject)), self.clause)
            return named or _says(_spoken(self.fact.subject.removeprefix("your ")), self.clause)
        if self.fact.attribute == "car" and self.named:
            return True
        if self.own:
            return True
        others = _says(_OTHERS, self.clause)
        return self.clause.startswith(self.fact.value) or (
            not others and (_says(_I, self.clause) or self.named)
        )


def hints(known: Sequence[Fact], turn: Turn, understood: set[tuple[str, str]]) -> Iterator[Fact]:
    """What a turn of the person hints at, each to be learnt beside what is known.

    `understood`: of whom, and what of them, the turn has told already, as subject and attribute.
    """
    for sentence in told_sentences(turn.text, plans=True):
        plain = sentence.replace("’", "'")
        if _says(_HARMLESS, plain):
            continue
        is_plan = not any(told_sentences(sentence))
        for fact in mentioned(known, plain):
            if _slots(fact) & understood:
                continue
            if is_plan and fact.attribute != "date":
                continue
            if any(_hinted(_Seen(fact, known, clause)) for clause in (plain, *parts(plain))):
                yield Fact(
                    *(fact.subject, change_of(fact), sentence, turn.at, None, (turn.id,)),
                    several=True,
                    told=turn.at,
                )


def _spoken(relation: str) -> str:
    """How one speaks of somebody of one's own: "my mother", "Mum"."""
    if relation == "parents":
        return r"(?:my|our|the) (?:parents|folks|old folks)|(?:mum|mom|mother) and (?:dad|father)"
    others = "|".join(word for word, meant in OTHER_WORDS.items() if meant == relation)
    return rf"(?:my|our|the) {re.escape(relation)}" + (f"|{others}" if others else "")


def _slots(fact: Fact) -> set[tuple[str, str]]:
    """What tells of a fact for sure: of a dog called Rex its name, too."""
    return {(fact.subject, fact.attribute), (fact.value, NAME), (f"your {fact.attribute}", NAME)}


def _hinted(seen: _Seen) -> bool:
    fact, clause = seen.fact, seen.clause
    if fact.attribute == "date":
        return _is_moved(fact, clause)
    if not seen.concerned:
        return False
    if fact.attribute == NAME:
        return _says(words.RENAMED, clause)
    if seen.own:
        return _of_ones_own(seen)
    favourite = fact.attribute.startswith("favourite ")
    if seen.named and _is_unusual(clause) and fact.attribute not in words.COMMON:
        return fact.attribute in words.BESIDE or favourite
    if seen.named or (favourite and _says(re.escape(fact.attribute), clause)):
        beside = words.TOPPED if favourite else words.BESIDE.get(fact.attribute)
        return beside is not None and (
            _says(beside, clause)
            or _says(words.THESE_DAYS, clause)
            or (_says(words.HAS, clause) and not _says(words.AS_EVER, clause))
        )
    in_ = words.IN.get(fact.attribute, "(?!)")
    if fact.subject != YOU and fact.attribute in ("home", "employer", "job"):
        in_ += f"|{words.THESE_DAYS}"
    return _says(in_, clause)


def _is_unusual(clause: str) -> bool:
    """Whether a clause tells of nothing that people do every day."""
    return not _says(words.EVERYDAY, clause)


def _is_moved(fact: Fact, clause: str) -> bool:
    """Whether an occasion may be on another day, or on none."""
    named = [word for word in re.findall(r"\w+", fact.subject) if word not in ("the", "to", "s")]
    if _says("|".join(named), clause):
        return not _says(words.AWAITED, clause)
    date = date_of(fact, fact.told or datetime.now(UTC))
    own_day = DAYS[date.weekday()] if date else "(?!)"
    return _says(own_day, clause) and _says(rf"{words.CALLED_OFF}|can't|cannot|not", clause)


def _of_ones_own(seen: _Seen) -> bool:
    """Whether somebody is one's own no more, or is called otherwise."""
    fact, clause = seen.fact, seen.clause
    if fact.attribute == "partner":
        if seen.named or seen.meant:
            return _says(words.LOVE, clause) or _is_unusual(clause)
        return not _says(_OTHERS, clause) and _says(words.ALONE, clause)
    if not (seen.named or seen.meant):
        return not fact.several and _says(rf"(?:new|another) {re.escape(fact.attribute)}", clause)
    if _says(words.RENAMED, clause):
        return True
    if fact.attribute in PETS:
        return _says(words.PET_LEFT, clause) or _is_unusual(clause)
    return _says(words.PERSON_LEFT, clause) and not (fact.several and fact.attribute in _FOR_LIFE)


_FOR_LIFE = frozenset(
    ("sister", "brother", "daughter", "son", "child", "aunt", "uncle", "cousin", "niece", "nephew")
)


def _says(pattern: str, clause: str) -> bool:
    return bool(_compiled(pattern).search(clause))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)
