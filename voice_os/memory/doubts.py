"""What words put an end to that no rule understands: "We gave Jerry away", "They let me go".

A rule knows how one thing is said; people say it in a hundred ways. So what is known is taken to be
over, and what came after it to be unknown, where a plain statement names it beside a word of ending
or tells of a change in its place: better she says that she does not know than that she tells what
was. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from voice_os.memory import Fact, Turn
from voice_os.memory.asserted import clauses
from voice_os.memory.dates import part
from voice_os.memory.exchanges import exchanged
from voice_os.memory.facts import YOU, called, learn, name_of
from voice_os.memory.hints import hints
from voice_os.memory.mentioned import mentioned
from voice_os.memory.relations import PARTNERS, PETS, RELATIONS
from voice_os.memory.rules import facts_in

_ENDED = r"no longer|any ?more|any longer|used to|done with|through with|over with|given up|gave up"
_LEFT = r"left(?! \w+(?: \w+)? (?:early|late|at|today|around|for)\b)|leaving"
_GONE = r"died|passed away|put (?:down|to sleep)|ran away|run away|buried"
_SOLD = r"sold|sell|gave \w+(?: \w+)? away|giv(?:e|en) \w+(?: \w+)? away|got rid of|traded|swapped"

_BESIDE = {
    "home": rf"{_ENDED}|{_LEFT}|moved (?:away from|out of|on from)|said goodbye to",
    "employer": (
        rf"{_ENDED}|{_LEFT}|quit|resigned|fired|wasn't for me|didn't work out|dropped|last day"
        r"|bankrupt|closed down|shut down|went under|lost (?:my|our) jobs?"
    ),
    "job": rf"{_ENDED}|quit|stopped|finished|retired",
    "partner": (
        rf"{_ENDED}|{_GONE}|left (?:me|us)|split(?! the)|broken? up|broke up|divorc\w+|separat\w+"
        r"|ex|over|dumped|ditched|called it quits|just friends|moved out|finished|walked out"
        r"|ended (?:it|things)|didn't work out|cheated|(?:kicked|threw) \w+ out|history"
        r"|br(?:o|ea)ke? (?:it )?off|broken off|(?:on|taking) a break"
    ),
    "studies": rf"{_ENDED}|quit|dropped|finished|graduated|failed|switched from|degree|diploma",
    "likes": (
        rf"{_ENDED}|stopped|switched from|swapped|enough of|sick of|tired of|fed up|gone off"
        r"|not into|can't (?:stand|bear)|over it|bored|lost (?:interest|(?:the|my) taste)"
        r"|disgusts?|put me off|makes me sick|changed my mind"
    ),
    "dislikes": (
        rf"{_ENDED}|love|come to|grown|learn(?:ed|t) to|started to|not so bad|changed my mind"
    ),
    "allergy": rf"{_ENDED}|grown out|outgrown|cured",
    "diet": rf"{_ENDED}|quit|stopped|eat(?:ing)? meat|switched",
    "car": rf"{_ENDED}|{_SOLD}|wrote off|written off|crashed|totall?ed|broke down|stolen|scrapped",
    "languages": rf"{_ENDED}|forgotten",
}
"""Words that end what is named beside them, by attribute."""

_OF_PEOPLE = rf"{_ENDED}|{_GONE}|ex|fell out|not (?:my|our)|former|moved out"
_OF_ANIMALS = rf"{_ENDED}|{_GONE}|{_SOLD}|rehomed|new home for"

_INSTEAD = {
    "home": (
        r"(?:live|living) (?:here|there) any ?more|went to live in|upped sticks|address is"
        r"|(?:moved|relocated|settled|emigrated|transferred)\b"
        r"(?! (?:in|into|on|it|the|my|our|by)\b)"
        r"|rent(?:ing)? an? \w+ in|bought an? (?:house|flat|home|place|apartment)|own place"
        r"|(?:new|another) (?:house|flat|home|place|apartment) in|living there"
    ),
    "employer": (
        r"work (?:here|there) any ?more|new (?:job|employer)|joined [A-Z]\w+|freelanc\w+"
        r"|(?:changed|switched) jobs|self-employed"
        r"|own (?:company|business|firm)|let me go|sacked|fired|laid off|redundant|retired"
        r"|unemployed|between jobs|out of work|resigned|started at"
    ),
    "job": (
        r"promoted|changed careers?|new (?:job|role|position|career)|retired|retrained"
        r"|(?:i|i've|i have) (?:[\w ]+ )?bec[ao]me an?"
    ),
    "partner": r"divorced?|single again|widow(?:ed|er)?|called it quits",
    "studies": r"switched to|changed my (?:major|course|degree)|graduated|dropped out|finished my",
    "car": r"(?:new|another) car|sold my car|bought a car",
}
"""Words that put something else, whatever it is, in the place of what is known."""

_CALLED_OFF = (
    r"cancel\w*|called off|moved?|postponed|pushed|put off|re(?:scheduled|booked)|brought|instead"
    r"|changed|delayed|shifted|not happening"
)
_ANY = "|".join(
    [*_BESIDE.values(), _OF_PEOPLE, _OF_ANIMALS, *_INSTEAD.values(), _CALLED_OFF, r"new \w+"]
)
"""All of these words: most clauses have none, and need no look at what is known."""

_I = re.compile(r"\b(?:i|i'm|i've|we|we're|we've|my|our|me|us)\b", re.IGNORECASE)
_OTHERS = re.compile(
    rf"^(?:(?:my|our) (?:\w+ )?(?:{'|'.join(sorted(RELATIONS))})|she|he)\b", re.IGNORECASE
)


def taken_in(known: Sequence[Fact], turn: Turn, before: Sequence[Turn] = ()) -> list[Fact]:
    """What a turn of the person tells for certain, and then the ends that it puts to what is known.

    All are to be learnt, in order.
    """
    told = facts_in(turn, before)
    if turn.speaker == YOU:
        plain = [clause.replace("’", "'") for clause in clauses(turn.text)]
        told += [fact for clause in plain for fact in exchanged(known, clause, turn)]
    after = list(known)
    for fact in told:
        after = learn(after, fact)
    # What a rule made something of was understood.
    understood = {(called(known, fact.subject), fact.attribute) for fact in told}
    ended = [
        fact for fact in doubted(known, turn) if (fact.subject, fact.attribute) not in understood
    ]
    ended = [fact for fact in ended if any(_is_open(k, fact) for k in after)]
    if turn.speaker != YOU:
        return told
    return [*told, *ended, *hints(known, turn, understood)]


def doubted(known: Sequence[Fact], turn: Turn) -> Iterator[Fact]:
    """The ends that a turn of the person puts to what is known."""
    if turn.speaker != YOU:
        return
    for clause in clauses(turn.text):
        plain = clause.replace("’", "'")
        if not _says(_ANY, plain):
            continue
        dated = part(plain, turn.at)
        until = dated.on.start if dated.on else dated.since or turn.at
        for fact in mentioned(known, plain):
            if _is_over(fact, known, plain):
                ids = (turn.id,)
                end = min(until, turn.at)
                yield Fact(
                    *(fact.subject, fact.attribute, fact.value, None, end, ids, fact.several),
                    told=turn.at,
                )


def _is_over(fact: Fact, known: Sequence[Fact], clause: str) -> bool:
    """Whether a clause says that a fact is so no more."""
    if fact.attribute == "date":
        event = fact.subject.split()[-1]
        return _says(re.escape(event), clause) and _says(_CALLED_OFF, clause)
    favourite = rf"{_ENDED}|changed" if fact.attribute.startswith("favourite ") else None
    beside = _BESIDE.get(fact.attribute, favourite)
    if beside is None and fact.attribute not in RELATIONS:
        return False
    is_own = fact.subject == YOU and fact.attribute in RELATIONS
    named = _says(re.escape(name_of(known, fact.value) if is_own else fact.value), clause)
    if is_own and (named or (not fact.several and _says(_mine(fact.attribute), clause))):
        kind = _OF_ANIMALS if fact.attribute in PETS else _OF_PEOPLE
        if _says(beside or kind, clause):
            return True
    if fact.subject == YOU:
        concerned = bool(_I.search(clause)) and (is_own or not _OTHERS.search(clause))
        concerned |= clause.startswith(fact.value)
    else:
        concerned = _says(re.escape(name_of(known, fact.subject)), clause)
    about = named or (favourite is not None and _says(rf"my {re.escape(fact.attribute)}", clause))
    if about and concerned and _says(beside or _ENDED, clause):
        return True
    instead = _INSTEAD.get(fact.attribute, "(?!)")
    if is_own:
        instead += f"|new {re.escape(fact.attribute)}"
    return concerned and not fact.several and _says(instead, clause)


def _mine(relation: str) -> str:
    """How one speaks of somebody of one's own whom there is one of."""
    words = PARTNERS if relation == "partner" else (relation,)
    return rf"(?:my|our) (?:{'|'.join(words)})"


def _says(words: str, clause: str) -> bool:
    return bool(_pattern(words).search(clause))


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)


def _is_open(known: Fact, end: Fact) -> bool:
    same = (known.subject, known.attribute, known.value) == (end.subject, end.attribute, end.value)
    return same and known.until is None
