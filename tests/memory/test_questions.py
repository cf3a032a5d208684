"""Questions about facts: one sentence, with its date where that matters, or an honest no."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.memory import Fact, Turn
from voice_os.memory.about import about
from voice_os.memory.facts import YOU, learn
from voice_os.memory.questions import answer, is_about_life
from voice_os.memory.rules import facts_in

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SAID = """
I live in Bergen.
I moved to Oslo in June.
My sister Anna is a nurse. She lives in Rome.
My brother Per works for Equinor.
Tom's birthday is on the third of May.
I like tea. I don't like coffee.
My favourite colour is green.
The interview is on Friday at three.
We're flying to Lisbon in May.
My name is Kim.
I'm allergic to nuts.
""".strip().splitlines()


@pytest.fixture(scope="module")
def known() -> list[Fact]:
    facts: list[Fact] = []
    for place, text in enumerate(SAID, 1):
        at = NOW.replace(month=1 if place == 1 else 11, day=place)
        for fact in facts_in(Turn(place, 1, at, YOU, text)):
            facts = learn(facts, fact)
    return facts


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where do I live?", "You live in Oslo, since June."),
        ("Where did I live in May?", "You lived in Bergen, until June."),
        ("where did i live before", "You lived in Bergen, until June."),
        ("What's my sister’s name?", "Your sister is called Anna."),
        ("Who is Anna?", "Anna is your sister. Anna works as a nurse. Anna lives in Rome."),
        ("where does my sister live", "Anna lives in Rome."),
        ("where does per work", "Per works at Equinor."),
        ("When is Tom's birthday?", "Tom's birthday is on the third of May."),
        ("do i like tea", "Yes: you like tea."),
        ("do i like coffee", "No: you dislike coffee."),
        ("do i like cheese", "I don't know whether you like cheese."),
        ("what's my favourite colour", "Your favourite colour is green."),
        (
            "when is my interview",
            "The interview is on Friday, the thirteenth of November, at three.",
        ),
        ("what is my name", "Your name is Kim."),
        ("what am i allergic to", "You are allergic to nuts."),
        ("when is my trip to lisbon", "The trip to Lisbon is in May 2027."),
        ("where do i work", "I don't know where you work."),
        ("who is my boss", "I don't know who your boss is."),
        ("where did i live in 2019", "I don't know where you lived then."),
        ("when is my birthday", "I don't know your birthday."),
        ("how tall is the moon", None),
    ],
)
def test_a_question_is_answered_in_a_sentence(
    known: list[Fact], question: str, told: str | None
) -> None:
    now = NOW.replace(day=11)
    found = answer(question, known, now)
    assert (found and found.text) == told


def test_what_is_known_of_somebody_is_told_as_it_is_now(known: list[Fact]) -> None:
    assert "Anna lives in Rome." in about("my sister", known, NOW).text
    assert "Bergen" not in about("me", known, NOW).text
    assert about("Zoe", known, NOW).text == "You haven't told me anything about Zoe."
    assert not about("Zoe", known, NOW).facts


def test_an_answer_says_which_facts_it_rests_on(known: list[Fact]) -> None:
    found = answer("where do i live", known, NOW)
    assert found is not None
    assert [fact.value for fact in found.facts] == ["Oslo"]


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("where do i live", True),
        ("when is my sister's birthday", True),
        ("where does Anna live", True),
        ("when is the interview", True),
        ("who is Napoleon", False),
        ("when is Christmas", False),
        ("where is Napoleon from", False),
        ("what does photosynthesis do", False),
        ("where does the president live", False),
    ],
)
def test_only_what_is_of_ones_own_life_is_hers_to_answer(question: str, is_so: bool) -> None:
    assert is_about_life(question, NOW) is is_so


@given(st.text(max_size=100))
def test_any_question_at_all_is_survived(question: str) -> None:
    answer(question, [], NOW)
    is_about_life(question, NOW)
