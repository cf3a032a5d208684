"""How a mood is to be heard. That it is heard is measured in `tests/bench/test_moods.py`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona.mood import BASELINE, Mood
from voice_os.persona.prosody import coloured
from voice_os.tts import Delivery

level = st.floats(-1, 1)
bases = st.builds(Delivery, st.floats(0.5, 3), st.floats(0.5, 2), st.floats(0.1, 2))


@given(bases)
def test_as_always_the_voice_is_as_it_was_set(base: Delivery) -> None:
    assert coloured(base, BASELINE) == base


@given(bases, level, level, level, st.booleans())
def test_more_of_either_never_makes_it_slower_lower_quieter_or_more_hesitant(
    base: Delivery, one: float, other: float, fixed: float, lively: bool
) -> None:
    low, high = sorted((one, other))
    less = coloured(base, Mood(fixed, low) if lively else Mood(low, fixed))
    more = coloured(base, Mood(fixed, high) if lively else Mood(high, fixed))
    slack = 0.02  # what nobody hears is not done
    assert more.rate >= less.rate * (1 - slack)
    assert more.pitch >= less.pitch * (1 - slack)
    assert more.energy >= less.energy * (1 - slack)
    assert more.pause <= less.pause * (1 + slack)


@given(bases, level, level)
def test_what_the_person_set_stays_the_base(base: Delivery, valence: float, arousal: float) -> None:
    heard = coloured(base, Mood(valence, arousal))
    assert heard.rate == pytest.approx(base.rate, rel=0.19)
    assert heard.pitch == pytest.approx(base.pitch, rel=0.11)
    assert heard.energy == pytest.approx(base.energy, rel=0.37)
    assert heard.pause > 0
