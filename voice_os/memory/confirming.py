"""Whether something is so, or was: "do I still live in Leeds", "am I still with Sam". Pure."""

from collections.abc import Sequence
from datetime import datetime

from voice_os.memory import Fact
from voice_os.memory.about import Answer
from voice_os.memory.dates import Period
from voice_os.memory.facts import YOU, as_of, begin, history, holds, name_of
from voice_os.memory.telling import may_have_changed, sentence


def confirmed(
    known: Sequence[Fact],
    subject: str,
    attributes: Sequence[str],
    value: str,
    now: datetime,
    when: Period | None = None,
) -> Answer | None:
    """Whether one of the attributes of somebody has a value, or had it then; None: who knows.

    The first of the attributes is the one that is asked for; another one says the opposite.
    """
    told = [fact for one in attributes for fact in history(known, subject, one)]
    alike = [fact for fact in told if _is_called(fact, value, known)]
    if when is not None:
        then = [f for f in alike if begin(f) < when.end and (not f.until or f.until > when.start)]
        return _answer("Yes", then[-1], attributes, known, now, then=True) if then else None
    held = [fact for fact in alike if holds(fact, now)]
    if held:
        return _answer("Yes", held[0], attributes, known, now)
    instead = as_of(known, subject, attributes[0], now)
    if alike:
        shown = [fact for fact in instead if not fact.several] or [alike[-1]]
        return Answer(f"Not any more. {sentence(shown[-1], known, now)}", (shown[-1],))
    if instead and not instead[0].several:
        return Answer(f"Not that I know. {sentence(instead[0], known, now)}", (instead[0],))
    return None


def _is_called(fact: Fact, value: str, known: Sequence[Fact]) -> bool:
    names = (fact.value, name_of(known, fact.value))
    return value.lower() in (name.lower() for name in names)


def _answer(
    lead: str,
    fact: Fact,
    attributes: Sequence[str],
    known: Sequence[Fact],
    now: datetime,
    *,
    then: bool = False,
) -> Answer:
    told = sentence(fact, known, now, then=then)
    if not then and may_have_changed(fact, known, now):
        return Answer(told, (fact,))
    lead = lead if fact.attribute == attributes[0] else "No"
    return Answer(
        f"{lead}: {told[0].lower() + told[1:] if told.startswith('You') else told}", (fact,)
    )


def before(
    known: Sequence[Fact], attribute: str, value: str, now: datetime, subject: str = YOU
) -> Answer | None:
    """What an attribute was before it was a value: "where did I live before York"."""
    told = [fact for fact in history(known, subject, attribute) if begin(fact) <= now]
    names = [fact.value.lower() for fact in told]
    place = names.index(value.lower()) if value.lower() in names else 0
    if not place:
        return None
    return Answer(sentence(told[place - 1], known, now, then=True), (told[place - 1],))
