"""What is true, and was: learning a fact beside those that are known. Pure functions.

A fact that can have one value at a time supersedes the one before it, wherever on the calendar it
belongs: "I moved to Rome in May" said after "I moved to Oslo in June" tells where one lived
between. The idea of facts with two ends and the words that they rest on is that of temporal
knowledge graphs (graphiti's `EntityEdge`).

Whom facts are about: "you" is the person; "your sister" is a sister without a name so far; else a
name, the first that was known of someone. A later one is the fact `NAME` of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voice_os.memory import Fact

YOU = "you"
"""The subject of facts about the person themselves."""

NAME = "name"
"""The attribute that says what somebody is called now."""

OPPOSITES = {"likes": "dislikes", "dislikes": "likes"}
"""Of two such attributes a value has one at a time."""

CHANGE = "change of "
"""What an attribute begins with whose value is what somebody said, which may tell of a change."""

NEWS = timedelta(days=366)
"""How long ago what began is still news: it is so now, whatever was told before without a date."""

_LOOSELY = timedelta(days=7)


def learn(known: Sequence[Fact], new: Fact) -> list[Fact]:
    """All that is known after `new` was told: what it ends is ended, what it repeats is kept once.

    A fact with an `until` and no value ends whichever held then ("I quit my job"); one that begins
    when it ends denies what may have been thought ("I don't live in Oslo"). `new` is what was said
    last; `known` may be in any order.
    """
    new = replace(new, subject=called(known, new.subject))
    if new.attribute.startswith(CHANGE):
        return [*(k for k in known if not (_same(k, new) and k.told == new.told)), new]
    known = [k for k in known if not _is_settled(k, new)]
    if not new.value:
        return _ended(known, new)
    if new.attribute == NAME and new.subject.startswith("your "):
        new = replace(new, subject=YOU, attribute=new.subject[5:], several=True)
    if opposite := OPPOSITES.get(new.attribute):
        gone = replace(new, attribute=opposite, until=begin(new))
        known = [_cut(k, gone) if _same(k, gone) and not k.until else k for k in known]
    rivals = [k for k in known if _slot(k) == _slot(new)]
    others = [k for k in known if _slot(k) != _slot(new)]
    if new.several:
        alike = [k for k in rivals if _same(k, new)]
        timeline = [k for k in rivals if not _same(k, new)] + _placed(alike, new)
    else:
        timeline = _placed(rivals, new)
    return _introduced(others + timeline, new)


def change_of(fact: Fact) -> str:
    """The attribute of what was said that may have changed a fact."""
    return CHANGE + fact.attribute + (f" {fact.value}" if fact.several else "")


def changes(known: Sequence[Fact], fact: Fact) -> list[Fact]:
    """What was said since a fact was told that may have changed it, the earliest first."""
    attribute = change_of(fact)
    found = [k for k in known if k.subject == fact.subject and k.attribute == attribute]
    return sorted(found, key=_told)


def as_of(known: Sequence[Fact], subject: str, attribute: str, when: datetime | None) -> list[Fact]:
    """What held at a time (None: at the end of all that is known), the latest begun first."""
    subject = called(known, subject)
    found = [k for k in known if (k.subject, k.attribute) == (subject, attribute)]
    found = [k for k in found if holds(k, when)]
    return sorted(found, key=begin, reverse=True)


def holds(fact: Fact, when: datetime | None) -> bool:
    """Whether a fact is known to be so at a time (None: at the end of all that is known)."""
    if when is None:
        return fact.until is None
    return begin(fact) <= when and (fact.until is None or when < fact.until)


def begin(fact: Fact) -> datetime:
    """From when on a fact is known to hold."""
    known = fact.since or min(filter(None, (fact.told, fact.until)), default=None)
    return known or datetime.min.replace(tzinfo=UTC)


def history(known: Sequence[Fact], subject: str, attribute: str) -> list[Fact]:
    """All values that something had, the earliest first."""
    subject = called(known, subject)
    found = [k for k in known if (k.subject, k.attribute) == (subject, attribute)]
    return sorted(found, key=lambda k: (begin(k), _end(k)))


def correct(known: Sequence[Fact], wrong: Fact, new: Fact) -> list[Fact]:
    """Put `new` in the place of a fact that never was so, with its dates and its sources too.

    What the wrong one had ended is open again until `new` begins.
    """
    rest = retract(known, wrong)
    since = new.since or wrong.since
    told = min(filter(None, (new.told, wrong.told)), default=None)
    sources = tuple(dict.fromkeys((*wrong.sources, *new.sources)))
    return learn(rest, replace(new, since=since, told=told, sources=sources))


def retract(known: Sequence[Fact], wrong: Fact) -> list[Fact]:
    """Take away a fact that never was so. What it had ended is open again."""
    return [
        replace(k, until=wrong.until)
        if _slot(k) == _slot(wrong) and not k.several and k.until == begin(wrong)
        else k
        for k in known
        if k != wrong
    ]


def called(known: Sequence[Fact], who: str) -> str:
    """The subject that somebody is known by: of "your sister", or of the name that they have now.

    Where one has several sisters, or none that has a name, "your sister" stays who she is.
    """
    if who == YOU:
        return who
    if who.startswith("your "):
        names = {k.value for k in known if _is_named(k, who)}
        return next(iter(names)) if len(names) == 1 else who
    for k in known:
        if k.attribute == NAME and k.value.lower() == who.lower() and k.subject != YOU:
            return k.subject
    return next((k.subject for k in known if k.subject.lower() == who.lower()), who)


def name_of(known: Sequence[Fact], subject: str, when: datetime | None = None) -> str:
    """What somebody is called now, or was at a time."""
    if subject == YOU:
        return subject
    names = as_of(known, subject, NAME, when)
    return names[0].value if names else subject


def _placed(rivals: Sequence[Fact], new: Fact) -> list[Fact]:
    """The values of one thing, one after another, with `new` among them."""
    if new.until and new.since in (None, new.until):
        return _closed(rivals, new)
    if new.until:
        return _in_order(rivals, new)
    if new.since:
        new = replace(new, since=_meant(rivals, new, new.since))
    new = replace(new, since=_still(rivals, new))
    later = any(k.since and k.since > begin(new) and not _same(k, new) for k in rivals)
    open_ = [k for k in rivals if _same(k, new) and k.until is None]
    overtaken = [k for k in rivals if _is_overtaken(k, new) and k not in open_ and not later]
    for k in overtaken:
        if _same(k, new):
            new = replace(new, sources=_sources(k, new))
    ended = [replace(k, until=begin(new)) for k in overtaken if not _same(k, new)]
    placed = _in_order([*(k for k in rivals if k not in overtaken), *ended], new)
    last = placed[-1]
    if overtaken and _same(last, new):  # what was overtaken had ended it
        return [*placed[:-1], replace(last, until=None)]
    return placed


def _in_order(rivals: Sequence[Fact], new: Fact) -> list[Fact]:
    """`rivals` by when they began, with `new` among them: each ends where the next begins."""
    order = sorted(rivals, key=_order)
    before = [k for k in order if _order(k) <= _order(new)]
    after = [k for k in order if _order(k) > _order(new)]
    last = before[-1] if before else None
    if last and _same(last, new) and _end(last) >= begin(new):
        return [*before[:-1], _joined(last, new), *after]
    if after and _same(after[0], new) and not new.until:
        new = _joined(after[0], new)
        return [*(_ending(k, begin(new)) for k in before), new, *after[1:]]
    if after and _end(new) > begin(after[0]):
        new = replace(new, until=begin(after[0]))
    if last and new.until and _end(last) > new.until:  # it went on behind "I lived there in 2019"
        after = [replace(last, since=new.until), *after]
    return [*(_ending(k, begin(new)) for k in before), new, *after]


def _meant(rivals: Sequence[Fact], new: Fact, since: datetime) -> datetime:
    """When a date that was said may be meant, at the earliest.

    Dates are said loosely: "in May" is kept as the first of May. Of that time, what was told
    before `new` was came before it.
    """
    earlier = [k for k in rivals if not _same(k, new) and _told(k) < _told(new)]
    within = [begin(k) for k in earlier if since <= begin(k) < _loose_end(since, k)]
    return max(within, default=since)


def _still(rivals: Sequence[Fact], new: Fact) -> datetime | None:
    """Since when something is so that was said to be so still, beside what began by a date.

    "I've lived in Rome for two years" is said loosely: whoever told of a move to Oslo a year and a
    half ago lived there when they told it.
    """
    if not new.since or not new.current:
        return new.since
    dated = [k for k in rivals if k.since and not k.until and not _same(k, new)]
    later = [_told(k) for k in dated if new.since < begin(k) and _told(k) <= _told(new)]
    return max(later, default=new.since)


def _is_overtaken(known: Fact, new: Fact) -> bool:
    """Whether something was told without a date, before it was told that `new` began earlier.

    "I live in Oslo", and then "I moved to Rome last week": Oslo was before, for that is news. "I
    moved to Rome in 2010" is none, and then Oslo came after, unless one lives in Rome still.
    """
    news = new.current or _told(new) - begin(new) <= NEWS
    told_as_so = known.since is None and (known.until is None or known.until >= _told(known))
    earlier = _told(known) <= _told(new) and begin(new) < begin(known)
    return news and told_as_so and earlier


def _closed(rivals: Sequence[Fact], new: Fact) -> list[Fact]:
    """`rivals` after it was said until when something was so, or that it is not so."""
    alike = [k for k in rivals if _same(k, new)]
    rest = [_cut(k, new) if k in alike and not k.until else k for k in rivals]
    return rest if alike or new.since else [*rest, new]


def _ended(known: Sequence[Fact], new: Fact) -> list[Fact]:
    """What is known after something ended whose value was not said."""
    end = new.until or _told(new)
    gone = f"your {new.attribute}" if new.subject == YOU else None
    return [
        replace(k, until=end, sources=_sources(k, new))
        if (_slot(k) == _slot(new) or k.subject == gone) and k.until is None and begin(k) <= end
        else k
        for k in known
    ]


def _introduced(known: list[Fact], new: Fact) -> list[Fact]:
    """ "My sister Anna": what was told of a sister without a name was told of Anna."""
    nameless = f"your {new.attribute}"
    if new.subject != YOU or called(known, nameless) != new.value:
        return known
    return [
        replace(k, subject=new.value) if k.subject == nameless and k.until is None else k
        for k in known
    ]


def _joined(known: Fact, new: Fact) -> Fact:
    """A fact told once more: with the earlier begin, both ends' words and all its sources."""
    begins = [d for d in (known.since, new.since) if d]
    return replace(
        known,
        since=min(begins, default=None),
        until=known.until or new.until,
        told=min(_told(known), _told(new)) if known.told and new.told else known.told or new.told,
        confirmed=_latest(known, new),
        sources=_sources(known, new),
    )


def _latest(known: Fact, new: Fact) -> datetime | None:
    """When what is told once more was last told; None where it was told at one time."""
    told = [time for time in (known.told, known.confirmed, new.told, new.confirmed) if time]
    return max(told) if len(set(told)) > 1 else None


def _is_settled(known: Fact, new: Fact) -> bool:
    """Whether it is sure from now on what `known`, which may have changed something, changed."""
    if known.subject != new.subject or not known.attribute.startswith(CHANGE):
        return False
    opposite = replace(new, attribute=OPPOSITES.get(new.attribute, new.attribute))
    slots = {change_of(new), change_of(opposite)} if new.value else {CHANGE + new.attribute}
    return _told(known) <= _told(new) and known.attribute in slots


def _cut(known: Fact, new: Fact) -> Fact:
    return replace(_ending(known, new.until or _told(new)), sources=_sources(known, new))


def _ending(known: Fact, end: datetime) -> Fact:
    return known if known.until and known.until <= end else replace(known, until=end)


def _sources(known: Fact, new: Fact) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*known.sources, *new.sources)))


def _loose_end(since: datetime, rival: Fact) -> datetime:
    """Up to when a date may be meant: a month from a first.

    A first of January may be a year's. Beside what has a date of its own it is taken as January.
    """
    if since.day == 1:
        months = 12 if since.month == 1 and rival.since is None else 1
        year, month = divmod(since.month - 1 + months, 12)
        return since.replace(year=since.year + year, month=month + 1)
    return since + _LOOSELY


def _end(fact: Fact) -> datetime:
    return fact.until or datetime.max.replace(tzinfo=UTC)


def _told(fact: Fact) -> datetime:
    return fact.told or begin(fact)


def _order(fact: Fact) -> tuple[datetime, datetime]:
    return begin(fact), _told(fact)


def _slot(fact: Fact) -> tuple[str, str]:
    return fact.subject, fact.attribute


def _same(one: Fact, other: Fact) -> bool:
    return _slot(one) == _slot(other) and one.value.casefold() == other.value.casefold()


def _is_named(fact: Fact, who: str) -> bool:
    """Whether a fact gives the name of "your sister"."""
    return fact.subject == YOU and f"your {fact.attribute}" == who and fact.until is None
