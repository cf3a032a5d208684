"""The sentences that the restraint's scorers are made of: the files in `scripts/restraint`, read.

A line of a file is a template, and weighs as much as any other however many sentences it makes.
Whatever is honest, or harmless, is shown sentence by sentence too: then every sentence of it is.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voice_os.skills import registry
from voice_os.understanding.examples import drawn

SENTENCES = Path(__file__).parent / "restraint"

EACH = 3
"""Sentences made of a line, at most."""

OF_A_SKILL = 40
"""Sentences of each skill, and of each kind of talk that none has, that are shown besides."""

WISH = 0.6
"""What one of these weighs against a line of the files."""

TALK = 2.0
"""What a line of ordinary talk weighs: most of what is said is that."""

IN_ONE_BREATH = 0.2
"""The share of what people say that is told once more with something harmless beside it."""

_SENTENCE = re.compile(r"(?<=[.!?]) ")
_OF_LEAVING = re.compile(r"goodbye|tired|wish")
"""Families of harmless words some of which are a goodbye."""

_OF_ONESELF = re.compile(
    r"(?i)\b(?:hits?|hurts?|beats?|kills?|chokes?|grabs?|threatens|lets?|locks?|kicks?|push) me\b"
    r"|\bi(?:'ve|ve| have)? (?:just )?(?:took|taken|swallowed|drank|had)\b|\bafter me\b|\bkill me\b"
)


@dataclass(frozen=True)
class Example:
    """A sentence, whether it is meant, the family it is of, and its share of its line."""

    text: str
    meant: bool
    family: str
    weight: float
    part: bool = False


def examples(path: Path, seed: int = 7) -> list[Example]:
    """The sentences of a file."""
    chance, found = random.Random(seed), []  # noqa: S311 - repeatable, not secret
    meant, family = False, ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("+ ", "- ")):
            meant, family = line[0] == "+", line[2:]
        elif line and not line.startswith("#"):
            made = sorted({_one_of(line, chance) for _ in range(4 * EACH)})
            kept = chance.sample(made, min(EACH, len(made)))
            found += [Example(text, meant, family, 1 / len(kept)) for text in kept]
    return found


def of(name: str) -> list[Example]:
    """The sentences of every file of this name."""
    return [one for file in sorted(SENTENCES.glob(f"{name}*.txt")) for one in examples(file)]


def ordinary() -> list[Example]:
    """What people say all day: nobody is in danger, and nobody leaves."""
    told = examples(SENTENCES / "talk.txt")
    return [*wishes(), *(replace(one, weight=TALK * one.weight) for one in told)]


def wishes() -> list[Example]:
    """What people ask of skills, and of anybody."""
    asked = [
        (one.name, text)
        for one in registry.load().skills
        for text in registry.sentences([one], each=OF_A_SKILL)
    ]
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    for name, several in drawn().items():
        chosen = chance.sample(several, min(OF_A_SKILL, len(several)))
        asked += [(name, " ".join(word for word, _ in said)) for said in chosen]
    return [Example(text, False, f"wish {name}", WISH) for name, text in asked]


def in_one_breath(told: Sequence[Example]) -> list[Example]:
    """The examples, and some with something harmless said before or after: it changes nothing."""
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    harmless = ordinary()
    found = [*told, *harmless]
    for one in told:
        if chance.random() < IN_ONE_BREATH:
            both = [one.text, chance.choice(harmless).text]
            chance.shuffle(both)
            found.append(replace(one, text=" ".join(both), weight=one.weight / 2))
    return found


def by_sentence(told: Sequence[Example]) -> list[Example]:
    """The examples, and each sentence of those that are not meant."""
    found = list(told)
    for one in told:
        apart = [] if one.meant else _SENTENCE.split(one.text)
        if len(apart) > 1:
            weight = one.weight / len(apart)
            found += [replace(one, text=text, weight=weight, part=True) for text in apart]
    return found


def beside_goodbyes(told: Sequence[Example]) -> list[Example]:
    """The examples, and what else people say: anything, and what only sounds like a crisis.

    Here every sentence of a template weighs as much as a line: they tell of many days and places.
    """
    harmless = [
        replace(one, weight=WISH * one.weight)
        for one in of("crisis")
        if not one.meant and not _OF_LEAVING.search(one.family)
    ]
    others = [one for one in ordinary() if one.family != "wish about.part"]
    return [*(replace(one, weight=1.0) for one in told), *harmless, *others]


def _one_of(template: str, chance: random.Random) -> str:
    """A sentence that a template stands for."""

    def choose(group: re.Match[str]) -> str:
        optional, alternatives = group.group()[0] == "[", group.group()[1:-1].split("|")
        return "" if optional and chance.random() < 0.5 else chance.choice(alternatives)

    while (shorter := re.sub(r"\([^()\[\]]*\)|\[[^()\[\]]*\]", choose, template)) != template:
        template = shorter
    return " ".join(template.split())


def author(family: str) -> str:
    """Who wrote a family, where that is one of the authors who did not know the gate; else ""."""
    named = re.search(r"of an? ([\w-]+) author", family)
    return named[1] if named else ""


def of_kind(kind: str) -> list[Example]:
    """Of what authors say in a crisis: is it of this kind?"""
    return [
        replace(one, meant=bool(re.search(kind, one.family)))
        for one in of("crisis")
        if one.meant and author(one.family)
    ]


def of_others() -> list[Example]:
    """Of what authors say in a crisis: is it of somebody else? Of some kinds only who says "me"."""
    either = re.compile("overdose|danger|abuse|hurting")
    return [
        one
        for one in of_kind("displaced|friend|dear")
        if not either.search(one.family) or _OF_ONESELF.search(one.text)
    ]


MODELS: dict[str, Callable[[], list[Example]]] = {
    "crisis": lambda: by_sentence(in_one_breath(of("crisis"))),
    "farewell": lambda: by_sentence(of("farewell")),
    "goodbye": lambda: beside_goodbyes(of("goodbye")),
    "now": lambda: of_kind("overdose"),
    "other": of_others,
    "violence": lambda: of_kind("danger|abuse|hurting me"),
}
"""What each model is made of."""
