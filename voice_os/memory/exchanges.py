"""One thing for another: "we've swapped Bristol for Cardiff", "I left Acme for Globex".

What was given up tells what the other is: whoever leaves Bristol for Cardiff lives there, where
Bristol is known as their home, and works there, where it is known as their employer. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from voice_os.memory import Fact, Turn
from voice_os.memory.dates import Dated, part
from voice_os.memory.facts import YOU, name_of
from voice_os.memory.forms import form
from voice_os.memory.mentioned import mentioned
from voice_os.memory.relations import RELATIONS
from voice_os.memory.tellings import Said, Tense

_GIVEN_UP = (
    r"(?:left|leaving|swapped|traded(?: in)?|exchanged|part-exchanged|ditched|dumped|dropped"
    r"|gave up|given up|replaced|abandoned|quit|packed in|jacked in|chucked|deserted"
    r"|(?:switched|moved|changed|gone|went|transferred|jumped ship|defected|graduated)"
    r"(?: over| on| across)? from)"
)
_VISIT = (
    r"\b(?:for (?:(?:a|an|the|one|two|a few) )?(?:days?|nights?|weekends?|weeks?|holidays?|visit"
    r"|meeting|conference|wedding|work)|on holiday|today|tonight|this morning|by train)\b"
)
_PLAIN = ("likes", "dislikes", "studies", "car", "job", "diet")
"""Attributes whose values are no names."""

_PROPER = r".*?\b(?:for|to|with|in favour of) (?:the )?<place>"
_THING = r".*?\b(?:for|to|with|in favour of) (?:an? |the |my )?<thing>"


def exchanged(known: Sequence[Fact], clause: str, turn: Turn) -> Iterator[Fact]:
    """What took the place of what is known, by a clause that tells what was given up for it.

    `clause` has straight apostrophes.
    """
    dated = part(clause, turn.at)
    if re.search(_VISIT, dated.words, re.IGNORECASE):
        return
    for fact in mentioned(known, dated.words):
        if found := _found(fact, known, dated):
            said = Said(found, fact.subject, dated, turn)
            if fact.several:
                yield said.fact(fact.subject, fact.attribute, fact.value, Tense.ENDED, many=True)
            tense = Tense.IS if fact.several else Tense.BECAME
            yield said.fact(fact.subject, fact.attribute, said["value"], tense, many=fact.several)


def _found(fact: Fact, known: Sequence[Fact], dated: Dated) -> re.Match[str] | None:
    """What stands behind "for", where a fact's value is given up by whom it is known of."""
    own = fact.subject == YOU and fact.attribute in RELATIONS
    if not own and fact.attribute not in (*_PLAIN, "home", "employer"):
        return None
    value = name_of(known, fact.value) if own else fact.value
    who = r"(?:I|[Ww]e)" if fact.subject == YOU else re.escape(name_of(known, fact.subject))
    mine = r"(?: the| my| our| an?)?"
    given = re.match(
        rf"{who}\b(?:.*\b)?{_GIVEN_UP}{mine} {re.escape(value)}(?= (?:for|to|with|in favour))",
        dated.words,
        re.IGNORECASE,
    )
    if given is None:
        return None
    rest = dated.words[given.end() :]
    return _compiled(_THING if fact.attribute in _PLAIN else _PROPER).match(rest)


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return form(text)
