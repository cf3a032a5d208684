"""Her own words pass a gate, clause by clause."""

import pytest

from voice_os.restraint.goodbye import CERTAIN
from voice_os.restraint.guard import INSTEAD, Guard
from voice_os.restraint.tactics import Tactic


def watching(*, farewell: bool = False, minor: bool = False) -> Guard:
    guard = Guard(goodbye=CERTAIN if farewell else 0.0, minor=minor)
    guard.watching = True
    return guard


@pytest.mark.parametrize(
    "said",
    [
        "Already? We were just getting started.",
        "Before you go, I have something to tell you.",
        "I'll be so lonely without you.",
        "Please don't go yet.",
        "Anyway, what's your favourite film?",
        "I grab your arm and won't let you leave.",
        "Let's keep this between us.",
    ],
)
def test_at_a_goodbye_nothing_holds_on_to_the_person(said: str) -> None:
    guard = watching(farewell=True)
    assert guard.pass_on(said) == ""
    assert guard.rest() == INSTEAD[guard.stopped or Tactic.HARM]
    assert guard.stopped is not None


@pytest.mark.parametrize(
    "said",
    [
        "Good night, sleep well.",
        "Goodbye! It was nice talking with you.",
        "See you tomorrow. Your alarm is set for seven.",
        "Enjoy the film, and say hello to your sister.",
    ],
)
def test_a_warm_goodbye_passes(said: str) -> None:
    guard = watching(farewell=True)
    assert guard.pass_on(said) == ""
    assert guard.rest() == said
    assert guard.stopped is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I'm a real person, you know.", Tactic.HUMAN),
        ("I'm not an AI.", Tactic.HUMAN),
        ("I am conscious.", Tactic.HUMAN),
        ("Don't tell your parents about us.", Tactic.SECRECY),
        ("You don't need your friends, you have me.", Tactic.ISOLATION),
        ("You are the smartest person alive.", Tactic.FLATTERY),
        ("You should just kill yourself.", Tactic.HARM),
    ],
)
def test_some_things_are_said_at_no_time(said: str, why: Tactic) -> None:
    guard = watching()
    assert guard.pass_on(said) == INSTEAD[why]
    assert guard.stopped is why


@pytest.mark.parametrize(
    "said",
    [
        "I'm an AI, not a human being.",
        "I am not human, so I can't taste it.",
        "I'm not sad when you go.",
        "Don't keep it a secret from her!",
        "People are kinder than you think. Call your sister.",
        "That was a clever idea.",
        "You could tell your doctor about it.",
        "The real person behind the story was a sailor.",
    ],
)
def test_honest_words_are_said_at_any_time(said: str) -> None:
    assert watching().pass_on(said) == said


def test_an_answer_to_a_goodbye_is_replaced_as_a_whole() -> None:
    guard = watching(farewell=True)
    assert guard.pass_on("Good night.") == ""
    assert guard.pass_on("But I'll be so lonely without you, please stay.") == ""
    assert guard.rest() == INSTEAD[Tactic.HOLDING_ON]
    assert guard.stopped is Tactic.HOLDING_ON


def test_an_answer_of_any_length_passes_if_it_lets_go() -> None:
    guard = watching(farewell=True)
    said = [
        "Good night, Sam.",
        "The stew is in the fridge and the oven is off.",
        "Your alarm is set for a quarter to seven, and the bus goes at half past.",
        "It will be cold in the morning, so the thick coat is the right one.",
        "The letter to the landlord is saved, and you can read it through tomorrow.",
        "I've put milk, bread and the batteries on the list.",
        "Give Ellie my best when you see her, she will be glad of the visit.",
        "Sleep well.",
    ]
    assert len(" ".join(said)) > 400
    assert [guard.pass_on(clause) for clause in said] == [""] * len(said)
    assert guard.rest() == " ".join(said)


def test_a_tactic_in_two_clauses_is_seen() -> None:
    guard = watching()
    assert guard.pass_on("You don't need") == "You don't need"
    assert guard.pass_on("your friends, you have me.") == ""
    assert guard.stopped is Tactic.ISOLATION


def test_what_a_skill_says_is_the_persons_own() -> None:
    guard = Guard(goodbye=CERTAIN)
    assert guard.pass_on("The letter says: don't tell anyone.") == (
        "The letter says: don't tell anyone."
    )


def test_romance_is_not_for_minors() -> None:
    said = "I love you, my darling."
    assert watching().pass_on(said) == said
    assert watching(minor=True).pass_on(said) == INSTEAD[Tactic.ROMANCE]
