"""Questions about facts, answered in a sentence or two, or honestly not. Pure.

"Where did I live in May", "what's my sister's name", "who is Anna", "when is the interview".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from voice_os.memory import Fact
from voice_os.memory.about import Answer, about, is_over, who
from voice_os.memory.confirming import before, confirmed
from voice_os.memory.dates import Period, part
from voice_os.memory.facts import NAME, YOU, as_of, begin, changes, history, holds, name_of
from voice_os.memory.relations import EVENTS, PARTNERS, RELATIONS, relation
from voice_os.memory.telling import (
    date_of,
    may_have_changed,
    moment,
    sentence,
    since_said,
    unknown,
    whose,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was understood: what its form matched, about when, and of what is known."""

    match: re.Match[str]
    when: Period | None
    known: Sequence[Fact]
    now: datetime

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return who(self.match.groupdict().get("who") or "i", self.known)

    @property
    def past(self) -> bool:
        """Whether it asks for what was."""
        return bool(re.search(r"\b(?:did|was|were|used|had)\b", self.match.string))


Answering: TypeAlias = Callable[[Asked], Answer]

_NOW = (
    r" (?:now|right now|at the moment|today|these days|then|back then|before|before (?:that|then)"
    r"|previously)$"
)


def answer(question: str, known: Sequence[Fact], now: datetime) -> Answer | None:
    """Answer a question about facts; None where it is none that is understood here."""
    plain, period = _understood(question, now)
    for form, respond in _compiled():
        if match := form.fullmatch(plain):
            return respond(Asked(match, period, known, now))
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


def _state(attribute: str) -> Answering:
    """Answer with what an attribute is, or was."""

    def respond(asked: Asked) -> Answer:
        return _value(asked, asked.subject, attribute)

    return respond


def _value(asked: Asked, subject: str, attribute: str) -> Answer:
    known, now = asked.known, asked.now
    all_of = [f for f in history(known, subject, attribute) if begin(f) <= now]
    if when := asked.when:
        found = [f for f in all_of if begin(f) < when.end and (not f.until or f.until > when.start)]
        found = [f for f in found if not f.until or begin(f) < f.until] or _until(all_of, when)
        then = when.end <= now
    else:
        found = as_of(known, subject, attribute, now)
        then = False
        if asked.past:
            found, then = [f for f in all_of if f not in found][-1:] or found, True
    shown = name_of(known, subject, now)
    if found:
        return Answer(" ".join(sentence(f, known, now, then=then) for f in found), tuple(found))
    said = unknown(shown, attribute, past=bool(asked.when) or asked.past)
    if asked.when or not all_of:
        return Answer(f"{said}{' then' if asked.when else ''}.")
    last = all_of[-1]
    since = [f for f in changes(known, last) if f.told and last.until and f.told >= last.until]
    said_since = f" {since_said(since, now)}" if since else ""
    return Answer(f"{said} now. {sentence(last, known, now)}{said_since}")


def _until(all_of: Sequence[Fact], when: Period) -> list[Fact]:
    """What a later date ended of which only that is known: it was so before, who knows how long."""
    dated = [f for f in all_of if not f.since and f.until and f.told]
    return [f for f in dated if f.until and f.told and when.start < f.until < f.told][:1]


def _called(asked: Asked) -> Answer:
    """What somebody is, or was, called: one's own name, "my sister", "my brothers"."""
    words = asked.match["who"]
    kind = relation(re.sub(r"^(?:my|our) ", "", words))
    plural = relation(kind.removesuffix("s"))
    kind = kind if kind in RELATIONS or plural not in RELATIONS else plural
    if words in ("i", "my"):
        return _value(asked, YOU, NAME)
    if kind not in RELATIONS:
        return Answer(f"I don't know {whose(words)} name.")
    at = asked.when.start if asked.when else asked.now
    found = as_of(asked.known, YOU, kind, at)
    if not found:
        return _value(asked, YOU, kind)
    if not asked.when and any(may_have_changed(f, asked.known, asked.now) for f in found):
        return Answer(" ".join(sentence(f, asked.known, asked.now) for f in found), tuple(found))
    names = [name_of(asked.known, f.value, at) for f in reversed(found)]
    be = "was" if asked.when and asked.when.end <= asked.now else "is"
    verb = be if len(names) == 1 else {"is": "are", "was": "were"}[be]
    several = "s" if len(names) > 1 else ""
    return Answer(f"Your {kind}{several} {verb} called {_listed(names)}.", tuple(found))


def _who_is(asked: Asked) -> Answer:
    words = asked.match["who"]
    kind = relation(re.sub(r"^(?:my|our) (?:new )?", "", words))
    if re.match(r"(?:my|our) ", words) and kind in RELATIONS:
        return _value(asked, YOU, kind)
    return about(words, asked.known, asked.now)


def _likes(asked: Asked) -> Answer:
    """Whether somebody likes something: "do I like coffee"."""
    subject, thing = asked.subject, asked.match["thing"]
    both = ("likes", "dislikes")
    both = both[::-1] if asked.match["verb"] in ("hate", "dislike") else both
    if found := confirmed(asked.known, subject, both, thing, asked.now, asked.when):
        return found
    shown = name_of(asked.known, subject, asked.now)
    verb = "you like" if subject == YOU else f"{shown} likes"
    return Answer(f"I don't know whether {verb} {thing}{' then' if asked.when else ''}.")


def _confirm(attribute: str) -> Answering:
    """Answer whether an attribute has a value: "do I still live in Leeds"."""

    def respond(asked: Asked) -> Answer:
        subject, value = asked.subject, asked.match["value"]
        found = confirmed(asked.known, subject, (attribute,), value, asked.now, asked.when)
        return found or _value(asked, subject, attribute)

    return respond


def _before(attribute: str) -> Answering:
    """Answer with what an attribute was before it had a value."""

    def respond(asked: Asked) -> Answer:
        found = before(asked.known, attribute, asked.match["value"], asked.now, asked.subject)
        return found or Answer("I don't know that.")

    return respond


def _once_called(asked: Asked) -> Answer:
    """What somebody was called before they had the name that they have."""
    kind = relation(re.sub(r"^(?:my|our) ", "", asked.match["who"]))
    for fact in as_of(asked.known, YOU, kind, asked.now):
        if names := history(asked.known, fact.value, NAME):
            earlier = name_of(asked.known, fact.value, begin(names[-1]) - timedelta(seconds=1))
            return Answer(f"Your {kind} was called {earlier} before.", (fact,))
    return _called(asked)


def _since(asked: Asked) -> Answer:
    """Since when something is so: "since when do I live in Oslo"."""
    attribute = "home" if asked.match["verb"].startswith("liv") else "employer"
    found = as_of(asked.known, asked.subject, attribute, asked.now)
    named = asked.match.groupdict().get("value")
    if not found or (named and named != found[0].value.lower()):
        return _value(asked, asked.subject, attribute)
    fact = found[0]
    told = sentence(fact, asked.known, asked.now)
    if fact.since or not fact.told:
        return Answer(told if fact.since else f"{told} I don't know since when.", (fact,))
    return Answer(f"{told} I know of it since {moment(fact.told, asked.now)}.", (fact,))


def _began(asked: Asked) -> Answer:
    """When something became so: "when did I move to Oslo"."""
    attribute = "home" if asked.match["verb"] == "move" else "employer"
    named = asked.match["value"]
    found = [f for f in history(asked.known, asked.subject, attribute) if f.value.lower() == named]
    if not found:
        return Answer(f"I don't know that. {_value(asked, asked.subject, attribute).text}")
    fact = found[-1]
    if not fact.since:
        return Answer(f"{sentence(fact, asked.known, asked.now)} I don't know since when.", (fact,))
    return Answer(sentence(fact, asked.known, asked.now), (fact,))


def _event(asked: Asked) -> Answer:
    """The day of an occasion: "when is my interview"."""
    event = re.sub(r"^(?:my|our|the) ", "", asked.match["event"])
    wanted = {f"the {event}", event}
    found = [f for f in asked.known if f.attribute == "date" and f.subject.lower() in wanted]
    found = [f for f in found if holds(f, asked.now)]
    if not found:
        found = [f for f in asked.known if f.attribute == "date" and event in f.subject.lower()]
        found = [f for f in found if holds(f, asked.now)]
    if not found:
        return Answer(f"I don't know when the {event} is.")
    return Answer(sentence(found[-1], asked.known, asked.now), (found[-1],))


def _plans(asked: Asked) -> Answer:
    dated = [(date_of(f, asked.now), f) for f in asked.known if f.attribute == "date"]
    ahead = [
        (date, f) for date, f in dated if date and holds(f, asked.now) and not is_over(f, asked.now)
    ]
    if not ahead:
        return Answer("I don't know of any plans.")
    facts = [f for _, f in sorted(ahead, key=lambda one: one[0])]
    return Answer(" ".join(sentence(f, asked.known, asked.now) for f in facts), tuple(facts))


def _favourite(asked: Asked) -> Answer:
    what = asked.match["what"].replace("color", "colour").replace("movie", "film")
    return _value(asked, asked.subject, f"favourite {what}")


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _questions() -> Iterator[tuple[str, Answering]]:
    """The forms of questions, in plain lower case, and what answers each."""
    is_, do = r"(?:am|is|are|was|were)", r"(?:do|does|did)"
    name = r"(?!(?:i|we|you|they|it|my|our|your)\b)[\w'-]+(?: [\w'-]+)?"
    one = rf"(?P<who>i|we|(?:my|our) [\w ]+?|{name})"
    ones = r"(?:my|our|(?P<who>(?:my|our) [\w ]+?|[\w -]+?)'s)"
    yield from _whether(do, is_, one)
    yield rf"where (?:{do} )?{one} (?:lives?|use to live|used to live)", _state("home")
    yield (
        rf"(?:where|in which (?:city|town|country)) {is_} {one} (?:living|at home)",
        _state("home"),
    )
    yield rf"what (?:is|was) {ones} (?:address|home ?town|home)", _state("home")
    yield (
        rf"(?:where|who) (?:{do} )?{one} (?:use to |used to )?works?(?: for| at)?",
        _state("employer"),
    )
    yield rf"where {is_} {one} working", _state("employer")
    yield rf"(?:who|what) (?:is|was) {ones} employer", _state("employer")
    yield rf"what {do} {one} do(?: for a living| for work)?", _state("job")
    yield rf"what (?:is|was) {ones} (?:job|profession|occupation|work)", _state("job")
    yield rf"where {is_} {one} (?:originally )?from", _state("origin")
    yield rf"when (?:is|was) {ones} birthday", _state("birthday")
    yield rf"when was {one} born", _state("birthday")
    yield r"what (?:is|was|are|were) (?P<who>my)(?: own)? name", _called
    yield (
        r"what (?:is|was|are|were) (?P<who>(?:my|our) [\w ]+?)(?:'s|s')? (?:names?|called)",
        _called,
    )
    yield r"what (?:is|was) the name of (?P<who>(?:my|our) [\w ]+)", _called
    yield r"(?:what|who) am (?P<who>i)(?: called)?", _called
    yield rf"what (?:is|was) {ones} favou?rite (?P<what>[\w ]+)", _favourite
    yield rf"what {do} {one} (?:like|love|enjoy)", _state("likes")
    yield rf"what {do} {one} (?:dislike|hate)", _state("dislikes")
    yield rf"what (?:don't|doesn't) {one} like", _state("dislikes")
    yield (
        rf"{do} {one} (?:still )?(?P<verb>like|love|enjoy|hate|dislike) (?P<thing>.+)",
        _likes,
    )
    yield rf"what {is_} {one} allergic to", _state("allergy")
    yield rf"{is_} {one} (?:still )?(?:an? )?(?:vegetarian|vegan|pescatarian)", _state("diet")
    yield rf"(?:what|which) languages? {do} {one} speak", _state("languages")
    yield rf"what {do} {one} study", _state("studies")
    yield rf"(?:what|which) (?:car )?{do} {one} drive", _state("car")
    since = r"(?:since when|how long)"
    verb = r"(?:been )?(?P<verb>lived?|living|worked?|working)"
    where = r"(?: (?:in|at|for) (?P<value>.+))?"
    yield rf"{since} (?:have|has|do|does) {one} {verb}{where}", _since
    yield rf"when did {one} (?P<verb>move) to (?P<value>.+)", _began
    verb = r"(?P<verb>start)(?: working| a job| my job)?"
    yield rf"when did {one} {verb} (?:at|for|with) (?P<value>.+)", _began
    yield r"what (?:are my plans|have i got planned|do i have planned|is coming up)", _plans
    yield r"when (?:is|was|are) (?P<event>(?:my|our|the|[\w]+'s) [\w ]+)", _event
    yield rf"who (?:is|was|are) {one}", _who_is


def _whether(do: str, is_: str, one: str) -> Iterator[tuple[str, Answering]]:
    """The forms of questions whether something is so, and of what was before it."""
    value, lovers = "(?P<value>(?!you$|me$).+)", "|".join(PARTNERS)
    together = r"(?:with|dating|seeing|married to|engaged to|together with|going out with)"
    yield rf"{do} {one} (?:still )?live in {value}", _confirm("home")
    yield rf"{is_} {one} (?:still )?(?:living|based) in {value}", _confirm("home")
    yield rf"(?:what|which) (?:city|town|country|place|village) {do} {one} live in", _state("home")
    yield rf"where {do} {one} live before {value}", _before("home")
    yield rf"{do} {one} (?:still )?work (?:at|for) {value}", _confirm("employer")
    yield rf"{is_} {one} (?:still )?working (?:at|for) {value}", _confirm("employer")
    yield rf"where {do} {one} work before {value}", _before("employer")
    yield rf"(?:am|was) (?:i|we) (?:still )?{together} {value}", _confirm("partner")
    yield rf"(?:is|was) (?P<value>[\w'-]+) (?:still )?my (?:{lovers})", _confirm("partner")
    yield rf"who (?:am|was) i (?:still )?{together}", _state("partner")
    yield rf"do i (?:still )?have an? (?:{lovers})", _state("partner")
    yield r"am i (?:still )?(?:single|in a relationship|married|engaged)", _state("partner")
    yield (
        r"what (?:is|was) (?P<who>(?:my|our) [\w ]+?)'s (?:old|former|previous|first) name",
        _once_called,
    )
    yield r"what was (?P<who>(?:my|our) [\w ]+?) (?:once|formerly|originally) called", _once_called


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Answering], ...]:
    return tuple((re.compile(form), respond) for form, respond in _questions())
