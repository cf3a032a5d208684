"""What she does not know yet, of what a person comes back to."""

from datetime import UTC, datetime, timedelta

import pytest

from voice_os.memory import Fact, Turn
from voice_os.memory.facts import learn
from voice_os.memory.rules import facts_in
from voice_os.persona.gaps import Gap, gaps, most_welcome
from voice_os.persona.sentiment import valence_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(*said: str) -> tuple[list[Fact], list[Turn]]:
    """Sentences said one an hour, the last one now."""
    turns = [
        Turn(at + 1, 1, NOON - timedelta(hours=len(said) - at), "you", text)
        for at, text in enumerate(said)
    ]
    known: list[Fact] = []
    for turn in turns:
        for fact in facts_in(turn):
            known = learn(known, fact)
    return known, turns


def wanted(*said: str) -> str | None:
    known, turns = told(*said)
    best = most_welcome(gaps(known, NOON), turns, NOON, valence_of)
    return best.question if best else None


def questions(*said: str) -> list[str]:
    known, _ = told(*said)
    return [gap.question for gap in gaps(known, NOON)]


def test_of_people_what_is_not_known_is_a_gap() -> None:
    assert questions("My sister Anna lives in Oslo.") == [
        "What does Anna do for a living?",
        "What does Anna enjoy?",
        "When is Anna's birthday?",
    ]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("My sister lives in Oslo.", "What is your sister's name?"),
        ("My dog is called Rex.", "What does Rex enjoy?"),
        ("I work at Siemens.", "What do you do at Siemens?"),
        ("I like chess.", "What is it that you like about chess?"),
        ("The trip is on the fifth of May.", "Are you looking forward to the trip?"),
        ("The interview is on the fifth of May.", "How do you feel about the interview?"),
    ],
)
def test_there_are_gaps_around_people_work_tastes_and_plans(said: str, question: str) -> None:
    assert question in questions(said)


def test_what_was_answered_is_no_gap_any_more() -> None:
    said = [
        "My sister Anna lives in Oslo.",
        "Anna is a nurse.",
        "Anna likes chess.",
        "Anna's birthday is on the fifth of May.",
    ]
    assert not [question for question in questions(*said) if "Anna" in question]


def test_a_plan_that_is_over_is_none() -> None:
    assert questions("The interview was on the first of March.") == []


def test_nobody_is_asked_about_who_has_died() -> None:
    assert questions("My dog is called Rex.", "My dog Rex died.") == []


def test_what_the_person_comes_back_to_is_asked_first() -> None:
    said = ["My brother is called Tom.", "My sister Anna is lovely.", "Anna made me laugh today."]
    assert "Anna" in (wanted(*said) or "")


def test_what_was_spoken_of_once_is_left_alone() -> None:
    assert wanted("My sister is called Anna.") is None


def test_what_is_spoken_of_sadly_is_left_alone() -> None:
    assert wanted("My boss is called Tom.", "Tom was horrible again.", "I hate how Tom is.") is None


def test_of_two_the_later_counts_more() -> None:
    known, _ = told("My brother is called Tom.", "My sister is called Anna.")
    old = [Turn(9, 1, NOON - timedelta(days=90), "you", "Tom is fun.") for _ in range(3)]
    new = [Turn(9, 1, NOON - timedelta(days=1), "you", "Anna is fun.") for _ in range(3)]
    best = most_welcome(gaps(known, NOON), old + new, NOON, valence_of)
    assert best is not None
    assert best.about == "Anna"


def test_her_own_words_do_not_count() -> None:
    known, turns = told("My sister is called Anna.")
    hers = [Turn(9, 1, NOON, "Wren", "Anna, Anna, Anna.")] * 3
    assert most_welcome(gaps(known, NOON), turns + hers, NOON, valence_of) is None


def test_words_with_odd_signs_are_only_words() -> None:
    gap = Gap("c++ (the language", "reason", "c++ (the language", "?")
    assert most_welcome([gap], [], NOON, valence_of) is None
