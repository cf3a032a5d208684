"""What refers to what was just said: "the second one", "the egg timer". Pure."""

import re
from collections.abc import Sequence

from voice_os.skills import Choice

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    "tenth",
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PICK = re.compile(
    rf"(?:the |that |this )?(?:(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<last>last)|number "
    rf"(?P<number>{'|'.join(_NUMBERS)}|\d+))(?: one| of them)?"
)
_FRAME = re.compile(r"^(?:the|my|that|i mean|i meant|it is|it's) | (?:please|one)$")


def chosen(words: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that tidied words mean by its place or its name, or None."""
    if not choices:
        return None
    if found := _PICK.fullmatch(words):
        place = _place(found, len(choices))
        return choices[place] if place is not None else None
    named = _FRAME.sub("", _FRAME.sub("", words))
    fitting = [one for one in choices if named == one.name] or [
        one for one in choices if named and set(named.split()) <= set(one.name.lower().split())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _place(found: re.Match[str], count: int) -> int | None:
    if found["last"]:
        return count - 1
    if found["ordinal"]:
        place = _ORDINALS.index(found["ordinal"])
    else:
        said = found["number"]
        place = int(said) - 1 if said.isdigit() else _NUMBERS.index(said)
    return place if 0 <= place < count else None
