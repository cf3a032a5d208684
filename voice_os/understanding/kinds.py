"""Kinds of words: what a word may be a part of, such as a time, a place or a currency."""

import re
from functools import cache, lru_cache

from voice_os.understanding.examples import fillers, paragraphs

STRANGE = "strange"
"""The kind of a word that no example says: the name of something, as a rule."""

_RULES = {
    "day": ("weekday",),
    "month": ("month",),
    "nth": ("ordinal",),
    "part": ("part",),
    "number": ("hour", "minute", "number"),
    "colour": ("colour",),
    "money": ("currency",),
    "who": ("relation",),
    "name": ("first", "surname"),
    "town": ("city", "country"),
    "room": ("place",),
    "device": ("device", "robot", "lights"),
}
"""By kind, the rules of the fillers that list its words."""

_ALSO = {
    "day": "today tonight tomorrow yesterday weekend weekends",
    "part": "mornings afternoons evenings nights",
    "half": "am pm a.m p.m o'clock noon midnight midday",
    "often": "every each daily weekly monthly yearly hourly weekday weekdays once twice",
    "unit": "second minute hour day week month year fortnight seconds minutes hours days weeks "
    "months years",
    "which": "this next last past coming following previous",
}
"""Words of a kind that no rule lists."""

_TIMES = (
    *("hour", "minute", "clocktime", "weekday", "month", "ordinal", "date", "part", "when"),
    *("often", "length", "soon"),
)
"""Rules that are times."""

_MORE = """
am pm p m a.m p.m before after between until till from past since ago early late later earlier
coming following previous same single whole entire spring summer autumn winter season quarter
century fortnight around about recent recently hundred zero oh thousand everyday forever currently
upcoming up first second lunch breakfast dinner time school work couple few several annually end
middle beginning rest eve christmas easter thanksgiving then moment soon long
"""
_OF_TIMES = frozenset(_MORE.split())
"""Words that may stand in a time besides those of the rules."""

_SMALL_WORDS = "the of a an in at on my to is and for off by with i me"
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that tell nothing of a kind."""

_PLURAL = re.compile(r"'?s$")


@lru_cache(4096)
def kind(word: str) -> str:
    """The kinds of a word: "" for a plain one, "strange" where no example says it."""
    plain = word.removesuffix("'s")
    found = "+".join(name for name, words in _kinds().items() if plain in words)
    return found or ("" if {word, plain} & _said() else STRANGE)


@lru_cache(4096)
def may_be_time(word: str) -> bool:
    """Whether a word can be a part of a time."""
    return bool({word, _PLURAL.sub("", word)} & _times()) or any(sign.isdigit() for sign in word)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    listed = {name: _listed(rules) for name, rules in _RULES.items()}
    names = dict.fromkeys((*_RULES, *_ALSO))
    return {n: listed.get(n, frozenset()) | set(_ALSO.get(n, "").split()) for n in names}


@cache
def _said() -> frozenset[str]:
    """The words that templates of examples say themselves."""
    lines = " ".join(line for lines in paragraphs().values() for line in lines)
    return frozenset(re.findall(r"[\w']+", re.sub(r"\{.*?\}", " ", lines)))


@cache
def _times() -> frozenset[str]:
    return _listed(_TIMES) | _OF_TIMES | {"the", "of", "a", "an", "in", "at", "on", "and", "to"}


def _listed(rules: tuple[str, ...]) -> frozenset[str]:
    """The words of rules, but the small ones."""
    lines = " ".join(line for rule in rules for line in fillers()[rule])
    return frozenset(re.findall(r"[\w']+", re.sub(r"\{.*?\}", " ", lines))) - _SMALL
