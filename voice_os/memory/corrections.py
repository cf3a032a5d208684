"""Corrections: "that's wrong, it's Tuesday". What was wrong is taken as never told. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_os.memory import Fact, Turn
from voice_os.memory.dates import MONTHS, Period, read
from voice_os.memory.facts import YOU, called, correct, retract
from voice_os.memory.relations import RELATIONS
from voice_os.memory.rules import facts_in
from voice_os.memory.tellings import iso

_WRONG = re.compile(
    r"^(?:(?:no|nope|sorry|wait|actually|oh)[, ]+)*"
    r"(?:(?:that|this|it)(?:'s| is| was) (?:wrong|not right|not true|not correct|incorrect|false"
    r"|a mistake|no longer true)|you(?:'re| are| were) (?:wrong|mistaken)|you got (?:that|it) wrong"
    r"|i (?:misspoke|was wrong))?[,.;: ]*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^(?:i meant(?: to say)?|i mean|(?:it|that)(?:'s| is| was)|it should be|make (?:it|that)"
    r"|they are|(?:s?he|they) (?:is|was|are)|s?he's)(?: called| named)? (?:on |in |at |a |an )?",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:, | and |, and )?\bnot (?:on |in |at )?[\w' -]+$|^not [\w' -]+?(?:,| but) ")


def amended(known: Sequence[Fact], meant: Sequence[Fact], turn: Turn) -> list[Fact] | None:
    """All that is known after a correction of one of the facts that are `meant`, the last first.

    None where the words of the turn correct none of them.
    """
    bare = _WRONG.sub("", turn.text.replace("’", "'").strip(" .!"), count=1).strip()
    if not bare:
        return retract(known, meant[-1]) if meant else None
    whole = [new for new in facts_in(replace(turn, text=bare[0].upper() + bare[1:])) if new.value]
    for new in whole:
        for wrong in reversed(meant):
            if (called(known, new.subject), new.attribute) == (wrong.subject, wrong.attribute):
                return _corrected(known, wrong, new.value, turn)
    if whole:
        return None
    value = _NOT.sub("", _MEANT.sub("", bare, count=1)).strip(" ,.")
    for wrong in reversed(meant):
        if value and (fit := _fitting(value, wrong, turn)):
            return _corrected(known, wrong, fit, turn)
    return None


def _corrected(known: Sequence[Fact], wrong: Fact, value: str, turn: Turn) -> list[Fact]:
    """Put a value in the place of a wrong one. What was told of the wrong name is of the right."""
    new = replace(wrong, value=value, sources=(turn.id,))
    rest = correct(known, wrong, new)
    if wrong.subject == YOU and wrong.attribute in RELATIONS:
        rest = [replace(f, subject=value) if f.subject == wrong.value else f for f in rest]
    return rest


def _fitting(value: str, wrong: Fact, turn: Turn) -> str | None:
    """A value as a fact of this kind holds it; None where it cannot be one."""
    digits, _, clock = value.partition(" at ")
    period = read(digits, turn.at, ahead=True)
    if wrong.attribute == "date":
        return _on(period, clock) if period else None
    if wrong.attribute == "birthday":
        if period is None or (period.end - period.start).days > 1:
            return None
        return f"{period.start.day} {MONTHS[period.start.month - 1]}"
    if period or len(value.split()) > 4:
        return None
    return value.title() if wrong.value[:1].isupper() and value.islower() else value


def _on(period: Period, clock: str) -> str | None:
    day = iso(period)
    return f"{day} at {clock}" if day and clock else day or None
