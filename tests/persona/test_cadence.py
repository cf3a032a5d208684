"""How often she may ask."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona.cadence import AFTER_A_REFUSAL, EVERY, Cadence, waves_away


@given(st.lists(st.sampled_from(["eager", "quiet", "refused"]), max_size=300))
def test_of_any_six_turns_one_at_most_ends_with_a_question(life: list[str]) -> None:
    cadence, asked = Cadence(), []
    for turn, how in enumerate(life):
        if how == "refused":
            cadence = cadence.refused()
        asks = cadence.may_ask and how != "quiet"
        if asks:
            asked.append(turn)
        cadence = cadence.after(asked=asks)
    assert all(later - earlier >= EVERY for earlier, later in pairwise(asked))
    assert not asked or asked[0] >= EVERY - 1


def test_after_a_refusal_she_asks_nothing_for_long() -> None:
    cadence = Cadence(turns=EVERY).after(asked=True).refused()
    waited = 0
    while not cadence.may_ask:
        cadence = cadence.after(asked=False)
        waited += 1
    assert waited == AFTER_A_REFUSAL - 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Never mind.",
            "not now",
            "No, not now.",
            "I'd rather not say.",
            "None of your business!",
        ),
        *("I don't want to talk about it.", "That's private.", "Why do you ask?", "No."),
    ],
)
def test_a_question_is_waved_away(text: str) -> None:
    assert waves_away(text)


@pytest.mark.parametrize("text", ["In Oslo.", "Norway.", "She is a nurse.", "Notting Hill", ""])
def test_an_answer_is_none(text: str) -> None:
    assert not waves_away(text)
