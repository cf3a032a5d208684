"""Versions of an identity: each with a date and a reason, and all of them can be taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.persona import Identity, Manner
from voice_os.persona.changes import DRIFT, bounded, bounds, changed, drifted, undone, value_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SHADES = sorted(Manner.model_fields)
asked = st.fixed_dictionaries(
    {"shade": st.sampled_from(SHADES), "to": st.floats(0, 1).map(lambda x: round(x, 2))}
)


def ask(identity: Identity, shade: str, to: float) -> Identity:
    place = f"manner.{shade}"
    new = {place: bounded(place, to)}
    return changed(identity, new, what=f"other {shade}", why="You asked me to.", at=NOON)


def test_a_change_is_a_version_with_what_when_and_why() -> None:
    named = changed(Identity(), {"name": "Ada"}, what="took the name Ada", why="So.", at=NOON)
    assert (named.name, named.version) == ("Ada", 1)
    (change,) = named.changes
    assert (change.version, change.at, change.what, change.why) == (
        *(1, NOON, "took the name Ada", "So."),
    )


def test_what_changes_nothing_is_no_version() -> None:
    one = Identity()
    assert changed(one, {"name": one.name}, what="nothing", why="", at=NOON) is one


def test_a_value_that_is_not_allowed_is_a_sentence() -> None:
    with pytest.raises(Problem, match=r"manner\.warmth"):
        changed(Identity(), {"manner.warmth": 0.1}, what="cold", why="", at=NOON)


@given(st.lists(asked, max_size=8))
def test_all_changes_can_be_taken_back_one_by_one(wishes: list[dict[str, Any]]) -> None:
    identity = Identity()
    for wish in wishes:
        identity = ask(identity, **wish)
    for _ in range(identity.version):
        identity = undone(identity, NOON)
    assert identity.manner == Manner()
    with pytest.raises(Problem):
        undone(identity, NOON)


def test_a_change_of_manner_is_taken_back_without_the_name() -> None:
    playful = ask(Identity(), "playfulness", 0.8)
    named = changed(playful, {"name": "Ada"}, what="took the name Ada", why="So.", at=NOON)
    back = undone(named, NOON, within=("manner", "voice"))
    assert (back.name, back.manner) == ("Ada", Manner())


@given(
    st.lists(asked, max_size=3),
    st.lists(st.tuples(st.sampled_from(SHADES), st.floats(-0.2, 0.2)), max_size=40),
)
def test_manner_drifts_no_farther_than_stated_and_name_and_values_never(
    wishes: list[dict[str, Any]], drifts: list[tuple[str, float]]
) -> None:
    start = Identity()
    for wish in wishes:
        start = ask(start, **wish)
    identity = start
    for days, (shade, by) in enumerate(drifts):
        at = NOON + timedelta(days=days)
        identity = drifted(identity, shade, by, why="It seemed welcome.", at=at)
    assert (identity.name, identity.values, identity.cares) == (
        *(start.name, start.values, start.cares),
    )
    for shade in SHADES:
        least, most = bounds(Manner, shade)
        value = value_at(identity, f"manner.{shade}")
        assert least <= value <= most
        assert abs(value - value_at(start, f"manner.{shade}")) <= DRIFT + 1e-9
    assert all(change.why for change in identity.changes)
