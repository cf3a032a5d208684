"""How well she understands plain wishes without a language model, as written and as misheard."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voice_os.bench import slurp
from voice_os.bench.mishearing import Mishearing, word_errors
from voice_os.bench.report import Limit
from voice_os.bench.slurp import Asked
from voice_os.skills import Effect, Skill, registry
from voice_os.skills.silence import wants_silence
from voice_os.understanding import classifier, tagging
from voice_os.understanding.classifier import CANNOT, OPEN, Sense
from voice_os.understanding.guessing import acts
from voice_os.understanding.recognition import Recognizer
from voice_os.understanding.times import When

LIMITS = (
    Limit("right", 0.88, "", least=True),
    Limit("wrong_acting", 0.01, ""),
    Limit("slot_f1", 0.75, "", least=True),
    Limit("noisy.right", 0.78, "", least=True),
    Limit("noisy.wrong_acting", 0.01, ""),
    Limit("p95_ms", 30, "ms"),
)

SEED = 20


@dataclass(frozen=True, slots=True)
class Understood:
    """Where an utterance went."""

    destination: str
    slots: Mapping[str, str]
    acts: bool
    """Whether it goes to a skill that changes or sends, without being asked first."""
    asks: bool
    """Whether she would ask before she changes something."""
    seconds: float


def measure_skills(
    file: Path, sense: Sense | None, on_utterance: Callable[[], None]
) -> dict[str, Any]:
    """Every figure: docs/measuring.md describes them.

    `file`: SLURP's utterances; `sense`: the sentence model's, where it is installed.
    """
    asked, skills = slurp.read(file), registry.load().skills
    recognizer = Recognizer(skills)
    mishearing, chance = Mishearing.load(), random.Random(SEED)  # noqa: S311 - the same each time
    written = [one.words for one in asked]
    misheard = [" ".join(mishearing.hear(words.split(), chance)) for words in written]
    errors = sum(map(_errors, written, misheard)) / sum(len(words.split()) for words in written)

    def figures() -> dict[str, Any]:
        understand(recognizer, "no template has this")  # what is loaded at the first one is loaded
        found, noisy = [], []
        for words, heard in zip(written, misheard, strict=True):
            found.append(understand(recognizer, words))
            noisy.append(understand(recognizer, heard))
            on_utterance()
        times = [one.seconds * 1000 for one in found + noisy]
        return {
            **_shares(asked, found),
            "slot_f1": _slot_f1(asked, found, skills),
            "noisy": {**_shares(asked, noisy), "word_errors": errors},
            "p95_ms": float(np.percentile(times, 95)),
            "by_scenario": _by_scenario(asked, found),
        }

    by_words = figures()
    recognizer.guesser.sense = sense
    return {
        "n": len(asked),
        **(figures() if sense else by_words),
        "held": sum(_is_held(one) for one in asked) / len(asked),
        "missing": sorted(_missing(asked, skills)),
        "by_words_alone": by_words,
    }


def _errors(written: str, misheard: str) -> int:
    return word_errors(written.split(), misheard.split())


def understand(recognizer: Recognizer, words: str) -> Understood:
    """What she makes of words, in the order in which a conversation asks."""
    classifier.ranked.cache_clear()  # nobody has said it before
    start = time.perf_counter()
    wish, guess = recognizer.plainly(words), None
    if wish is None:
        guess = recognizer.guesser.guess(words)
    seconds = time.perf_counter() - start
    if wish is not None:
        slots = {name: _said(value) for name, value in wish.slots.items()}
        changes = wish.skill.effect is not Effect.READS
        return Understood(wish.skill.name, slots, changes, False, seconds)
    if guess is not None:
        slots = tagging.slots(words.split(), guess.name)
        changes = acts(guess.name, guess.wish.skill if guess.wish else None)
        return Understood(
            guess.name, slots, changes and guess.sure, changes and not guess.sure, seconds
        )
    return Understood("talk.stop" if wants_silence(words) else OPEN, {}, False, False, seconds)


def _said(value: object) -> str:
    return value.words if isinstance(value, When) else value if isinstance(value, str) else ""


def is_right(one: Asked, found: Understood) -> bool:
    """Whether an utterance went where it belongs. All that she cannot do is one place."""
    cannot = found.destination.startswith(f"{CANNOT}.")
    return (CANNOT if cannot else found.destination) in one.right


def _shares(asked: Sequence[Asked], found: Sequence[Understood]) -> dict[str, float]:
    pairs = list(zip(asked, found, strict=True))
    return {
        "right": sum(is_right(*pair) for pair in pairs) / len(pairs),
        "wrong_acting": sum(not is_right(*pair) and pair[1].acts for pair in pairs) / len(pairs),
        "asks": sum(pair[1].asks for pair in pairs) / len(pairs),
        "asks_wrongly": sum(not is_right(*pair) and pair[1].asks for pair in pairs) / len(pairs),
    }


def _slot_f1(asked: Iterable[Asked], found: Iterable[Understood], skills: Iterable[Skill]) -> float:
    """F1 over slots that SLURP writes down and that a right skill has.

    A slot is right where the same words that tell something are in it. What went elsewhere has
    the slots that it has there; what open talk takes rightly needs none.
    """
    takes = {skill.name: set(skill.slots) for skill in skills}
    right = wrong = missed = 0
    for one, got in zip(asked, found, strict=True):
        if got.destination == OPEN and OPEN in one.right:
            continue
        covered = {slurp.same(name, slot) for name in one.right for slot in takes.get(name, ())}
        understood = slurp.told(got.destination, got.slots).items()
        told = {(slot, words) for slot, words in understood if slot in covered}
        meant = {(slot, words) for slot, words in one.slots.items() if slot in covered}
        right += len(told & meant)
        wrong += len(told - meant)
        missed += len(meant - told)
    return 2 * right / max(1, 2 * right + wrong + missed)


def _by_scenario(asked: Sequence[Asked], found: Sequence[Understood]) -> dict[str, float]:
    total, right = Counter[str](), Counter[str]()
    for one, got in zip(asked, found, strict=True):
        total[one.scenario] += 1
        right[one.scenario] += is_right(one, got)
    return {scenario: right[scenario] / count for scenario, count in sorted(total.items())}


def _is_held(one: Asked) -> bool:
    """Whether what is usually right for an utterance is a skill."""
    return one.right[0] not in (OPEN, CANNOT)


def _missing(asked: Iterable[Asked], skills: Iterable[Skill]) -> set[str]:
    """The destinations that have no skill yet: she says so."""
    there = {skill.name for skill in skills}
    return {one.right[0] for one in asked if _is_held(one) and not there.intersection(one.right)}
