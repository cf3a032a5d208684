"""The notation of the rules: regular expressions with names for what recurs in them.

`form("<who><just> lives? in <place>")` reads a whole clause, or its beginning where a part such as
`<place>` ends with what may follow it. Parts that begin with a blank, such as `<just>`, may be
left out of what is said. Apostrophes are straight.
"""

import re
from collections.abc import Iterable

from voice_os.memory.relations import EVENTS, OCCUPATIONS, PARTNERS, RELATIONS


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['-](?=[^\W\d_]{2}))*"
_NO_NAME = (
    r"(?!(?:I|We|The|This|That|These|Those|It|My|Our|Your|She|He|They|You|There|Here|Everybody"
    r"|Nobody|God|Today|Yesterday|Work|School|English|Not|No|Who|What)\b)"
)
_NAMED = rf"{_NO_NAME}{_CAPITAL}(?: {_NO_NAME}{_CAPITAL})?"
_MINE = (
    r"(?:[Mm]y|[Oo]ur) "
    r"(?:older |younger |big |little |elder |eldest |oldest |youngest |twin |dear |only )?"
)
_RELATION = rf"(?:{_any_of(RELATIONS)})"
_RELATIVE = rf"{_MINE}{_RELATION}(?: {_NAMED})?"
_TAIL = (
    r"(?=$|,| (?:with|near|again|now|these days|at the moment|together|too|actually|already"
    r"|at last|for|by|though|as|where|which|who|because|since|these|most|more|very|so|a lot"
    r"|any ?more)\b)"
)
_NO_THING = (
    r"(?!(?:to|that|how|when|it|this|these|those|you|your|him|her|them|me|my|our|us|his|their"
    r"|being|having|what|where|who|there|here|going|one|not|a bit|the way|the idea|the fact)\b)"
)
_PRONOUN = r"my|our|your|his|her|its|their|it|them|this|that|these|those|me|him|us|you"
_PARTS = {
    "who": rf"(?P<who>I|[Ww]e|{_RELATIVE}|[Ss]he|[Hh]e|{_NAMED})",
    "i": r"(?P<who>I|[Ww]e)",
    "another": rf"(?P<who>{_RELATIVE}|[Ss]he|[Hh]e|{_NAMED})",
    "whose": rf"(?:[Mm]y|(?P<who>{_RELATIVE}|{_NAMED})'s)",
    "mine": _MINE,
    "relation": rf"(?P<relation>{_RELATION})",
    "partner": rf"(?:[Mm]y (?:{_any_of(PARTNERS)})(?: (?P<name>{_NAMED}))?|(?P<other>{_NAMED}))",
    "named": _NAMED,
    "proper": _CAPITAL,
    "name": rf"(?P<name>(?:(?:Dr|Prof|Mrs?|Ms)\.? )?{_NAMED})",
    "place": (
        rf"(?P<value>(?:[Tt]he )?{_CAPITAL}"
        rf"(?: (?:(?:de|la|am|of|the|upon|and) )?{_CAPITAL}){{0,3}}){_TAIL}"
    ),
    "thing": (
        rf"(?P<value>{_NO_THING}[\w'-]+"
        rf"(?: (?!(?:with|and|but|because)\b)[\w'-]+){{0,3}}?){_TAIL}"
    ),
    "taste": (
        r"(?P<value>(?!(?:the|all|a|an|some|both|spending|seeing|holding|finding|getting|making"
        rf"|doing|curling|meeting|talking|hearing)\b)(?!\w+ing \w+ \w){_NO_THING}[\w'-]+"
        rf"(?: (?!(?:with|and|but|because|{_PRONOUN})\b)[\w'-]+){{0,2}}?){_TAIL}"
    ),
    "job": rf"(?P<value>(?:[a-z-]+ ){{0,2}}(?:{_any_of(OCCUPATIONS)}))(?:(?= at )|{_TAIL})",
    "diet": rf"(?P<value>vegetarian|vegan|pescatarian){_TAIL}",
    "language": rf"(?P<value>{_CAPITAL}){_TAIL}",
    "event": (
        rf"(?P<event>(?:[a-z]+ ){{0,2}}(?:{_any_of(EVENTS)})(?: (?:to|in|at|with) {_NAMED})?)"
    ),
    "clock": r"(?: at (?P<clock>[\w: .]+))?",
    "just": r"(?: (?:just|now|recently|finally|still|currently|also|actually|officially|only"
    r"|really))*",
    "are": r"(?:'m|'re|'s| am| are| is)<just>",
    "have": r"(?:'ve|'s| have| has)<just>",
    "perhaps have": r"(?:'ve|'s| have| has)?<just>",
    "now": r"(?: now| from now on| from here on| these days| nowadays| instead)*",
    "no longer": r" no longer",
    "not": r"(?: don't| doesn't| do not| does not)",
    "end": _TAIL,
}
_PART = re.compile(r"(?<!\(\?P)<([a-z ]+)>")  # "(?P<name>" names a group


def form(text: str) -> re.Pattern[str]:
    """Compile a form. Raises KeyError where it names no part."""
    while _PART.search(text):
        text = _PART.sub(lambda part: _PARTS[part[1]], text)
    return re.compile(text)


BESIDE = form(r"\b<mine>(?P<new>new )?<relation>,? <name>")
"""Somebody named by the way: "I visited my sister Anna"."""

IN_PLACE = form(r"\bin <place>")
"""A place named by the way: "I'm in Porto now"."""

SHARED = form(
    r"(?P<first><who>['’ ].+?),? and (?P<second>(?:now |then |also )*"
    r"(?:is|are|works?|lives?|moved|stud(?:y|ies)|started|joined|got|quit|left|drives?|speaks?"
    r"|bec[ao]me)\b.+)"
)
"""Two statements with one subject: "Ella quit and moved to Rome"."""

MY_RELATIVE = form(r"<mine><relation>(?: <name>)?")
"""How one speaks of somebody of one's own."""
