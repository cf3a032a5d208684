"""The policy of early work, on facts alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.breath import Breath
from voice_os.conversation.speculation import MOSTLY_WASTED, Drafts, may_work_early

IDLE = Breath(0.0, on_battery=False)
BUSY = Breath(1.0, on_battery=False)


def drafts(*fates: bool) -> Drafts:
    followed = Drafts()
    for kept in fates:
        followed = followed.after(kept)
    return followed


def test_on_and_off_mean_what_they_say() -> None:
    assert may_work_early("on", BUSY, 1.0)
    assert not may_work_early("off", IDLE, 0.0)


def test_an_idle_machine_works_early() -> None:
    assert may_work_early("auto", IDLE)


def test_a_machine_without_a_free_core_does_not() -> None:
    assert not may_work_early("auto", BUSY)
    assert not may_work_early("auto", Breath(0.7, on_battery=False, cores=2))
    assert may_work_early("auto", Breath(0.7, on_battery=False, cores=8))


def test_a_machine_of_one_core_works_early_while_nobody_else_uses_it() -> None:
    assert may_work_early("auto", Breath(0.1, on_battery=False, cores=1))
    assert not may_work_early("auto", Breath(0.3, on_battery=False, cores=1))


@pytest.mark.parametrize(("charge", "may"), [(0.9, True), (0.31, True), (0.29, False)])
def test_a_battery_that_runs_low_is_spared(charge: float, may: bool) -> None:
    assert may_work_early("auto", Breath(0.0, on_battery=True, charge=charge)) is may
    assert may_work_early("auto", Breath(0.0, on_battery=False, charge=charge))


def test_waste_counts_on_battery_only() -> None:
    assert not may_work_early("auto", Breath(0.0, on_battery=True), MOSTLY_WASTED + 0.01)
    assert may_work_early("auto", IDLE, 1.0)


def test_two_drafts_thrown_away_in_each_turn_are_what_a_turn_costs() -> None:
    wasted = drafts(*([False, False, True] * 20)).wasted
    assert 0.5 < wasted < MOSTLY_WASTED


def test_drafts_that_are_never_kept_are_mostly_wasted() -> None:
    assert drafts(*[False] * 20).wasted > MOSTLY_WASTED


def test_early_work_that_was_given_up_is_tried_again_after_some_turns() -> None:
    given_up = drafts(*[False] * 30)
    assert given_up.after(True).after(True).after(True).wasted <= MOSTLY_WASTED


@given(st.lists(st.booleans()))
def test_the_share_that_was_thrown_away_stays_a_share(fates: list[bool]) -> None:
    assert 0 <= drafts(*fates).wasted <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(1, 64))
def test_a_machine_with_less_breath_never_works_more(
    load: float, more: float, wasted: float, cores: int
) -> None:
    lighter = Breath(min(load, more), on_battery=False, cores=cores)
    heavier = Breath(max(load, more), on_battery=False, cores=cores)
    if may_work_early("auto", heavier, wasted):
        assert may_work_early("auto", lighter, wasted)
