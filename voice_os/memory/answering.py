"""How a question about facts is answered, once it is understood: a function for each kind. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from voice_os.memory import Fact
from voice_os.memory.about import Answer, about, is_over, who
from voice_os.memory.confirming import before, confirmed
from voice_os.memory.dates import Period
from voice_os.memory.facts import NAME, YOU, as_of, begin, changes, history, holds, name_of
from voice_os.memory.relations import RELATIONS, relation
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


def state(attribute: str) -> Answering:
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


def called(asked: Asked) -> Answer:
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


def who_is(asked: Asked) -> Answer:
    """Who somebody is: what is known of them."""
    words = asked.match["who"]
    kind = relation(re.sub(r"^(?:my|our) (?:new )?", "", words))
    if re.match(r"(?:my|our) ", words) and kind in RELATIONS:
        return _value(asked, YOU, kind)
    return about(words, asked.known, asked.now)


def likes(asked: Asked) -> Answer:
    """Whether somebody likes something: "do I like coffee"."""
    subject, thing = asked.subject, asked.match["thing"]
    both = ("likes", "dislikes")
    both = both[::-1] if asked.match["verb"] in ("hate", "dislike") else both
    if found := confirmed(asked.known, subject, both, thing, asked.now, asked.when):
        return found
    shown = name_of(asked.known, subject, asked.now)
    verb = "you like" if subject == YOU else f"{shown} likes"
    return Answer(f"I don't know whether {verb} {thing}{' then' if asked.when else ''}.")


def confirm(attribute: str) -> Answering:
    """Answer whether an attribute has a value: "do I still live in Leeds"."""

    def respond(asked: Asked) -> Answer:
        subject, value = asked.subject, asked.match["value"]
        found = confirmed(asked.known, subject, (attribute,), value, asked.now, asked.when)
        return found or _value(asked, subject, attribute)

    return respond


def what_before(attribute: str) -> Answering:
    """Answer with what an attribute was before it had a value."""

    def respond(asked: Asked) -> Answer:
        found = before(asked.known, attribute, asked.match["value"], asked.now, asked.subject)
        return found or Answer("I don't know that.")

    return respond


def once_called(asked: Asked) -> Answer:
    """What somebody was called before they had the name that they have."""
    kind = relation(re.sub(r"^(?:my|our) ", "", asked.match["who"]))
    for fact in as_of(asked.known, YOU, kind, asked.now):
        if names := history(asked.known, fact.value, NAME):
            earlier = name_of(asked.known, fact.value, begin(names[-1]) - timedelta(seconds=1))
            return Answer(f"Your {kind} was called {earlier} before.", (fact,))
    return called(asked)


def since_when(asked: Asked) -> Answer:
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


def began(asked: Asked) -> Answer:
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


def event(asked: Asked) -> Answer:
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


def plans(asked: Asked) -> Answer:
    """What is ahead, the next first."""
    dated = [(date_of(f, asked.now), f) for f in asked.known if f.attribute == "date"]
    ahead = [
        (date, f) for date, f in dated if date and holds(f, asked.now) and not is_over(f, asked.now)
    ]
    if not ahead:
        return Answer("I don't know of any plans.")
    facts = [f for _, f in sorted(ahead, key=lambda one: one[0])]
    return Answer(" ".join(sentence(f, asked.known, asked.now) for f in facts), tuple(facts))


def favourite(asked: Asked) -> Answer:
    """What somebody likes best of a kind."""
    what = asked.match["what"].replace("color", "colour").replace("movie", "film")
    return _value(asked, asked.subject, f"favourite {what}")


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
