"""Words for a manner move it, within its bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona import Identity, Manner, Voice
from voice_os.persona.changes import bounds, value_at
from voice_os.persona.manner import FORMS, described, meant, moved, wished


@pytest.mark.parametrize("word", sorted(FORMS))
def test_more_of_a_word_is_more_or_less_of_a_shade_and_less_of_it_the_contrary(word: str) -> None:
    pull = meant(word)
    assert pull is not None
    here = value_at(Identity(), pull.place)
    (more,) = moved(Identity(), word, 1.0).values()
    (less,) = moved(Identity(), word, -1.0).values()
    assert (more - here) * pull.way > 0 > (less - here) * pull.way


@given(st.lists(st.tuples(st.sampled_from(sorted(FORMS)), st.sampled_from([1.0, -1.0]))))
def test_no_wish_leaves_the_bounds(wishes: list[tuple[str, float]]) -> None:
    identity = Identity()
    for word, way in wishes:
        new = {place.partition(".")[2]: v for place, v in moved(identity, word, way).items()}
        manner = Manner.model_validate({**identity.manner.model_dump(), **new})
        identity = identity.model_copy(update={"manner": manner})


@given(st.text(st.sampled_from("warm not too chatty slow playful but, less brief "), max_size=200))
def test_no_answer_leaves_the_bounds(words: str) -> None:
    for place, value in wished(words, Identity()).items():
        part, _, name = place.partition(".")
        least, most = bounds(Manner if part == "manner" else Voice, name)
        assert least <= value <= most


def test_she_is_described_by_her_manner() -> None:
    assert described(Manner(warmth=0.9)) != described(Manner(warmth=0.3))
    assert "very warm" in described(Manner(warmth=0.9))
