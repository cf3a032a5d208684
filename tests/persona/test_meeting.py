"""What is asked in a first meeting, what counts as an answer, and what comes of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.memory import Fact, Turn
from voice_os.memory.facts import YOU
from voice_os.memory.rules import facts_in
from voice_os.persona import Identity
from voice_os.persona.meeting import (
    Meeting,
    Reading,
    Topic,
    from_bytes,
    is_answer,
    meaning,
    name_in,
    opening,
    outcome,
    reading,
    to_bytes,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@given(st.lists(st.text(max_size=40), min_size=4, max_size=8))
def test_each_question_is_asked_once_whatever_is_said(answers: list[str]) -> None:
    meeting, asked = Meeting(NOON), []
    for said in answers:
        if meeting.topic is not None:
            asked.append(meeting.topic)
        meeting = from_bytes(to_bytes(meeting.answered(said)))
    assert asked == list(Topic)
    new, said = outcome(meeting, Identity())
    assert new["met"] == NOON
    assert new["name"] in said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        *(("Anna", "Anna"), ("tom", "Tom"), ("I'm Tom.", "Tom"), ("call me Jean-Luc", "Jean-Luc")),
        ("My name is Maria Teresa, and yours?", "Maria Teresa"),
        *(("you can call me Al", "Al"), ("it's O'Brien", "O'Brien"), ("Will", "Will")),
        *(("Peter, please", "Peter"), ("Hi, I'm Eve, nice to meet you", "Eve")),
        *(("I am tired of this", ""), ("what's yours", ""), ("hello", ""), ("set a timer", "")),
        *(("I'm fine", ""), ("stop", ""), ("12", ""), ("", "")),
    ],
)
def test_a_name_is_taken_out_of_what_introduces_it(said: str, name: str) -> None:
    assert name_in(said) == name
    assert is_answer(Topic.NAME, said, is_wish=False) == bool(name)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("skip", Reading.SKIP), ("Skip that.", Reading.SKIP), ("pass", Reading.SKIP)),
        *(("I'd rather not say", Reading.SKIP), ("nobody", Reading.SKIP), ("no", Reading.SKIP)),
        *(("I don't know", Reading.SKIP), ("none of your business", Reading.SKIP)),
        *(("skip all", Reading.SKIP_ALL), ("No more questions!", Reading.SKIP_ALL)),
        *(("not now", Reading.LATER), ("maybe later", Reading.LATER)),
        *(("yes", Reading.NOT_YET), ("Hello there", Reading.NOT_YET)),
        *(
            ("my sister", None),
            ("reading", None),
            ("no one like my sister", None),
            ("Pascal", None),
        ),
    ],
)
def test_words_about_a_question_are_told_from_answers(said: str, meant: Reading | None) -> None:
    assert reading(said) is meant


@pytest.mark.parametrize(
    ("said", "is_wish", "answers"),
    [
        *(("chess", False, True), ("I like to play chess", False, True)),
        *(("what time is it", True, False), ("are you recording", True, False)),
        *(("set a timer for ten minutes", True, False), ("playing the piano", True, True)),
        ("why do you ask", False, False),
    ],
)
def test_a_wish_or_a_question_is_no_answer(said: str, is_wish: bool, answers: bool) -> None:
    assert is_answer(Topic.LIKES, said, is_wish=is_wish) == answers


def facts(topic: Topic, said: str) -> set[tuple[str, str, str]]:
    known: list[Fact] = facts_in(Turn(1, 1, NOON, YOU, meaning(topic, said)))
    return {(fact.subject, fact.attribute, fact.value) for fact in known}


def test_answers_are_facts() -> None:
    assert ("you", "name", "Tom") in facts(Topic.NAME, "tom")
    likes = facts(Topic.LIKES, "hiking and music")
    assert {("you", "likes", "hiking"), ("you", "likes", "music")} <= likes
    assert ("you", "sister", "Anna") in facts(Topic.DEAR, "my sister Anna")


def test_her_manner_and_voice_follow_from_the_answer() -> None:
    def after(said: str) -> dict[str, object]:
        answers = dict.fromkeys(Topic, "") | {Topic.MANNER: said}
        return outcome(Meeting(NOON, answers), Identity())[0]

    start = Identity()
    warm = after("warm, but not too chatty, and speak slowly please")
    assert warm["manner.warmth"] > start.manner.warmth  # type: ignore[operator]
    assert warm["manner.talkativeness"] < start.manner.talkativeness  # type: ignore[operator]
    assert warm["voice.rate"] < 1  # type: ignore[operator]
    assert set(after("I don't mind")) == {"met", "name", "why"}


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("remembers", [True, False])
def test_what_she_says_of_herself_is_so(private: bool, remembers: bool) -> None:
    said = opening(private=private, remembers=remembers, resumed=False)
    assert "I am an AI, not a human." in said
    assert ("on this machine" in said) == private
    assert ("server" in said) == (not private)
    assert ("in a file that is yours" in said) == remembers
