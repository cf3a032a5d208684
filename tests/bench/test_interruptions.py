import numpy as np

from voice_os.audio import SAMPLE_RATE
from voice_os.bench.interruptions import Case, figures
from voice_os.bench.intruders import Intruder, Kind
from voice_os.bench.scene import Encounter, Outcome


def case(kind: Kind | None, *, stopped: bool, quiet: float = 0.1, silent: float = 0.3) -> Case:
    outcome = Outcome(
        stopped,
        round(quiet * SAMPLE_RATE),
        round(silent * SAMPLE_RATE),
        lowered=2,
        held=1,
        words=(),
    )
    if kind is None:
        return Case(0, None, outcome)
    return Case(0, Encounter(Intruder(kind, "", np.zeros(1, np.float32), 0), 0, 0.0), outcome)


def test_shares_and_times_are_those_of_the_cases() -> None:
    found = figures(
        [
            case(None, stopped=False),
            case(Kind.PERSON, stopped=True, quiet=0.1),
            case(Kind.PERSON, stopped=False, quiet=0.1),
            case(Kind.COUGH, stopped=True),
            case(Kind.NOISE, stopped=False),
        ]
    )
    assert found.self_interruptions == 0
    assert (found.lowered, found.held) == (2, 1)
    assert (found.cut_ins, found.cut_ins_detected) == (2, 0.5)
    assert (found.disturbances, found.false_stops) == (2, 0.5)
    assert found.onset_to_quiet_p95_ms == 100
    assert found.onset_to_silent_p95_ms == 300


def test_a_cut_in_that_was_never_noticed_spoils_the_times() -> None:
    unnoticed = Outcome(False, None, None, lowered=0, held=0, words=())
    person = Encounter(Intruder(Kind.PERSON, "", np.zeros(1, np.float32), 0), 0, 0.0)
    found = figures([Case(0, person, unnoticed)])
    assert found.onset_to_quiet_p95_ms > 1_000
