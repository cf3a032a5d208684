"""Facts by rule: what plain English sentences say of people, places, dates and tastes.

Few and certain. A rule reads a clause from its first word on, so that words it does not know stand
in its way, and every finding quotes the words of the turn that it rests on. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from voice_os.memory import Fact, Turn
from voice_os.memory.asked import stated_by
from voice_os.memory.asserted import clauses, is_play
from voice_os.memory.dates import Dated, part
from voice_os.memory.facts import YOU
from voice_os.memory.forms import BESIDE, IN_PLACE, MY_RELATIVE, SHARED
from voice_os.memory.relations import OTHER_WORDS, RELATIONS, relation
from voice_os.memory.statements import statements
from voice_os.memory.tellings import Said, introduced

_HERE = re.compile(r"\b(moved|relocated) (?:over |back )?(?:here|there)\b")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact, and the words of the turn that say so."""

    fact: Fact
    words: str


def facts_in(turn: Turn, before: Sequence[Turn] = ()) -> list[Fact]:
    """What a turn of the person ("you") says for certain, in its order. See `findings_in`."""
    return [finding.fact for finding in findings_in(turn, before)]


def findings_in(turn: Turn, before: Sequence[Turn] = ()) -> list[Finding]:
    """What a turn of the person says for certain; `before` are the turns before it.

    "She" and "he" are whom the clauses before spoke of, where that was one, and an
    answer to what she asked is read together with the question. Nothing
    is certain behind a turn that began a game or a story, and nothing that somebody else said.
    """
    if turn.speaker != YOU or (before and is_play(before[-1].text)):
        return []
    if before and before[-1].speaker != YOU and (stated := stated_by(before[-1].text, turn.text)):
        return [Finding(f, turn.text) for f in facts_in(replace(turn, text=stated))]
    found: list[Finding] = []
    spoken_of = _spoken_of(turn, before)
    place = ""
    for clause in chain.from_iterable(map(_parts, clauses(turn.text))):
        whole = _HERE.sub(rf"\1 to {place}", clause) if place else clause
        facts = list(_said_in(whole, turn, spoken_of))
        place = next((named["value"] for named in IN_PLACE.finditer(clause)), place)
        found += [Finding(fact, clause) for fact in facts]
        if people := {who for fact in facts for who in _people(fact)}:
            spoken_of = people
    return found


def _parts(clause: str) -> Iterator[str]:
    """A clause, or the two that share a subject in it."""
    if shared := SHARED.fullmatch(clause):
        yield shared["first"]
        yield f"{shared['who']} {shared['second']}"
    else:
        yield clause


def _said_in(clause: str, turn: Turn, spoken_of: set[str]) -> Iterator[Fact]:
    """The facts of a clause: people named by the way, then what the first rule that fits says."""
    clause = clause.replace("’", "'")
    for beside in BESIDE.finditer(clause):
        yield from introduced(Said(beside, YOU, Dated(clause), turn))
    readings = {ahead: part(clause, turn.at, ahead=ahead) for ahead in (False, True)}
    for statement in statements():
        dated = readings[statement.ahead]
        if match := statement.form.match(dated.words):
            if who := _whom(match.groupdict().get("who") or "I", spoken_of):
                yield from statement.tell(Said(match, who, dated, turn))
            return


def _whom(words: str, spoken_of: set[str]) -> str | None:
    """The subject that words stand for; None where it is not sure."""
    if words in ("I", "We", "we"):
        return YOU
    if words.lower() in ("she", "he"):
        return next(iter(spoken_of)) if len(spoken_of) == 1 else None
    if words.lower() in OTHER_WORDS:  # "Mum lives in Bergen."
        return f"your {relation(words)}"
    if relative := MY_RELATIVE.fullmatch(words):
        return relative["name"] or f"your {relation(relative['relation'])}"
    return words


def _spoken_of(turn: Turn, before: Sequence[Turn]) -> set[str]:
    """Whom the person's last turn spoke of, where "she" or "he" may be one of them now."""
    own = [one for one in before if one.speaker == YOU]
    if not own or not re.match(r"\W*(?:and |but |now )?(?:s?he)\b", turn.text, re.IGNORECASE):
        return set()
    return {who for fact in facts_in(own[-1]) for who in _people(fact)}


def _people(fact: Fact) -> Iterator[str]:
    """Whom a fact speaks of, other than the person."""
    if fact.subject != YOU and not fact.subject.startswith("the "):
        yield fact.subject
    elif fact.subject == YOU and fact.attribute in RELATIONS and fact.value:
        yield fact.value
