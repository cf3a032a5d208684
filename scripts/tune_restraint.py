"""Make the weights of the restraint's scorers out of the sentences in `scripts/restraint`.

    .venv/bin/python scripts/tune_restraint.py            # write the weights
    .venv/bin/python scripts/tune_restraint.py --check    # cross-validate, write nothing

Logistic regression with a ridge, lower for what tells much by itself, by Newton's method with
conjugate gradients. Cross-validation leaves out some after others of the authors who did not know
the gate, so that it tells how the words of somebody nobody has heard are taken.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from restraint_examples import MODELS, Example, author

from voice_os.restraint.scorer import SIZE, features
from voice_os.restraint.wording import sentences

WEIGHTS = Path(__file__).parent.parent / "voice_os" / "restraint"

SELDOM = 0.06
"""What is added to every count of a feature."""

PLAIN = 0.5
"""How much is made at least of a feature."""

RIDGE = 0.25
STEPS = 7

FOLDS = 6
"""In how many parts the authors are left out."""

Vector = NDArray[np.float64]
Row = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Which features a sentence has, and how much of each."""


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


def fit(table: Table, told: Sequence[Example]) -> Vector:
    """Weights of the logistic regression, the last of them the bias."""
    meant = np.array([float(one.meant) for one in told])
    weight = np.array([one.weight for one in told]) * 2
    trust = contrast(table, meant, weight)
    table = replace(table, value=table.value * trust[table.at].astype(np.float32))
    ridge = np.append(np.full(SIZE, RIDGE), 1e-3)
    weights = np.zeros(SIZE + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table.scores(weights)))
        slope = table.sums(weight * (chance - meant)) + ridge * weights
        curvature = weight * chance * (1 - chance)
        weights -= _solve(table, curvature, ridge, slope)
    return weights * trust


def contrast(table: Table, meant: Vector, weight: Vector) -> Vector:
    """How much each feature by itself tells what is meant from what is not: it may weigh more then.

    The log-count ratio of Wang and Manning, "Baselines and Bigrams" (ACL 2012).
    """
    there, elsewhere = (table.sums(weight * some) + SELDOM for some in (meant, 1 - meant))
    ratio = np.log(there / there.sum()) - np.log(elsewhere / elsewhere.sum())
    return np.append(PLAIN + np.abs(ratio[:-1]), 1)


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


def held_out(rows: Sequence[Row], told: Sequence[Example]) -> Vector:
    """The score of each sentence of an author by a model that has seen none of theirs."""
    scores = np.full(len(told), np.nan)
    by = [author(one.family) for one in told]
    authors = sorted({*by} - {""})
    for some in (set(authors[at::FOLDS]) for at in range(FOLDS)):
        seen = [at for at, one in enumerate(by) if one not in some]
        unseen = [at for at, one in enumerate(by) if one in some]
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
        others = weight[~meant].sum()  # there are authors who wrote none
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
        told = MODELS[name]()
        rows = [features(sentences(one.text)) for one in told]
        print(f"{name}: {len(told)} sentences")
        if given.check:
            scores = held_out(rows, told)
            chosen = [
                (one, float(score))
                for one, score in zip(told, scores, strict=True)
                if author(one.family).startswith(given.author) and not (one.part or np.isnan(score))
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
