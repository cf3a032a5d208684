"""Questions about facts, answered in a sentence or two, or honestly not. Pure.

"Where did I live in May", "what's my sister's name", "who is Anna", "when is the interview".
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from voice_os.memory import Fact, answering
from voice_os.memory.about import Answer
from voice_os.memory.dates import Period, part
from voice_os.memory.relations import EVENTS, PARTNERS, RELATIONS

_NOW = (
    r" (?:now|right now|at the moment|today|these days|then|back then|before|before (?:that|then)"
    r"|previously)$"
)


def answer(question: str, known: Sequence[Fact], now: datetime) -> Answer | None:
    """Answer a question about facts; None where it is none that is understood here."""
    plain, period = _understood(question, now)
    for form, respond in _compiled():
        if match := form.fullmatch(plain):
            return respond(answering.Asked(match, period, known, now))
    return None


def is_about_life(question: str, now: datetime) -> bool:
    """Whether a question can only be about the person's own life, whatever is known of it.

    "Where do I live" and "when is my sister's birthday" are; "who is Napoleon" need not be.
    """
    if not is_understood(question, now):
        return False
    plain, _ = _understood(question, now)
    return bool(re.search(_OWN, plain) or re.fullmatch(_SOMEBODY_S, plain))


def is_understood(question: str, now: datetime) -> bool:
    """Whether a question is one that `answer` answers, if only that it is not known."""
    plain, _ = _understood(question, now)
    return any(form.fullmatch(plain) for form, _ in _compiled())


_OWN = (
    rf"\b(?:i|we|me)\b|\b(?:my|our) (?:\w+ )?(?:{'|'.join(sorted(RELATIONS | set(EVENTS)))})"
    r"|\b(?:my|our) (?:name|birthday|job|home|address|employer|plans|favou?rite|trip|move)"
    rf"|^when is the (?:\w+ )?(?:{'|'.join(EVENTS)})$"
)
_SOMEBODY_S = (
    r"(?:where|what|who|since when|when) (?:does|did) \w+ (?:live|work|like|love|hate|study|drive)"
    r"(?: for| at)?|(?:when|what) is \w+'s (?:birthday|favou?rite \w+)"
)


_ONCE_CALLED = r"^(what was (?:my|our) .+?) called (?:before|previously|in the past)$"
_INDIRECT = r"^(what|when|who|where) ((?:my|our) .+|i) (is|was|am|are)$"


def _understood(question: str, now: datetime) -> tuple[str, Period | None]:
    """A question in the words of the forms, and the time that it asks about."""
    words = " ".join(question.lower().replace("’", "'").strip(" ?.!").split())
    words = re.sub(r"\b(who|what|where|when)'s\b", r"\1 is", words)
    words = re.sub(r"^(?:tell me|do you (?:know|remember)|can you tell me) ", "", words)
    words = re.sub(_INDIRECT, r"\1 \3 \2", words)
    words = re.sub(_ONCE_CALLED, r"\1 once called", words)
    dated = part(words, now)
    period = Period(dated.since, dated.until or now) if dated.since else dated.on
    return re.sub(_NOW, "", dated.words), period


def _questions() -> Iterator[tuple[str, answering.Answering]]:
    """The forms of questions, in plain lower case, and what answers each."""
    is_, do = r"(?:am|is|are|was|were)", r"(?:do|does|did)"
    name = r"(?!(?:i|we|you|they|it|my|our|your)\b)[\w'-]+(?: [\w'-]+)?"
    one = rf"(?P<who>i|we|(?:my|our) [\w ]+?|{name})"
    ones = r"(?:my|our|(?P<who>(?:my|our) [\w ]+?|[\w -]+?)'s)"
    yield from _whether(do, is_, one)
    yield rf"where (?:{do} )?{one} (?:lives?|use to live|used to live)", answering.state("home")
    yield (
        rf"(?:where|in which (?:city|town|country)) {is_} {one} (?:living|at home)",
        answering.state("home"),
    )
    yield rf"what (?:is|was) {ones} (?:address|home ?town|home)", answering.state("home")
    yield (
        rf"(?:where|who) (?:{do} )?{one} (?:use to |used to )?works?(?: for| at)?",
        answering.state("employer"),
    )
    yield rf"where {is_} {one} working", answering.state("employer")
    yield rf"(?:who|what) (?:is|was) {ones} employer", answering.state("employer")
    yield rf"what {do} {one} do(?: for a living| for work)?", answering.state("job")
    yield rf"what (?:is|was) {ones} (?:job|profession|occupation|work)", answering.state("job")
    yield rf"where {is_} {one} (?:originally )?from", answering.state("origin")
    yield rf"when (?:is|was) {ones} birthday", answering.state("birthday")
    yield rf"when was {one} born", answering.state("birthday")
    yield r"what (?:is|was|are|were) (?P<who>my)(?: own)? name", answering.called
    yield (
        r"what (?:is|was|are|were) (?P<who>(?:my|our) [\w ]+?)(?:'s|s')? (?:names?|called)",
        answering.called,
    )
    yield r"what (?:is|was) the name of (?P<who>(?:my|our) [\w ]+)", answering.called
    yield r"(?:what|who) am (?P<who>i)(?: called)?", answering.called
    yield rf"what (?:is|was) {ones} favou?rite (?P<what>[\w ]+)", answering.favourite
    yield rf"what {do} {one} (?:like|love|enjoy)", answering.state("likes")
    yield rf"what {do} {one} (?:dislike|hate)", answering.state("dislikes")
    yield rf"what (?:don't|doesn't) {one} like", answering.state("dislikes")
    yield (
        rf"{do} {one} (?:still )?(?P<verb>like|love|enjoy|hate|dislike) (?P<thing>.+)",
        answering.likes,
    )
    yield rf"what {is_} {one} allergic to", answering.state("allergy")
    yield (
        rf"{is_} {one} (?:still )?(?:an? )?(?:vegetarian|vegan|pescatarian)",
        answering.state("diet"),
    )
    yield rf"(?:what|which) languages? {do} {one} speak", answering.state("languages")
    yield rf"what {do} {one} study", answering.state("studies")
    yield rf"(?:what|which) (?:car )?{do} {one} drive", answering.state("car")
    since = r"(?:since when|how long)"
    verb = r"(?:been )?(?P<verb>lived?|living|worked?|working)"
    where = r"(?: (?:in|at|for) (?P<value>.+))?"
    yield rf"{since} (?:have|has|do|does) {one} {verb}{where}", answering.since_when
    yield rf"when did {one} (?P<verb>move) to (?P<value>.+)", answering.began
    verb = r"(?P<verb>start)(?: working| a job| my job)?"
    yield rf"when did {one} {verb} (?:at|for|with) (?P<value>.+)", answering.began
    yield (
        r"what (?:are my plans|have i got planned|do i have planned|is coming up)",
        answering.plans,
    )
    yield r"when (?:is|was|are) (?P<event>(?:my|our|the|[\w]+'s) [\w ]+)", answering.event
    yield rf"who (?:is|was|are) {one}", answering.who_is


def _whether(do: str, is_: str, one: str) -> Iterator[tuple[str, answering.Answering]]:
    """The forms of questions whether something is so, and of what was before it."""
    value, lovers = "(?P<value>(?!you$|me$).+)", "|".join(PARTNERS)
    together = r"(?:with|dating|seeing|married to|engaged to|together with|going out with)"
    yield rf"{do} {one} (?:still )?live in {value}", answering.confirm("home")
    yield rf"{is_} {one} (?:still )?(?:living|based) in {value}", answering.confirm("home")
    yield (
        rf"(?:what|which) (?:city|town|country|place|village) {do} {one} live in",
        answering.state("home"),
    )
    yield rf"where {do} {one} live before {value}", answering.what_before("home")
    yield rf"{do} {one} (?:still )?work (?:at|for) {value}", answering.confirm("employer")
    yield rf"{is_} {one} (?:still )?working (?:at|for) {value}", answering.confirm("employer")
    yield rf"where {do} {one} work before {value}", answering.what_before("employer")
    yield rf"(?:am|was) (?:i|we) (?:still )?{together} {value}", answering.confirm("partner")
    yield rf"(?:is|was) (?P<value>[\w'-]+) (?:still )?my (?:{lovers})", answering.confirm("partner")
    yield rf"who (?:am|was) i (?:still )?{together}", answering.state("partner")
    yield rf"do i (?:still )?have an? (?:{lovers})", answering.state("partner")
    yield (
        r"am i (?:still )?(?:single|in a relationship|married|engaged)",
        answering.state("partner"),
    )
    yield (
        r"what (?:is|was) (?P<who>(?:my|our) [\w ]+?)'s (?:old|former|previous|first) name",
        answering.once_called,
    )
    yield (
        r"what was (?P<who>(?:my|our) [\w ]+?) (?:once|formerly|originally) called",
        answering.once_called,
    )


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], answering.Answering], ...]:
    return tuple((re.compile(form), respond) for form, respond in _questions())
