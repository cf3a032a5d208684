"""Skills: what she can do. One file a subject, plain typed async functions.

    @skill("what time is it", "tell me the time", effect=Effect.READS)
    async def tell_time(clock: Clock) -> str:
        '''Tell the time.'''
        return f"It's {spoken(clock.now())}."

A parameter whose type can be read from words is a slot of the sentences (see `slots`); every
other parameter is a service she fills in (see `services`). The first line of the docstring
completes "I can …" and is told to people.

The function returns what she says ("": nothing), or raises `Problem` with a sentence of apology.
Where more is to be said of it, it returns `Done` (with what takes it back), `Proposal` (the person
must say yes first; whatever sends always does) or raises `Missing` (one thing is to be asked for)
or `Ambiguous` (which one?). `docs/skills.md` shows each.

Sentences are hassil templates: `(a|b)` one of, `[a]` perhaps, `{name}` a slot. Politeness around
them, case and punctuation are taken care of.
"""

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar, cast, get_type_hints

from voice_os.consent import Effect, Record
from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.skills.slots import Slot, slot_of

__all__ = [
    "UNREAD",
    "Ambiguous",
    "Choice",
    "Done",
    "Effect",
    "Function",
    "Missing",
    "Proposal",
    "Record",
    "Services",
    "Skill",
    "Unanswered",
    "Wish",
    "run",
    "service",
    "skill",
    "take_back",
]

T = TypeVar("T")

Services: TypeAlias = Mapping[type, object]
"""What she has for skills to use, by the type that they ask for: `{Clock: clock, …}`."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is done. `said` is what she says about it ("": nothing).

    `undo` is what the skill's `undo` function needs to take it back. `choices` are the things that
    were just told in this order, for "the second one". `private`: what was said for it is not to be
    in the log.
    """

    said: str
    undo: Record | None = None
    choices: Sequence["Choice"] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What she will do if the person says yes.

    `question` reads back what would be done, and ends in a question: "Shall I send it?" `do` does
    it then.
    """

    question: str
    do: Callable[[], Awaitable["str | Done"]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that were told.

    `name`: the words that mean it within a sentence. `wish`: what it means to name it alone.
    """

    name: str
    wish: "Wish | None" = None


Result: TypeAlias = str | Done | Proposal
Function: TypeAlias = Callable[..., Awaitable[Result]]


UNREAD: Final = object()
"""In a slot: something was said for it that cannot be read. It is asked for."""


class Unanswered(Problem):
    """A skill was asked and has no answer of its own: a language model may have one.

    Where there is none, the sentence is said.
    """


class Missing(Problem):
    """One thing is missing: `slot` names the parameter, `question` asks for it.

    `verbatim`: whatever is said next is meant, to the letter and however late, as in a dictation.
    """

    def __init__(self, slot: str, question: str, *, verbatim: bool = False) -> None:
        super().__init__(question)
        self.slot = slot
        self.verbatim = verbatim


class Ambiguous(Problem):
    """Several things may be meant: the question names them in the order of `choices`."""

    def __init__(self, question: str, choices: "Sequence[Choice]") -> None:
        super().__init__(question)
        self.choices = tuple(choices)


@dataclass(frozen=True, eq=False)
class Skill:
    """A skill, made by the decorator `skill`. Calling it calls the function."""

    function: Function
    subject: str
    """The file it is in: "timers"."""
    description: str
    """What it does for people, as in "I can …": "tell the time"."""
    effect: Effect
    sentences: Mapping[str, tuple[str, ...]]
    """Templates by language (ISO 639)."""
    slots: Mapping[str, Slot]
    services: Mapping[str, type]
    undo: Callable[..., Awaitable[str]] | None = None
    """Takes back what was done; its parameters are `record` and services."""
    needed: frozenset[str] = frozenset()
    """The slots that it cannot be run without."""

    @property
    def name(self) -> str:
        """Its name in settings and logs: "clock.tell_time"."""
        return f"{self.subject}.{self.function.__name__}"

    def __call__(self, *args: object, **kwargs: object) -> Awaitable[Result]:
        """Call the function itself."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone asks for: a skill, and what its slots hold."""

    skill: Skill
    slots: Mapping[str, object] = field(default_factory=dict)


def service(services: Services, kind: type[T]) -> T:
    """The service of this type. Raises KeyError where it is not there."""
    return cast("T", services[kind])


async def run(wish: Wish, services: Services) -> Done | Proposal:
    """Do what is wished, or return what is proposed instead. Asks nobody: see `acting.Acting`.

    Raises `Problem` where it cannot be done, `Missing` or `Ambiguous` where something has to be
    asked for first, and TypeError for a skill that sends without a proposal. To what sends the
    network opens only within the proposal.
    """
    skill, agreed = wish.skill, asyncio.Event()
    for name in skill.slots:
        if wish.slots.get(name) is UNREAD or (name in skill.needed and name not in wish.slots):
            raise Missing(name, f"Which {name.replace('_', ' ')}?")
    waits = skill.effect is Effect.SENDS
    given = _given(skill, skill.services, services, agreed.is_set if waits else _always)
    result = await skill(**given, **wish.slots)
    if isinstance(result, Proposal):

        async def do() -> str | Done:
            agreed.set()
            return await result.do()

        return Proposal(result.question, do)
    if skill.effect is Effect.SENDS:
        raise TypeError(f"{skill.name} sends, so it must return a Proposal")
    return Done(result) if isinstance(result, str) else result


async def take_back(skill: Skill, record: Record, services: Services) -> str:
    """Take back what a skill did; return what she says about it. Raises `Problem`."""
    if skill.undo is None:
        raise Problem(f"I can't take back that I could {skill.description}.")
    types = get_type_hints(skill.undo)
    _, *others = inspect.signature(skill.undo).parameters
    given = _given(skill, {name: types[name] for name in others}, services, _always)
    return await skill.undo(record, **given)


def _given(
    skill: Skill,
    wanted: Mapping[str, type],
    services: Services,
    network_is_open: Callable[[], bool],
) -> dict[str, object]:
    """The services that a function of a skill asks for. Raises `Problem` where one is missing."""
    missing = [kind.__name__ for kind in wanted.values() if kind not in services]
    if missing:
        kind = Unanswered if skill.effect is Effect.READS else Problem
        raise kind(f"I can't {skill.description} here: {', '.join(missing)} is missing.")
    return {
        name: service.of(skill.name, network_is_open) if isinstance(service, Network) else service
        for name, service in ((name, services[kind]) for name, kind in wanted.items())
    }


def _always() -> bool:
    return True


def skill(
    *sentences: str,
    effect: Effect,
    translations: Mapping[str, Sequence[str]] | None = None,
    undo: Callable[..., Awaitable[str]] | None = None,
) -> Callable[[Function], Skill]:
    """Make a skill of a typed async function. `sentences` are English; others by language.

    `undo` takes back what a `Done` with a record tells: an async function whose first parameter is
    the record, and every other one a service. It returns what she says about it.

    Raises TypeError where the function is not fit to be one, saying why.
    """
    by_language = {"en": sentences, **{k: tuple(v) for k, v in (translations or {}).items()}}

    def decorate(function: Function) -> Skill:
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
            undo=undo,
            needed=_needed(function, slots),
        )

    return decorate


def _parameters(function: Function, where: str) -> tuple[dict[str, Slot], dict[str, type]]:
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


def _needed(function: Function, slots: Mapping[str, Slot]) -> frozenset[str]:
    parameters = inspect.signature(function).parameters
    return frozenset(name for name in slots if parameters[name].default is inspect.Parameter.empty)


def _check(
    function: Function,
    slots: Mapping[str, Slot],
    sentences: Mapping[str, Sequence[str]],
    where: str,
) -> None:
    """Every slot in a sentence is a parameter, and every needed slot is in every sentence."""
    needed = _needed(function, slots)
    for sentence in (one for several in sentences.values() for one in several):
        used = set(re.findall(r"\{(.*?)\}", sentence))
        if unknown := used - slots.keys():
            raise TypeError(f"{where}: {sentence!r} has {unknown}, which is no slot of it")
        if absent := needed - used:
            raise TypeError(f"{where}: {sentence!r} lacks {absent}")
