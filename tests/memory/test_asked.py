"""An answer to what she asked is read together with the question."""

from datetime import UTC, datetime

import pytest

from voice_os.memory import Turn
from voice_os.memory.asked import ASKINGS, stated_by
from voice_os.memory.rules import facts_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def learnt(question: str, answer: str) -> list[tuple[str, str, str]]:
    asked = Turn(1, 1, NOON, "Wren", question)
    facts = facts_in(Turn(2, 1, NOON, "you", answer), [asked])
    return [(fact.subject, fact.attribute, fact.value) for fact in facts]


@pytest.mark.parametrize(
    ("question", "answer", "fact"),
    [
        ("Where does Anna live?", "In Oslo.", ("Anna", "home", "Oslo")),
        ("I'll remember that. Where does Anna live?", "Oslo", ("Anna", "home", "Oslo")),
        ("Where does Anna live?", "She lives in Oslo, by the harbour.", ("Anna", "home", "Oslo")),
        ("What does Tom do for a living?", "He's a nurse.", ("Tom", "job", "nurse")),
        ("What does Tom do for a living?", "a nurse", ("Tom", "job", "nurse")),
        ("When is Anna's birthday?", "The fifth of May.", ("Anna", "birthday", "5 May")),
        ("When is Anna's birthday?", "It's on the fifth of May.", ("Anna", "birthday", "5 May")),
        ("What is your sister's name?", "Her name is Anna.", ("you", "sister", "Anna")),
        ("What does Anna enjoy?", "She loves chess.", ("Anna", "likes", "chess")),
    ],
)
def test_a_short_answer_is_learnt(question: str, answer: str, fact: tuple[str, str, str]) -> None:
    assert learnt(question, answer) == [fact]


@pytest.mark.parametrize(
    "answer",
    ["Never mind.", "Not now.", "Why do you ask?", "I don't know.", "Maybe Oslo.", "No.", "", "…"],
)
@pytest.mark.parametrize("attribute", ASKINGS)
def test_what_is_no_answer_teaches_nothing(attribute: str, answer: str) -> None:
    assert learnt(ASKINGS[attribute].of("Anna"), answer) == []


def test_who_speaks_of_themselves_instead_is_understood_so() -> None:
    assert learnt("Where does Anna live?", "I live in Rome.") == [("you", "home", "Rome")]


def test_another_question_of_hers_changes_nothing() -> None:
    assert stated_by("Shall I set a timer?", "In Oslo.") is None
    assert stated_by("", "In Oslo.") is None
