"""End of turn, measured on recorded people: who is cut off, and how long the others wait.

Voice activity, speech and the policy are the real ones, on the sample clock; where the words end is
told by energy, without them. What an engine answers counts at once: it does so before the shortest
pause is over.

The policy's figures are the quickest round ones that cut off at most 3% of one half of the
recordings (by their names' hash). The other half is what is reported, and all of them beside it;
it is no untouched test, for both were looked at while the policy's form was sought.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.bench.figures import percentiles
from voice_os.bench.listening import BEHIND, CONDITIONS, Heard, Rooms, hear
from voice_os.bench.recordings import recordings
from voice_os.conversation.endpointing import Evidence, pause_needed
from voice_os.conversation.rhythm import Rhythm
from voice_os.errors import Problem
from voice_os.stt import EndOfTurn, SpeechToText

PATIENCES = ("quick", "natural", "patient")

_SCALES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy makes of `n` utterances.

    `cut_off`: the share of turns that were over before the last word had ended; `delay_ms`: median
    and 95th percentile of the time from there to the end of the turn, of those that were not.
    """

    n: int
    cut_off: float
    delay_ms: dict[str, float] | None


@dataclass(frozen=True, slots=True)
class Variant:
    """An outcome, and of what. `condition` and `half` may be "all"."""

    patience: str
    smart_turn: bool
    condition: str
    half: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve: all pauses times `scale`, or all of `scale` seconds."""

    scale: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The figures of end of turn. `curves` by what tells: "one pause for all" and the policy's."""

    recordings: int
    words: str
    smart_turn: bool
    false_starts: float
    variants: tuple[Variant, ...]
    curves: dict[str, tuple[Point, ...]] = field(default_factory=dict)

    def of(self, patience: str, *, smart_turn: bool, condition: str = "all") -> Outcome:
        """The outcome on the half that the policy's figures were not chosen by."""
        return next(
            variant.outcome
            for variant in self.variants
            if (variant.patience, variant.smart_turn, variant.condition, variant.half)
            == (patience, smart_turn, condition, "held out")
        )

    @property
    def endpoint(self) -> Outcome:
        """The outcome of what she does unless told otherwise."""
        return self.of("natural", smart_turn=self.smart_turn)

    def as_dict(self) -> dict[str, Any]:
        """For programs: the figures of `endpoint`, and all others below it."""
        return {**asdict(self.endpoint), **asdict(self)}


async def measure_endpoints(
    data: Path,
    end_of_turn: EndOfTurn | None,
    *,
    ear: SpeechToText | None = None,
    on_heard: Callable[[int], None] = lambda _: None,
) -> Endpoints:
    """Measure end of turn on the recordings below `data`.

    `ear` gives the words of what is said in English; without it there are none. `on_heard` is told
    how many recordings have been heard. Raises `Problem` where nothing can be measured.
    """
    rooms = Rooms.of(data)
    heard: list[Heard] = []
    for number, recording in enumerate(recordings(data), start=1):
        heard += [await hear(recording, one, rooms, end_of_turn, ear) for one in CONDITIONS]
        on_heard(number)
    if len({one.tuned_on for one in heard}) < 2:
        raise Problem(f"There are too few recordings below {data} to measure the end of turns.")
    return _figures(heard, end_of_turn, ear)


Needed = Callable[[Heard, Evidence, Rhythm], float]
"""How many samples of pause end the turn."""


def policy(patience: str, smart_turn: bool, scale: float = 1.0) -> Needed:
    """The real policy, with or without what `EndOfTurn` answered; its pauses times `scale`."""

    def needed(heard: Heard, evidence: Evidence, rhythm: Rhythm) -> float:
        known = evidence if smart_turn else replace(evidence, finished=None)
        return scale * pause_needed(known, patience, rhythm, heard.language)

    return needed


def outcome(heard: Iterable[Heard], needed: Needed) -> Outcome:
    """What a policy makes of the utterances."""
    delays = [_delay(one, needed) for one in heard]
    waited = [delay / SAMPLE_RATE for delay in delays if delay >= 0]
    cut_off = round(1 - len(waited) / len(delays), 4) if delays else 0.0
    return Outcome(len(delays), cut_off, percentiles(waited))


def _delay(heard: Heard, needed: Needed) -> int:
    """Samples from the last word's end to the end of the turn; negative where it was cut off."""
    rhythm = Rhythm()
    for pause in heard.pauses:
        frames = -(-needed(heard, pause.evidence, rhythm) // FRAME)
        if pause.lasted >= frames * FRAME:
            return int(pause.began + frames * FRAME - heard.end)
        rhythm = rhythm.after(pause.lasted)
    return BEHIND


def _figures(
    heard: Sequence[Heard], end_of_turn: EndOfTurn | None, ear: SpeechToText | None
) -> Endpoints:
    with_and_without = (False, True) if end_of_turn is not None else (False,)
    held_out = [one for one in heard if not one.tuned_on]
    variants = tuple(
        Variant(patience, smart_turn, condition, half, outcome(among, needed))
        for patience in PATIENCES
        for smart_turn in with_and_without
        for needed in [policy(patience, smart_turn)]
        for condition in ("all", *CONDITIONS)
        for half, everyone in (("held out", held_out), ("all", heard))
        for among in [[one for one in everyone if condition in ("all", one.condition)]]
    )
    curves = {"one pause for all": _curve(held_out, _one_pause)}
    for smart_turn in with_and_without:
        name = "with Smart Turn" if smart_turn else "without Smart Turn"
        curves[name] = _curve(held_out, partial(policy, "natural", smart_turn))
    return Endpoints(
        recordings=len(heard) // len(CONDITIONS),
        words=ear.name if ear is not None else "none",
        smart_turn=end_of_turn is not None,
        false_starts=round(float(np.mean([one.false_starts > 0 for one in heard])), 4),
        variants=variants,
        curves=curves,
    )


def _one_pause(seconds: float) -> Needed:
    """The plainest policy, to compare with."""
    return lambda *_: seconds * SAMPLE_RATE


def _curve(heard: Sequence[Heard], needed: Callable[[float], Needed]) -> tuple[Point, ...]:
    return tuple(Point(scale, outcome(heard, needed(scale))) for scale in _SCALES)
