from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import SAMPLE_RATE
from voice_os.conversation.rhythm import LONGEST, SHORTEST, USUAL, Rhythm

pauses = st.lists(st.integers(0, 10 * SAMPLE_RATE))


def after(heard: list[int], rhythm: Rhythm | None = None) -> Rhythm:
    return reduce(Rhythm.after, heard, rhythm or Rhythm())


def test_of_a_stranger_the_usual_is_expected() -> None:
    assert Rhythm().long_pause == USUAL


@given(pauses)
def test_it_stays_within_bounds(heard: list[int]) -> None:
    assert SHORTEST <= after(heard).long_pause <= LONGEST


@given(pauses)
def test_longer_pauses_never_make_it_shorter(heard: list[int]) -> None:
    longer = [pause + SAMPLE_RATE // 4 for pause in heard]
    assert after(longer).long_pause >= after(heard).long_pause


def test_one_long_pause_is_minded_at_once() -> None:
    assert Rhythm().after(SAMPLE_RATE).long_pause >= 1.2 * USUAL


def test_one_short_pause_changes_little() -> None:
    assert 0.9 * USUAL < Rhythm().after(SAMPLE_RATE // 8).long_pause < USUAL


def test_a_slow_hour_is_forgotten_slowly() -> None:
    slow = after([SAMPLE_RATE] * 20)
    assert after([SAMPLE_RATE // 8] * 5, slow).long_pause > USUAL
    assert after([SAMPLE_RATE // 8] * 50, slow).long_pause <= USUAL


@pytest.mark.parametrize("typical", [0.12, 0.2])
def test_nine_of_ten_pauses_are_shorter(typical: float) -> None:
    random = np.random.default_rng(1)
    heard = (random.lognormal(np.log(typical), 0.5, 3000) * SAMPLE_RATE).astype(int).tolist()
    settled = [after(heard[:count]).long_pause for count in range(2000, 3000, 100)]
    tenth_longest = float(np.percentile(heard, 90))
    assert 0.7 * tenth_longest < float(np.mean(settled)) < 1.6 * tenth_longest
