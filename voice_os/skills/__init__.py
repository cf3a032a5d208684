"""Skills: what she can do. One file a subject, plain typed async functions.

    @skill("what time is it", "tell me the time", effect=Effect.READS)
    async def tell_time(clock: Clock) -> str:
        '''Tell the time.'''
        return f"It's {spoken(clock.now())}."

A parameter whose type can be read from words is a slot of the sentences (see `slots`); every
other parameter is a service she fills in (see `services`). The function returns what she says
("": nothing), or raises `Problem` with a sentence of apology. The first line of its docstring
completes "I can …" and is told to people.

Sentences are hassil templates: `(a|b)` one of, `[a]` perhaps, `{name}` a slot. Politeness around
them, case and punctuation are taken care of.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, get_type_hints

from voice_os.errors import Problem
from voice_os.skills.slots import Slot, slot_of

Services: TypeAlias = Mapping[type, object]
"""What she has for skills to use, by the type that they ask for: `{Clock: clock, …}`."""


class Effect(StrEnum):
    """What a skill does to the world."""

    READS = "reads"
    """Nothing lasting: it looks something up, or works something out."""

    CHANGES = "changes"
    """Something on this machine."""

    SENDS = "sends"
    """Something leaves this machine."""


class Unanswered(Problem):
    """A skill was asked and has no answer of its own: a language model may have one.

    Where there is none, the sentence is said.
    """


@dataclass(frozen=True, eq=False)
class Skill:
    """A skill, made by the decorator `skill`. Calling it calls the function."""

    function: Callable[..., Awaitable[str]]
    subject: str
    """The file it is in: "timers"."""
    description: str
    """What it does for people, as in "I can …": "tell the time"."""
    effect: Effect
    sentences: Mapping[str, tuple[str, ...]]
    """Templates by language (ISO 639)."""
    slots: Mapping[str, Slot]
    services: Mapping[str, type]

    @property
    def name(self) -> str:
        """Its name in settings and logs: "clock.tell_time"."""
        return f"{self.subject}.{self.function.__name__}"

    def __call__(self, *args: object, **kwargs: object) -> Awaitable[str]:
        """Call the function itself."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone asks for: a skill, and what its slots hold."""

    skill: Skill
    slots: Mapping[str, object]


async def run(wish: Wish, services: Services) -> str:
    """Do what is wished; return what she says about it ("": nothing).

    Raises `Problem` where it cannot be done.
    """
    skill = wish.skill
    missing = [kind.__name__ for kind in skill.services.values() if kind not in services]
    if missing:
        raise Problem(f"I can't {skill.description} here: {', '.join(missing)} is missing.")
    given = {name: services[kind] for name, kind in skill.services.items()}
    return await skill(**given, **wish.slots)


def skill(
    *sentences: str, effect: Effect, translations: Mapping[str, Sequence[str]] | None = None
) -> Callable[[Callable[..., Awaitable[str]]], Skill]:
    """Make a skill of a typed async function. `sentences` are English; others by language.

    Raises TypeError where the function is not fit to be one, saying why.
    """
    by_language = {"en": sentences, **{k: tuple(v) for k, v in (translations or {}).items()}}

    def decorate(function: Callable[..., Awaitable[str]]) -> Skill:
        where = f"{function.__module__}.{function.__qualname__}"
        if not inspect.iscoroutinefunction(function):
            raise TypeError(f"{where} must be an async function")
        if not (document := inspect.getdoc(function)):
            raise TypeError(f"{where} needs a docstring that says what it does for people")
        line = document.splitlines()[0].rstrip(".")
        slots, services = _parameters(function, where)
        _check(function, slots, by_language, where)
        return Skill(
            function=function,
            subject=function.__module__.rpartition(".")[2],
            description=line[0].lower() + line[1:],
            effect=effect,
            sentences=by_language,
            slots=slots,
            services=services,
        )

    return decorate


def _parameters(
    function: Callable[..., Awaitable[str]], where: str
) -> tuple[dict[str, Slot], dict[str, type]]:
    """Tell the slots among a function's parameters from the services."""
    types = get_type_hints(function)
    slots: dict[str, Slot] = {}
    services: dict[str, type] = {}
    for name in inspect.signature(function).parameters:
        if name not in types:
            raise TypeError(f"{where}: the parameter {name!r} needs a type")
        if slot := slot_of(types[name]):
            slots[name] = slot
        else:
            services[name] = types[name]
    return slots, services


def _check(
    function: Callable[..., Awaitable[str]],
    slots: Mapping[str, Slot],
    sentences: Mapping[str, Sequence[str]],
    where: str,
) -> None:
    """Every slot in a sentence is a parameter, and every needed slot is in every sentence."""
    parameters = inspect.signature(function).parameters
    needed = {name for name in slots if parameters[name].default is inspect.Parameter.empty}
    for sentence in (one for several in sentences.values() for one in several):
        used = set(re.findall(r"\{(.*?)\}", sentence))
        if unknown := used - slots.keys():
            raise TypeError(f"{where}: {sentence!r} has {unknown}, which is no slot of it")
        if absent := needed - used:
            raise TypeError(f"{where}: {sentence!r} lacks {absent}")
