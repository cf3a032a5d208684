"""All that she can do: her own skills and those of other packages, and how they sound.

A package adds skills through the entry point group `voice_os.skills`; each entry names a skill,
or a module, whose skills are all taken:

    [project.entry-points."voice_os.skills"]
    weather = "my_package.weather"
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from voice_os.errors import Problem
from voice_os.skills import (
    Skill,
    about,
    alarms,
    arithmetic,
    calendar,
    clipboard,
    clock,
    contacts,
    currency,
    dictation,
    dictionary,
    doing,
    feelings,
    files,
    forward,
    games,
    home,
    honesty,
    learning,
    letters,
    listening,
    lists,
    mail,
    manner,
    media,
    nature,
    news,
    notes,
    reading,
    remembering,
    reminders,
    ringing,
    screen,
    system,
    talk,
    timers,
    units,
    volume,
    weather,
    web,
    windows,
)
from voice_os.skills.slots import Slot
from voice_os.understanding.recognition import check
from voice_os.understanding.wording import LEADS, TRAILS, tidy

if TYPE_CHECKING:
    from hassil import Expression

T = TypeVar("T")

GROUP = "voice_os.skills"
"""The entry point group."""

_BUILT_IN = (
    *(clock, timers, alarms, reminders, lists, notes, calendar, contacts, mail, letters),
    *(arithmetic, units, currency, dictionary, games),
    *(media, volume, windows, screen, clipboard, reading, dictation, files, home, system),
    *(weather, news, web, talk, listening, remembering, learning, feelings, about, honesty, nature),
    *(manner, forward, ringing, doing),
)


@dataclass(frozen=True)
class Registry:
    """The skills there are. `problems` are sentences about those that could not be had."""

    skills: tuple[Skill, ...]
    problems: tuple[str, ...] = ()


def load() -> Registry:
    """Gather every skill. A broken one of another package is a problem told, and left out."""
    skills = {one.name: one for module in _BUILT_IN for one in skills_of(module)}
    problems = []
    for entry in metadata.entry_points(group=GROUP):
        try:
            found = _found_at(entry)
            if twice := [one.name for one in found if one.name in skills]:
                raise Problem(f"there is a skill {twice[0]} already")
        except (Exception, SystemExit) as error:  # whatever another package does at its import
            package = entry.dist.name if entry.dist else entry.value
            why = str(error).rstrip(".")
            problems.append(
                f"The skills {entry.name!r} of the package {package} cannot be used: {why}. "
                f"Update the package, or remove it."
            )
            continue
        skills |= {one.name: one for one in found}
    return Registry(tuple(skills.values()), tuple(problems))


def skills_of(module: ModuleType) -> list[Skill]:
    """The skills that a module itself defines, in their order."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, Skill) and value.function.__module__ == module.__name__
    ]


def _found_at(entry: metadata.EntryPoint) -> list[Skill]:
    loaded = entry.load()
    found = skills_of(loaded) if isinstance(loaded, ModuleType) else [loaded]
    if not found or not all(isinstance(one, Skill) for one in found):
        raise Problem(f"there is no skill at {entry.value}")
    for one in found:
        check(one)
    return found


def sentences(skills: Iterable[Skill], language: str = "en", each: int = 150) -> list[str]:
    """What people may say to these skills, for a recogniser's language model: so many of each.

    Lower case, numbers in words, no punctuation; some with politeness around. Every skill weighs
    the same: one that knows few sentences has them repeated. The same skills give the same list.
    """
    from hassil import parse_sentence

    spoken = [one for one in skills if one.sentences.get(language)]
    chance = random.Random(0)  # noqa: S311 - a spread, not a secret
    leads, trails = LEADS.get(language, ()), TRAILS.get(language, ())
    found = []
    for one in spoken:
        drawing = _Drawing(one.slots, chance)
        templates = _spread([parse_sentence(s).expression for s in one.sentences[language]], chance)
        for template in islice(templates, each):
            said = drawing.draw(template)
            if leads and chance.random() < _POLITE:
                said = f"{chance.choice(leads)} {said}"
            if trails and chance.random() < _POLITE:
                said = f"{said} {chance.choice(trails)}"
            found.append(tidy(said))
    return found


_POLITE = 0.15
"""How often politeness stands before a sentence, and how often behind."""


class _Drawing:
    """Draws sentences from templates so that every choice in them comes up equally often."""

    def __init__(self, slots: Mapping[str, Slot], chance: random.Random) -> None:
        self._examples = {name: _spread(slot.examples(), chance) for name, slot in slots.items()}
        self._choices: dict[int, Iterator[Expression]] = {}
        self._chance = chance

    def draw(self, expression: "Expression") -> str:
        """One sentence. A slot without examples is left out of it."""
        from hassil import Alternative, Group, ListReference, Permutation, TextChunk

        match expression:
            case TextChunk():
                return expression.original_text
            case ListReference():
                return next(self._examples[expression.slot_name], "")
            case Alternative():
                if id(expression) not in self._choices:
                    self._choices[id(expression)] = _spread(expression.items, self._chance)
                return self.draw(next(self._choices[id(expression)]))
            case Permutation():
                items = self._chance.sample(expression.items, len(expression.items))
                return " ".join(map(self.draw, items))
            case Group():
                return "".join(map(self.draw, expression.items))
        raise TypeError(f"no part of a sentence: {expression}")


def _spread(items: Sequence[T], chance: random.Random) -> Iterator[T]:
    """All items in a random order, again and again; nothing where there are none."""
    while items:
        yield from chance.sample(items, len(items))
