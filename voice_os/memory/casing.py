"""Capitals for words that came without any, as an ear without a language model writes them. Pure.

"i live in new york" is told as plainly as "I live in New York", but a rule knows a name by its
capital. So what stands where only a name can stand is given one, unless it is a common word: "i
live in peace" names no place.
"""

import re
from functools import cache

from voice_os.memory.relations import RELATIONS

_COMMON_WORDS = """
    a about after again all alone also always an and any at away back bed being both but by bye can
    central charge cities college comfort constant construction country course court debt different
    doubt down each early east either even ever every everyone everything fact fear finally finance
    first for free from fun general good half he hell her here him hiding his home hope hospital
    hotel i if in insurance it its just last late law least length life long love luxury many
    marketing me mine money more most my myself near never new next night no nobody north nothing
    now of off office old on once one only or order our out over own pain paradise part peace person
    poverty practice private public really retail right sales school secret she shifts since sin so
    some somebody something somewhere soon south still such suburbs summer teaching that the their
    them then there these they this those times to today together tomorrow town two under university
    up us very war was we weekends well west what when where which while who why winter with work
    yesterday you your zoo is are am were has have had does did do will would could should says said
    likes lives works wants needs loves called named married born
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that name nobody and no place."""

_TWO_WORDS = "new san los saint st el la le las rio hong abu tel cape buenos mexico sri"
_TWO = frozenset(_TWO_WORDS.split())
"""What the first of two words is that name one place."""

_WORD = r"[^\W\d_][\w'-]*"
_NAME = rf"(?P<name>{_WORD})(?: (?P<second>{_WORD}))?"
_RELATIVE = rf"(?:my|our) (?:\w+ )??(?:{'|'.join(sorted(RELATIONS, key=len, reverse=True))})"
_NAMED = (
    rf"\b(?:lives?|living|lived|based|settled|born|home is|back) in {_NAME}",
    r"\b(?:moved|relocated|emigrated|returned)(?: (?:back|over|down|up|out|here))*"
    rf"(?: from {_WORD})? to {_NAME}",
    rf"\b(?:moved|relocated|comes?|i'm|i am|left)(?: originally)? from {_NAME}",
    r"\b(?:works?|working|worked|employed|hired|started|job|position|joined)"
    rf" (?:at|for|by|with) {_NAME}",
    rf"\b(?:trip|flying|travelling|moving) to {_NAME}",
    rf"\bspeaks? (?:fluent )?{_NAME}",
    rf"\b(?:called|named|name is|name's|known as|goes by) (?P<name>{_WORD})",
    rf"\b(?:dating|married to|engaged to|going out with|broke up with) (?P<name>{_WORD})",
    rf"\b{_RELATIVE} (?P<name>{_WORD})(?= (?:is|lives|works|has|moved|was|got|likes|loves)\b)",
    rf"\b(?P<name>{_WORD}) and i (?:are|broke|split|got|have)\b",
    rf"^(?P<name>{_WORD}) (?:lives in|works (?:at|for)|moved to|is my|goes by)\b",
    rf"\b(?:renamed|rename) (?P<name>{_WORD})",
    rf"\brenamed {_WORD} (?:to )?(?P<name>{_WORD})",
)
"""Where a name stands."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled when they are first needed: she starts without them."""
    return tuple(map(re.compile, _NAMED))


def cased(text: str) -> str:
    """The text with capitals where names stand, if it has none at all; else as it is."""
    if any(letter.isupper() for letter in text):
        return text
    names: set[tuple[int, int]] = set()
    for pattern in _patterns():
        for found in pattern.finditer(text):
            names.update(_named(found))
    for start, _ in names:
        text = text[:start] + text[start].upper() + text[start + 1 :]
    return re.sub(r"\bi\b", "I", text)


def _named(found: re.Match[str]) -> set[tuple[int, int]]:
    """Where the words of a name lie; none where the first is a common word."""
    first = found["name"]
    two = first in _TWO
    if first in _COMMON and not two:
        return set()
    names = {found.span("name")}
    if two and found.groupdict().get("second"):
        names.add(found.span("second"))
    return names
