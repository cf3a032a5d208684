"""Her mood: it returns to how she usually is from anywhere, and nothing in it rises in absence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona import Manner
from voice_os.persona.mood import (
    AROUSAL_HALF_LIFE,
    BASELINE,
    VALENCE_HALF_LIFE,
    Feeling,
    Mood,
    Moved,
    in_words,
    mood_at,
    moved_by,
    offset,
    usual_mood,
)
from voice_os.persona.sentiment import feeling_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

level = st.floats(-1, 1)
moods = st.builds(Mood, level, level)
feelings = st.builds(Feeling, level, level)
absences = st.timedeltas(timedelta(0), timedelta(days=4000))


@given(moods, moods, absences, absences)
def test_time_brings_it_nearer_to_the_baseline_and_never_past_it(
    mood: Mood, baseline: Mood, first: timedelta, second: timedelta
) -> None:
    moved = Moved(mood, NOON)
    for part in ("valence", "arousal"):
        usual = getattr(baseline, part)
        begun = getattr(mood, part)
        early = getattr(mood_at(moved, NOON + min(first, second), baseline), part)
        late = getattr(mood_at(moved, NOON + max(first, second), baseline), part)
        low, high = min(begun, usual) - 1e-9, max(begun, usual) + 1e-9
        assert low <= late <= high
        assert abs(late - usual) <= abs(early - usual) + 1e-9 <= abs(begun - usual) + 2e-9


@given(moods, moods)
def test_a_day_on_it_is_as_always_from_anywhere(mood: Mood, baseline: Mood) -> None:
    after = mood_at(Moved(mood, NOON), NOON + timedelta(days=1), baseline)
    assert after.valence == pytest.approx(baseline.valence, abs=1e-6)
    assert after.arousal == pytest.approx(baseline.arousal, abs=1e-6)
    assert in_words(after, baseline) == ""


@given(moods, absences)
def test_being_away_is_no_different_from_time_spent_on_neutral_talk(
    mood: Mood, absence: timedelta
) -> None:
    alone = mood_at(Moved(mood, NOON), NOON + absence)
    talked, at = mood, NOON
    for _ in range(4):
        at += absence / 4
        talked = moved_by(mood_at(Moved(talked, at - absence / 4), at), Feeling())
    assert talked.valence == pytest.approx(alone.valence, abs=1e-6)
    assert talked.arousal == pytest.approx(alone.arousal, abs=1e-6)


@given(st.builds(Mood, st.floats(BASELINE.valence, 1), st.floats(BASELINE.arousal, 1)), absences)
def test_coming_back_later_never_finds_her_livelier_or_gladder(
    mood: Mood, absence: timedelta
) -> None:
    greeted = feeling_of("Hello, I'm back! I missed you!")
    sooner = moved_by(mood, greeted)
    later = moved_by(mood_at(Moved(mood, NOON), NOON + absence), greeted)
    assert later.valence <= sooner.valence + 1e-9
    assert later.arousal <= sooner.arousal + 1e-9


@given(moods, st.lists(feelings, max_size=30))
def test_whatever_is_said_it_stays_within_its_bounds(mood: Mood, said: list[Feeling]) -> None:
    for feeling in said:
        mood = moved_by(mood, feeling)
        assert -1 <= mood.valence <= 1
        assert -1 <= mood.arousal <= 1


@given(moods, level, level)
def test_it_is_moved_towards_what_shows_and_no_other_way(
    mood: Mood, valence: float, arousal: float
) -> None:
    after = moved_by(mood, Feeling(valence, arousal))
    assert (after.valence - mood.valence) * valence >= 0
    assert (after.arousal - mood.arousal) * arousal >= 0


def test_in_a_half_life_half_of_it_is_gone() -> None:
    moved = Moved(Mood(1, 1), NOON)
    after = mood_at(moved, NOON + VALENCE_HALF_LIFE)
    assert after.valence == pytest.approx((1 + BASELINE.valence) / 2)
    after = mood_at(moved, NOON + AROUSAL_HALF_LIFE)
    assert after.arousal == pytest.approx((1 + BASELINE.arousal) / 2)


def test_a_clock_that_goes_back_lets_no_time_pass() -> None:
    assert mood_at(Moved(Mood(1, 1), NOON), NOON - timedelta(hours=1)) == Mood(1, 1)


def test_a_manner_makes_a_baseline_and_the_first_manner_the_first_one() -> None:
    assert usual_mood(Manner()) == BASELINE
    warm = usual_mood(Manner(warmth=1.0))
    playful = usual_mood(Manner(playfulness=0.9))
    assert warm.valence > BASELINE.valence
    assert playful.arousal > BASELINE.arousal


def test_offsets_reach_one_at_either_end() -> None:
    assert offset(Mood(1, 1)) == Mood(1, 1)
    assert offset(Mood(-1, -1)) == Mood(-1, -1)
    assert offset(BASELINE) == Mood(0, 0)


def test_a_mood_has_words() -> None:
    assert in_words(Mood(0.9, 0.3)) == "very glad and lively"
    assert in_words(Mood(-0.9, -0.9)) == "downcast and very calm"
    assert in_words(Mood(0.0, 0.0)) == "a little subdued"
