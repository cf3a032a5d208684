"""Make the weights of the restraint's scorers out of the sentences in `scripts/restraint`.

    .venv/bin/python scripts/tune_restraint.py            # write the weights
    .venv/bin/python scripts/tune_restraint.py --check    # cross-validate, write nothing

A line of a file is a template, and weighs as much as any other however many sentences it makes.
Logistic regression with a ridge, by Newton's method with conjugate gradients. Cross-validation
leaves out one author after the other of those who did not know the gate, so that it tells how the
words of somebody nobody has heard are taken.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_os.restraint import goodbye
from voice_os.restraint.scorer import SIZE, features
from voice_os.restraint.signs import named, window
from voice_os.restraint.tactics import beginnings, marks
from voice_os.restraint.wording import plain
from voice_os.skills.registry import load, sentences
from voice_os.understanding.examples import drawn

SENTENCES = Path(__file__).parent / "restraint"
WEIGHTS = Path(__file__).parent.parent / "voice_os" / "restraint"

EACH = 3
"""Sentences made of a line, at most."""

BLIND = 0.5
"""The share of what the scorer is shown as if the grammar knew nothing of it."""

OF_A_SKILL = 40
"""Sentences of each skill, and of each kind of talk, that are shown to the crisis scorer."""

WISH = 0.6
"""What one of these weighs against a line of the files."""

IN_ONE_BREATH = 0.2
"""The share of what people say that is told once more with a wish beside it."""

RIDGE = 0.4
STEPS = 7

Vector = NDArray[np.float64]
Row = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Which features a sentence has, and how much of each."""


@dataclass(frozen=True)
class Example:
    """A sentence, whether it is meant, the family and the line it is of, and its share of that."""

    text: str
    meant: bool
    family: str
    line: str
    weight: float
    blind: bool = False
    beginning: bool = False


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
            found += [Example(text, meant, family, line, 1 / len(kept)) for text in kept]
    return found


def wishes() -> list[Example]:
    """What people ask of skills, and of anybody: none of it is a crisis."""
    asked = [
        (one.name, text) for one in load().skills for text in sentences([one], each=OF_A_SKILL)
    ]
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    for name, several in drawn().items():
        chosen = chance.sample(several, min(OF_A_SKILL, len(several)))
        asked += [(name, " ".join(word for word, _ in said)) for said in chosen]
    return [Example(text, False, f"wish {name}", text, WISH) for name, text in asked]


def in_one_breath(told: Sequence[Example]) -> list[Example]:
    """The examples, and some with something harmless said before or after: it changes nothing."""
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    harmless = wishes()
    found = [*told, *harmless]
    for one in told:
        if chance.random() < IN_ONE_BREATH:
            both = [one.text, chance.choice(harmless).text]
            chance.shuffle(both)
            found.append(replace(one, text=" ".join(both), weight=one.weight / 2))
    return found


def with_beginnings(told: Sequence[Example]) -> list[Example]:
    """The examples, and how each honest answer begins: the gate hears it sentence by sentence."""
    found = list(told)
    for one in told:
        if not one.meant:
            found += [replace(one, text=text, beginning=True) for text in beginnings(one.text)]
    return found


def beside_goodbyes(told: Sequence[Example]) -> list[Example]:
    """The examples, and what else people say: wishes, and what only sounds like a crisis."""
    talk = [one for file in SENTENCES.glob("crisis*.txt") for one in examples(file)]
    harmless = [replace(one, weight=WISH * one.weight) for one in talk if not one.meant]
    asked = [one for one in wishes() if one.family != "wish about.part"]
    others = [one for one in (*harmless, *asked) if "goodbye" not in goodbye.marks(plain(one.text))]
    return [*(replace(one, weight=2 * one.weight) for one in told), *others]


def _one_of(template: str, chance: random.Random) -> str:
    """A sentence that a template stands for."""

    def choose(group: re.Match[str]) -> str:
        optional, alternatives = group.group()[0] == "[", group.group()[1:-1].split("|")
        return "" if optional and chance.random() < 0.5 else chance.choice(alternatives)

    while (shorter := re.sub(r"\([^()\[\]]*\)|\[[^()\[\]]*\]", choose, template)) != template:
        template = shorter
    return " ".join(template.split())


Seen = tuple[str, list[str]]
"""Plain words, and the names of what is in them."""


def of_crisis(text: str, blind: bool) -> Seen:
    """What the gate sees of what a person says."""
    words = window(plain(text))
    return words, named(words, blind=blind)


def of_farewell(text: str, blind: bool) -> Seen:
    """What the gate sees of an answer to a goodbye."""
    return plain(text, drop=frozenset()), sorted(marks(text, blind=blind))


def of_goodbye(text: str, blind: bool) -> Seen:
    """What the gate sees of what may be a goodbye."""
    words = plain(text)
    return words, [] if blind else goodbye.marks(words)


MODELS: dict[str, Callable[[str, bool], Seen]] = {
    "crisis": of_crisis,
    "farewell": of_farewell,
    "goodbye": of_goodbye,
}


BESIDE: dict[str, Callable[[Sequence[Example]], list[Example]]] = {
    "crisis": in_one_breath,
    "farewell": with_beginnings,
    "goodbye": beside_goodbyes,
}
"""What each model is shown besides the examples of its own."""


@dataclass(frozen=True)
class Table:
    """Features by sentence, and a last one that is always 1: only what is there is kept."""

    at: NDArray[np.int64]
    value: NDArray[np.float32]
    begins: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Table":
        """A table of these sentences."""
        lengths = [len(at) + 1 for at, _ in rows]
        ats = [np.append(at, SIZE) for at, _ in rows]
        values = [np.append(value, np.float32(1)) for _, value in rows]
        begins = np.cumsum([0, *lengths[:-1]])
        return cls(np.concatenate(ats), np.concatenate(values), begins)

    def scores(self, weights: Vector) -> Vector:
        """The sum of what is in each sentence."""
        found: Vector = np.add.reduceat(self.value * weights[self.at], self.begins)
        return found

    def sums(self, of_rows: Vector) -> Vector:
        """For each feature the sum of a number over the sentences that have it."""
        lengths = np.diff(np.append(self.begins, len(self.at)))
        found = np.bincount(self.at, self.value * np.repeat(of_rows, lengths), SIZE + 1)
        return found.astype(np.float64)


def twice(told: Sequence[Example]) -> list[Example]:
    """Every sentence as it is, and as if the grammar knew nothing of it.

    Else the scorer would lean on the grammar alone, which was written by whoever wrote these lines.
    """
    shares = ((False, 1 - BLIND), (True, BLIND))
    return [replace(one, blind=b, weight=one.weight * share) for b, share in shares for one in told]


def fit(table: Table, told: Sequence[Example]) -> Vector:
    """Weights of the logistic regression, the last of them the bias."""
    meant = np.array([float(one.meant) for one in told])
    weight = np.array([one.weight for one in told]) * 2
    ridge = np.append(np.full(SIZE, RIDGE), 1e-3)
    weights = np.zeros(SIZE + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table.scores(weights)))
        slope = table.sums(weight * (chance - meant)) + ridge * weights
        curvature = weight * chance * (1 - chance)
        weights -= _solve(table, curvature, ridge, slope)
    return weights


def _solve(table: Table, curvature: Vector, ridge: Vector, target: Vector) -> Vector:
    """What the curvature takes to the target, about: by conjugate gradients."""
    found = np.zeros_like(target)
    rest = target.copy()
    along, size = rest.copy(), float(rest @ rest)
    enough = size * 1e-4
    for _ in range(40):
        bent = table.sums(curvature * table.scores(along)) + ridge * along
        step = size / float(along @ bent)
        found += step * along
        rest -= step * bent
        before, size = size, float(rest @ rest)
        if size < enough:
            break
        along = rest + size / before * along
    return found


def author(family: str) -> str:
    """Who wrote a family, where that is one of the authors who did not know the gate; else ""."""
    named = re.search(r"of an? (\w+) author", family)
    return named[1] if named else ""


def held_out(rows: Sequence[Row], told: Sequence[Example]) -> Vector:
    """The score of each sentence of an author by a model that has seen none of theirs."""
    scores = np.full(len(told), np.nan)
    by = [author(one.family) for one in told]
    for left_out in sorted({*by} - {""}):
        seen = [at for at, one in enumerate(by) if one != left_out]
        unseen = [at for at, one in enumerate(by) if one == left_out]
        weights = fit(Table.of([rows[at] for at in seen]), [told[at] for at in seen])
        scores[unseen] = Table.of([rows[at] for at in unseen]).scores(weights)
    return scores


def report(told: Sequence[Example], scored: Sequence[float]) -> Iterator[str]:
    """What share is found and what share is falsely alarmed about, at several thresholds."""
    scores = np.array(scored)
    meant = np.array([one.meant for one in told])
    weight = np.array([one.weight for one in told])
    for threshold in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
        above = scores > threshold
        recall = weight[meant & above].sum() / weight[meant].sum()
        others = weight[~meant].sum()  # of goodbyes no author wrote what is none
        alarms = f"{weight[~meant & above].sum() / others:.3f}" if others else "not told"
        yield f"above {threshold:+.1f}: recall {recall:.3f}, false alarms {alarms}"


def main() -> None:
    """Tune or check each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate; write nothing")
    parser.add_argument("--author", default="", help="report on this author only")
    parser.add_argument("--show", type=int, default=0, help="sentences taken wrongly to show")
    parser.add_argument("model", nargs="*", choices=[*MODELS, []], help="which; none: all")
    given = parser.parse_args()
    for name in given.model or MODELS:
        told = [one for file in sorted(SENTENCES.glob(f"{name}*.txt")) for one in examples(file)]
        told = twice(BESIDE[name](told))
        rows = [features(*MODELS[name](one.text, one.blind)) for one in told]
        print(f"{name}: {len(told)} sentences")
        if given.check:
            scores = held_out(rows, told)
            chosen = [
                (one, float(score))
                for one, score in zip(told, scores, strict=True)
                if author(one.family).startswith(given.author)
                and not (one.blind or one.beginning or np.isnan(score))
            ]
            print("\n".join(report(*zip(*chosen, strict=True))))
            wrong = [(score, one) for one, score in chosen if (score > 0) != one.meant]
            for score, one in sorted(wrong, key=lambda pair: -abs(pair[0]))[: given.show]:
                print(f"{score:+.1f} {'meant' if one.meant else 'not'} [{one.family}] {one.text}")
        else:
            weights = fit(Table.of(rows), told)
            _write(WEIGHTS / f"{name}.npz", weights[:-1].astype(np.float32), float(weights[-1]))


def _write(path: Path, weights: NDArray[np.float32], bias: float) -> None:
    """Keep the weights in a byte each: what is lost is far below what separates sentences."""
    scale = np.float32(np.abs(weights).max() / 127)
    small = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(path, weights=small, scale=scale, bias=np.float32(bias))
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
