"""The name she takes: a real one, that follows from the meeting, and that an ear can tell."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_os.conversation.addressing import addressed
from voice_os.errors import Problem
from voice_os.persona.naming import (
    Encounter,
    alike,
    choose,
    given_by_person,
    given_names,
    reasons,
)

NINE = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
ALL = {one.name: one for one in given_names()}
TALK = {
    "name": "Tom",
    "likes": "hiking in the mountains and music",
    "dear": "my sister Anna",
    "manner": "warm and not too chatty",
}
LIKES = ("chess", "cooking for friends", "the sea", "old films", "my garden", "running", "books")
MANNERS = ("warm", "playful", "plain", "brief", "talkative and funny", "", "I don't mind")

meetings = st.builds(
    Encounter,
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["", "Tom", "Margaret", "Julia"]),
            "likes": st.sampled_from(["", *LIKES]),
            "dear": st.sampled_from(["", "my sister Norma", "Susan and Leo"]),
            "manner": st.sampled_from(MANNERS),
        }
    ),
)


@settings(max_examples=30)
@given(meetings)
def test_the_same_meeting_gives_the_same_name_and_reason(met: Encounter) -> None:
    again = Encounter(met.at, dict(reversed(list(met.answers.items()))))
    assert choose(met) == choose(again)


@settings(max_examples=30)
@given(meetings)
def test_it_is_a_name_of_the_list_and_of_nobody_who_was_named(met: Encounter) -> None:
    taken = choose(met, spoken_for=["Melanie"])
    assert taken.name in ALL
    named = [word for said in met.answers.values() for word in said.split()]
    assert not any(alike(taken.name, other) for other in ("Melanie", *named))


@settings(max_examples=30)
@given(meetings)
def test_every_reason_that_she_gives_is_one(met: Encounter) -> None:
    taken = choose(met)
    true = {reason.sentence for reason in reasons(ALL[taken.name], met)}
    given_reasons = taken.why.split(". ")
    assert all(any(one.rstrip(".") in r for r in true) for one in given_reasons[:-1])
    assert f"{met.at:%A}" in given_reasons[-1]


def test_a_hundred_first_meetings_give_sixty_names() -> None:
    met = [
        Encounter(
            NINE + timedelta(hours=7.3 * n),
            {**TALK, "likes": LIKES[n % 7], "manner": MANNERS[n // 7 % 7]},
        )
        for n in range(100)
    ]
    assert len({choose(one).name for one in met}) >= 60


@pytest.mark.parametrize("answers", [{}, {"manner": "plain"}, {"likes": "chess"}])
def test_so_do_a_hundred_in_which_the_same_was_said(answers: dict[str, str]) -> None:
    met = [Encounter(NINE + timedelta(hours=7.3 * n), answers) for n in range(100)]
    assert len({choose(one).name for one in met}) >= 60


def test_the_list_is_of_names_that_an_ear_can_tell() -> None:
    assert len(ALL) >= 200
    for one in ALL.values():
        assert 5 <= len(one.name) <= 9
        assert 2 <= one.syllables <= 4
        assert addressed(f"Hey {one.name}, what time is it?", one.name) == "what time is it?"


@pytest.mark.parametrize(
    "said",
    [
        "what time is it and will it rain in the morning",
        "I told him that the list of things is on the table",
        "could you please set a timer for ten minutes and read me the news",
        "she was never going to be any good at this game, was she",
    ],
)
def test_no_name_of_it_is_heard_in_common_talk(said: str) -> None:
    assert [name for name in ALL if addressed(said, name) is not None] == []


@pytest.mark.parametrize("name", ["", "  ", "12", "x" * 41, "Ada; drop", "<b>"])
def test_what_cannot_be_a_name_is_a_sentence(name: str) -> None:
    with pytest.raises(Problem, match="cannot be a name"):
        given_by_person(name)


def test_a_person_may_give_any_name() -> None:
    assert given_by_person("  Mary   Ann ")["name"] == "Mary Ann"
    assert given_by_person("Zoë")["name"] == "Zoë"
