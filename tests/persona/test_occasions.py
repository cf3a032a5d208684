"""What there is to come back to in a person's life."""

from datetime import UTC, datetime, timedelta

import pytest

from voice_os.memory import Fact, Turn
from voice_os.memory.facts import learn
from voice_os.memory.rules import facts_in
from voice_os.persona.occasions import (
    Kind,
    Occasion,
    is_settled,
    of_facts,
    of_turns,
    told_together,
)

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def turns(*said: str, at: datetime = MONDAY) -> list[Turn]:
    return [
        Turn(number + 1, 1, at + timedelta(minutes=number), "you", text)
        for number, text in enumerate(said)
    ]


def known(*said: str, at: datetime = MONDAY) -> list[Fact]:
    facts: list[Fact] = []
    for turn in turns(*said, at=at):
        for fact in facts_in(turn):
            facts = learn(facts, fact)
    return facts


def on(occasions: list[Occasion], now: datetime) -> list[str]:
    """What she could say at a time."""
    return [one.said(now) for one in occasions if one.begins <= now < one.ends]


def days(count: float) -> datetime:
    return MONDAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I'll call my mother on Friday.", "You wanted to call your mother today."),
        ("I have to send you my report on Friday.", "You wanted to send me your report today."),
        ("I'm going to book our flight on Friday.", "You wanted to book your flight today."),
    ],
)
def test_a_promise_is_due_on_its_day(said: str, words: str) -> None:
    promises = of_turns(turns(said), MONDAY)
    assert on(promises, days(3.4)) == []
    assert on(promises, days(4)) == [words]


def test_behind_its_day_she_asks_for_it_and_then_no_more() -> None:
    promises = of_turns(turns("I'll call my mother on Friday."), MONDAY)
    question = "Did you get to it?"
    assert on(promises, days(5)) == [f"You wanted to call your mother yesterday. {question}"]
    assert on(promises, days(6)) == [f"You wanted to call your mother on Friday. {question}"]
    assert on(promises, days(8)) == []


@pytest.mark.parametrize(
    "said",
    [
        "I'll call my mother.",
        "I'll call my mother today.",
        "I'll call my mother next week.",
        "If it rains I'll stay in on Friday.",
        "Will I call my mother on Friday?",
        "Tom said I'll call on Friday.",
    ],
)
def test_what_has_no_day_or_was_not_promised_is_left_alone(said: str) -> None:
    assert of_turns(turns(said), MONDAY) == []


def test_what_others_promise_is_no_promise_of_the_person() -> None:
    hers = [Turn(1, 1, MONDAY, "Wren", "I'll call my mother on Friday.")]
    assert of_turns(hers, MONDAY) == []


def test_promises_for_one_day_are_one_sentence() -> None:
    said = turns("I'll call my mother on Friday.", "I have to buy flowers on Friday.")
    due = of_turns(said, MONDAY)
    told, words = told_together(due, days(4))
    assert words == "You wanted to call your mother, and buy flowers today."
    assert len(told) == 2


@pytest.mark.parametrize(
    ("later", "settled"),
    [
        ("I called my mother yesterday.", True),
        ("I have called mother.", True),
        ("I'll call my mother on Saturday.", True),
        ("I still have to call my mother.", False),
        ("When do I have to call my mother?", False),
        ("My mother is well.", False),
    ],
)
def test_what_the_person_came_back_to_is_settled(later: str, settled: bool) -> None:
    said = turns("I'll call my mother on Friday.", later)
    (promise, *_) = of_turns(said[:1], MONDAY)
    assert is_settled(promise, said) is settled


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("The interview is on Friday.", "How did the interview go?"),
        ("The concert is on Friday.", "How was the concert?"),
        ("I'm flying to Rome on Friday.", "How was the trip to Rome?"),
        ("My sister Anna's exam is on Friday.", "How did Anna's exam go?"),
        ("The funeral is on Friday.", "How are you, after the funeral?"),
    ],
)
def test_how_something_was_is_asked_the_day_after(said: str, words: str) -> None:
    events = of_facts(known(said), MONDAY)
    assert on(events, days(4)) == []
    assert on(events, days(5)) == [words]
    assert on(events, days(8)) == []


def test_nobody_is_asked_how_it_was_who_told_already() -> None:
    (event,) = of_facts(known("The interview is on Friday."), MONDAY)
    assert is_settled(event, turns("The interview went well.", at=days(4.8)))
    assert is_settled(event, turns("The interview went well.", at=days(4.3)))
    assert is_settled(event, turns("The interview is near.", "The interview was hell.", at=days(5)))
    assert not is_settled(event, turns("I'm nervous about the interview.", at=days(2)))


def test_what_was_called_off_is_no_occasion() -> None:
    said = ("The party is on Friday.", "The party was cancelled.")
    assert of_facts(known(*said), MONDAY) == []


def test_a_birthday_of_somebody_dear_suggests_a_call() -> None:
    facts = known("My sister is called Anna.", "Anna's birthday is on the sixth of March.")
    birthdays = of_facts(facts, MONDAY)
    assert on(birthdays, days(4)) == [
        "It's your sister Anna's birthday today. You might like to give them a call."
    ]
    assert on(birthdays, days(4 + 365))
    assert on(birthdays, days(3)) == on(birthdays, days(5)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["My birthday is on the sixth of March."], "Happy birthday!"),
        (
            ["My dog is called Rex.", "Rex's birthday is on the sixth of March."],
            "It's your dog Rex's birthday today.",
        ),
        (
            ["My boss is called Tom.", "Tom's birthday is on the sixth of March."],
            "It's your boss Tom's birthday today.",
        ),
    ],
)
def test_other_birthdays_are_only_told(said: list[str], words: str) -> None:
    assert on(of_facts(known(*said), MONDAY), days(4)) == [words]


def test_who_has_died_or_left_is_not_brought_up() -> None:
    facts = known(
        "My grandmother is called Rose.",
        "Rose's birthday is on the sixth of March.",
        "My grandmother Rose died.",
    )
    assert not [one for one in of_facts(facts, days(1)) if one.kind is Kind.BIRTHDAY]


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    leap = Fact("Anna", "birthday", "29 February", None, None, ())
    (first, *_) = of_facts([leap], MONDAY)
    assert first.begins.date().isoformat() == "2027-02-28"
