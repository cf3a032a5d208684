"""Slots: the free places of a sentence, such as the duration in "set a timer for {duration}".

A slot is a parameter of a skill whose type can be read from words: `str`, `int`, `Decimal`,
`timedelta`, or any class that is `Sayable`. What the words of a slot cannot be read as, the
sentence does not match: so open speech that looks like a wish is left alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, ClassVar, Protocol, Self, Union, get_args, get_origin, runtime_checkable

from voice_os.skills.quantities import (
    duration,
    number,
    say_duration,
    say_duration_before_noun,
    say_number,
    whole_number,
)
from voice_os.understanding.times import holds_a_time


@runtime_checkable
class Sayable(Protocol):
    """A class of one's own that can be a slot."""

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a slot's words (lower case). Raises ValueError where they mean no such thing."""
        ...

    @classmethod
    def examples(cls) -> Sequence[str]:
        """Some of what people may say here, in words, for recognisers to expect."""
        ...


class Phrase(str):
    """A few words that name something: a subclass says which words do, and gives some examples."""

    __slots__ = ()

    most: ClassVar[int] = 8
    """Words that it has at most."""
    never: ClassVar[re.Pattern[str] | None] = None
    """What is found in no such name, where there is anything."""
    timeless: ClassVar[bool] = False
    """Whether it ends in no time, since that is a slot of its own: "in Oslo tomorrow"."""
    is_open: ClassVar[bool] = True
    """Whether nearly any words will do."""
    said: ClassVar[tuple[str, ...]] = ()
    """Some of what people say."""

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a name. Raises ValueError where it is too long to be one, or only points."""
        fits = 0 < len(words.split()) <= cls.most and words not in _POINTING
        if not fits or (cls.never and cls.never.search(words)):
            raise ValueError(f"no name: {words!r}")
        if cls.timeless and holds_a_time(words):
            raise ValueError(f"more than a name: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> Sequence[str]:
        """Some of what people say."""
        return cls.said


_POINTS = "it this that them these those one ones something anything everything"
_POINTING = frozenset(_POINTS.split())


@dataclass(frozen=True, slots=True)
class Slot:
    """How a slot is read, and what may be heard there."""

    parse: Callable[[str], object]
    examples: Callable[[], Sequence[str]]
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    """The JSON schema of what a language model says here; `parse` reads it as words."""
    is_open: bool = False
    """Whether nearly any words will do, so that a sentence with fewer of them means it more."""


def slot_of(annotation: Any) -> Slot | None:
    """The slot that a parameter annotated so is; None where it asks for a service instead.

    `T | None` is the slot of `T`, for parameters with a default.
    """
    if get_origin(annotation) in (Union, UnionType):
        members = [m for m in get_args(annotation) if m is not NoneType]
        return slot_of(members[0]) if len(members) == 1 else None
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and isinstance(annotation, Sayable):
        is_open = issubclass(annotation, Phrase) and annotation.is_open
        return Slot(annotation.parse, annotation.examples, is_open=is_open)
    return None


def _some_numbers() -> list[str]:
    return [say_number(n) for n in [*range(21), *range(25, 100, 5), 100, 250, 1000]]


def _some_durations() -> list[str]:
    minutes = [timedelta(minutes=n) for n in [*range(1, 31), 35, 40, 45, 50, 55, 90]]
    hours = [timedelta(hours=n) for n in range(1, 13)]
    seconds = [timedelta(seconds=n) for n in (1, 5, 10, 15, 20, 30, 45, 60, 75, 90)]
    said = [say_duration(length) for length in minutes + hours + seconds]
    said += [say_duration_before_noun(length) for length in minutes + seconds]
    return [*said, "a minute", "an hour", "half an hour", "an hour and a half", "ninety seconds"]


_PLAIN: dict[Any, Slot] = {
    str: Slot(str, tuple, is_open=True),
    int: Slot(whole_number, _some_numbers, {"type": "integer"}),
    Decimal: Slot(number, _some_numbers, {"type": "number"}),
    timedelta: Slot(duration, _some_durations),
}
