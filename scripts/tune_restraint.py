"""Make the weights of the restraint's scorers out of the sentences in `scripts/restraint`.

    .venv/bin/python scripts/tune_restraint.py            # write the weights
    .venv/bin/python scripts/tune_restraint.py --check    # cross-validate, write nothing

A line of a file is a template, and weighs as much as any other however many sentences it makes.
Logistic regression with a ridge, solved in the dual by Newton's method. Cross-validation leaves out
whole families, so that it tells how what nobody wrote down is taken.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_os.restraint.scorer import SIZE, features
from voice_os.restraint.signs import named, window
from voice_os.restraint.tactics import marks
from voice_os.restraint.wording import plain

SENTENCES = Path(__file__).parent / "restraint"
WEIGHTS = Path(__file__).parent.parent / "voice_os" / "restraint"

EACH = 2
"""Sentences made of a line, at most."""

BLIND = 0.35
"""The share of what the scorer is shown as if the grammar knew nothing of it."""

RIDGE = 1.0
FOLDS = 4

Vector = NDArray[np.float64]
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A sentence, whether it is meant, the family and the line it is of, and its share of that."""

    text: str
    meant: bool
    family: str
    line: str
    weight: float
    blind: bool = False


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


MODELS: dict[str, Callable[[str, bool], Seen]] = {"crisis": of_crisis, "farewell": of_farewell}


def matrix(told: Sequence[Example], seen: Callable[[str, bool], Seen]) -> Rows:
    """Features by sentence."""
    rows = np.zeros((len(told), SIZE), np.float32)
    for row, one in zip(rows, told, strict=True):
        at, value = features(*seen(one.text, one.blind))
        row[at] = value
    return rows


def with_beginnings(told: Sequence[Example]) -> list[Example]:
    """The examples, and how each honest answer begins: the gate hears it sentence by sentence."""
    found = list(told)
    for one in told:
        said = re.split(r"(?<=[.!?]) ", one.text)
        ends = range(1, 1 if one.meant else len(said))
        found += [replace(one, text=" ".join(said[:e]), weight=one.weight / 2) for e in ends]
    return found


def twice(told: Sequence[Example]) -> list[Example]:
    """Every sentence as it is, and as if the grammar knew nothing of it.

    Else the scorer would lean on the grammar alone, which was written by whoever wrote these lines.
    """
    shares = ((False, 1 - BLIND), (True, BLIND))
    return [replace(one, blind=b, weight=one.weight * share) for b, share in shares for one in told]


def fit(kernel: Vector, meant: Vector, weight: Vector) -> tuple[Vector, float]:
    """Dual coefficients and a bias of the weighted logistic regression."""
    n = len(meant)
    alpha, bias = np.zeros(n), 0.0
    for _ in range(6):
        score = kernel @ alpha + bias
        chance = 1 / (1 + np.exp(-score))
        curvature = np.maximum(weight * chance * (1 - chance), 1e-6)
        target = score + weight * (meant - chance) / curvature
        system = np.block(
            [[kernel + np.diag(RIDGE / curvature), np.ones((n, 1))], [np.ones((1, n)), 0]]
        )
        solved = np.linalg.solve(system, np.append(target, 0.0))
        done = np.abs(solved[:-1] - alpha).max() < 1e-4
        alpha, bias = solved[:-1], float(solved[-1])
        if done:
            break
    return alpha, bias


def held_out(
    kernel: Vector, told: Sequence[Example], weight: Vector, groups: Sequence[str]
) -> Vector:
    """The score of each sentence by a model that has seen none of its group."""
    meant = np.array([float(one.meant) for one in told])
    names = sorted(set(groups))
    random.Random(3).shuffle(names)  # noqa: S311
    number = {name: at % FOLDS for at, name in enumerate(names)}
    fold = np.array([number[group] for group in groups])
    scores = np.zeros(len(told))
    for left_out in range(FOLDS):
        seen, unseen = fold != left_out, fold == left_out
        alpha, bias = fit(kernel[np.ix_(seen, seen)], meant[seen], weight[seen])
        scores[unseen] = kernel[np.ix_(unseen, seen)] @ alpha + bias
    return scores


def report(told: Sequence[Example], scores: Vector) -> Iterator[str]:
    """What share is found and what share is falsely alarmed about, at several thresholds."""
    meant = np.array([one.meant for one in told])
    weight = np.array([one.weight for one in told])
    for threshold in (-1.5, -1.0, -0.5, 0.0, 0.5):
        above = scores > threshold
        recall = weight[meant & above].sum() / weight[meant].sum()
        alarms = weight[~meant & above].sum() / weight[~meant].sum()
        yield f"above {threshold:+.1f}: recall {recall:.3f}, false alarms {alarms:.3f}"


def main() -> None:
    """Tune or check each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate; write nothing")
    parser.add_argument("--families", action="store_true", help="leave out families, not lines")
    parser.add_argument("--show", type=int, default=0, help="sentences taken wrongly to show")
    parser.add_argument("model", nargs="*", choices=[*MODELS, []], help="which; none: all")
    given = parser.parse_args()
    for name in given.model or MODELS:
        told = examples(SENTENCES / f"{name}.txt")
        told = twice(with_beginnings(told) if name == "farewell" else told)
        rows = matrix(told, MODELS[name])
        kernel = (rows @ rows.T).astype(np.float64)
        weight = np.array([one.weight for one in told]) * 2
        print(f"{name}: {len(told)} sentences")
        if given.check:
            groups = [one.family if given.families else one.line for one in told]
            scores = held_out(kernel, told, weight, groups)
            for blind in (False, True):
                part = [at for at, one in enumerate(told) if one.blind is blind]
                print("without the grammar" if blind else "as it is")
                print("\n".join(report([told[at] for at in part], scores[part])))
            wrong = [
                (score, one)
                for score, one in zip(scores, told, strict=True)
                if (score > 0) != one.meant
            ]
            for score, one in sorted(wrong, key=lambda pair: -abs(pair[0]))[: given.show]:
                print(f"{score:+.1f} {'meant' if one.meant else 'not'} [{one.family}] {one.text}")
        else:
            meant = np.array([float(one.meant) for one in told])
            alpha, bias = fit(kernel, meant, weight)
            _write(WEIGHTS / f"{name}.npz", rows.T @ alpha.astype(np.float32), bias)


def _write(path: Path, weights: NDArray[np.float32], bias: float) -> None:
    """Keep the weights in a byte each: what is lost is far below what separates sentences."""
    scale = np.float32(np.abs(weights).max() / 127)
    small = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(path, weights=small, scale=scale, bias=np.float32(bias))
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
