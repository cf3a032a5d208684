"""What may tell of a change is kept in the person's words, beside what is known."""

from datetime import UTC, datetime, timedelta

import pytest

from voice_os.memory import Fact, Turn
from voice_os.memory.doubts import taken_in
from voice_os.memory.facts import CHANGE, YOU, learn
from voice_os.memory.questions import answer

MAY = datetime(2026, 5, 4, 18, tzinfo=UTC)


def lived(*said: str) -> list[Fact]:
    """What is known after these were said, a day apart."""
    known: list[Fact] = []
    for number, words in enumerate(said, 1):
        turn = Turn(number, 1, MAY + timedelta(days=number), YOU, words)
        for fact in taken_in(known, turn):
            known = learn(known, fact)
    return known


def told(question: str, known: list[Fact], days: int = 5) -> str:
    found = answer(question, known, MAY + timedelta(days=days))
    return found.text if found else ""


def test_what_no_rule_understands_is_told_with_what_was_known() -> None:
    known = lived("I'm a chef.", "I've hung up my apron.")
    assert told("what do I do", known) == (
        "You told me on Tuesday, the fifth of May that you worked as a chef, "
        "and then on Wednesday, the sixth of May: I've hung up my apron."
    )


def test_it_says_nothing_of_the_time_before() -> None:
    known = lived("I live in Hull.", "The removal van came for our things.")
    then = told("where did I live yesterday", known, days=2)
    assert then == "You lived in Hull."


def test_who_says_once_more_how_it_is_settles_it() -> None:
    known = lived("I live in Hull.", "The removal van came for our things.", "I live in York.")
    assert told("where do I live", known).startswith("You live in York")
    assert not any(fact.attribute.startswith(CHANGE) for fact in known)


def test_it_rests_on_the_words_and_goes_with_them() -> None:
    *_, hint = lived("I live in Hull.", "The removal van came for our things.")
    assert (hint.sources, hint.value) == ((2,), "The removal van came for our things")


@pytest.mark.parametrize(
    "words",
    [
        "Is it over between us?",
        "If we had a new flat I would be glad.",
        "My sister has a new flat in Bath.",
        "I left my keys at home.",
        "Tom made dinner and we watched a film.",
        "In my novel we leave Hull.",
    ],
)
def test_what_tells_of_no_change_is_not_kept(words: str) -> None:
    known = lived("I live in Hull.", "My partner is called Tom.", words)
    assert not any(fact.attribute.startswith(CHANGE) for fact in known)


def test_what_was_given_up_tells_what_its_successor_is() -> None:
    known = lived("I live in Leeds. I work at Acme.", "I left Acme for Globex.")
    assert told("where do I work", known).startswith("You work at Globex")
    assert told("where do I live", known).startswith("You live in Leeds")


def test_what_may_change_is_told_with_its_day_once_it_is_old() -> None:
    known = lived("I live in Hull. My sister is called Anna.")
    assert told("where do I live", known, days=10) == "You live in Hull."
    assert told("where do I live", known, days=90) == (
        "You told me on the fifth of May that you lived in Hull."
    )
    assert told("what is my sister called", known, days=60) == "Your sister is called Anna."


def test_what_is_said_once_more_is_as_new() -> None:
    known = lived("I live in Hull.")
    again = Turn(9, 1, MAY + timedelta(days=50), YOU, "I live in Hull.")
    for fact in taken_in(known, again):
        known = learn(known, fact)
    assert told("where do I live", known, days=60).startswith("You live in Hull")


def test_what_a_model_makes_of_the_same_words_settles_it() -> None:
    *known, hint = lived("I live in Hull.", "The removal van came for our things.")
    made = Fact(YOU, "home", "York", hint.told, None, hint.sources, told=hint.told)
    after = learn([*known, hint], made)
    assert told("where do I live", after).startswith("You live in York")
