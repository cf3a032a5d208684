"""What refers to what was just said or done: "the second one", "and for ten minutes?". Pure.

What somebody else has written (the subject of a mail among the choices) is never read as words
that were said: it may fill a slot, and that is all.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voice_os.skills import Choice, Effect, Wish

Recognize = Callable[[str], Wish | None]

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACE = re.compile(
    rf"\b(?:(?:the|that|this) )?(?:(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<last>last)|number "
    rf"(?P<number>{'|'.join(_NUMBERS)}|\d+))(?: one| of them)?\b"
)
_PLAINLY = re.compile(
    r"(?:(?:please|and|then|i mean|i meant|i'd like|give me|tell me|show me|read me|read|open|play|"
    r"show|take|pick|choose|what about|how about|about|with|it is|it's) )*"
)
_COURTESY = re.compile(r"^(?:the|my|that|i mean|i meant|it is|it's) | (?:please|one)$")
_STAND_IN = "thatthing"
"""Stands in a sentence for a choice. No skill knows it, and no template has it."""

_AGAIN = re.compile(r"(?:and|what about|how about|and what about|also|another one)\b ?")
_INSTEAD = re.compile(
    r"(?:(?:no|oh|sorry|wait|actually|rather|yes but|but|please|better)\b ?)*"
    r"(?:(?:i mean|i meant|i said|make it|make that|change it to|change that to|it should be"
    r"|not|set it to|say)\b ?)*"
)
_JOINTS = re.compile(
    r"^(?:(?:for|at|on|in|to|of|by|with) )+|(?: (?:instead|rather|then|too|please))+$"
)


_CLAUSE = re.compile(
    r"\b(?:i|you|he|she|it|we|they|me|him|them|is|are|was|were|am|do|does|did|have|has|had|will|would"
    r"|can|could|should|that|what|why|how|because|when|if|never|not|way|thanks|okay|well|really)\b"
)
"""Words that make more of a phrase than a name."""

_LONGEST_NAME = 3
"""Words of the longest name."""


@dataclass(frozen=True, slots=True)
class Last:
    """What was just done, and the things that were told with it."""

    wish: Wish
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What a follow-up wishes. `instead`: in the place of what was just done."""

    wish: Wish
    instead: bool = False


def chosen(words: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that tidied words mean, as a whole, by its place or its name."""
    plain = words[len(found[0]) :] if (found := _PLAINLY.match(words)) else words
    if place := _PLACE.fullmatch(plain):
        return _at(place, choices)
    named = _COURTESY.sub("", _COURTESY.sub("", plain))
    fitting = [one for one in choices if named == one.name.lower()] or [
        one for one in choices if named and set(named.split()) <= set(one.name.lower().split())
    ]
    return fitting[0] if len(fitting) == 1 else None


def among(words: str, last: Last, recognize: Recognize) -> Wish | None:
    """The wish that names one of the things just told: "the second one", "delete the last"."""
    if (choice := chosen(words, last.choices)) and choice.wish is not None:
        return choice.wish
    place = _PLACE.search(words)
    choice = _at(place, last.choices) if place else None
    if place is None or choice is None:
        return None
    wish = recognize(f"{words[: place.start()]}{_STAND_IN}{words[place.end() :]}")
    if wish is None:
        return None
    try:
        slots = {
            name: wish.skill.slots[name].parse(choice.name.lower()) if value == _STAND_IN else value
            for name, value in wish.slots.items()
        }
    except ValueError:
        return None
    return replace(wish, slots=slots) if slots != wish.slots else None


def changed(words: str, last: Last) -> Reference | None:
    """What was just wished, with another value: "and for ten minutes?", "no, tomorrow"."""
    again, instead = _AGAIN.match(words), _INSTEAD.match(words)
    lead = (again and again[0]) or (instead and instead[0]) or ""
    rest = _JOINTS.sub("", words[len(lead) :].strip()).strip()
    if not lead or not rest:
        return None
    slots = last.wish.skill.slots
    # What was filled is likelier to be meant than what was not.
    for name in sorted(slots, key=lambda one: one not in last.wish.slots):
        try:
            value = slots[name].parse(rest)
        except ValueError:
            continue
        if isinstance(value, str) and not _may_be_name(rest, last.wish):
            continue
        wish = replace(last.wish, slots={**last.wish.slots, name: value})
        return Reference(wish, instead=not again)
    return None


def _may_be_name(words: str, wish: Wish) -> bool:
    """Whether free text may fill a slot: nearly anything could, so nothing that acts is risked."""
    short = len(words.split()) <= _LONGEST_NAME and not _CLAUSE.search(words)
    return short and wish.skill.effect is Effect.READS


def _at(place: re.Match[str], choices: Sequence[Choice]) -> Choice | None:
    if place["last"]:
        number = len(choices)
    elif place["ordinal"]:
        number = _ORDINALS.index(place["ordinal"]) + 1
    else:
        said = place["number"]
        number = int(said) if said.isdigit() else _NUMBERS.index(said) + 1
    return choices[number - 1] if 0 < number <= len(choices) else None
