"""A goodbye is known from the person's words, whether it is among them or not."""

import pytest

from voice_os.restraint.goodbye import says_goodbye
from voice_os.skills.registry import Registry, sentences

PARTING = "about.part"


@pytest.mark.parametrize(
    "said",
    [
        "Goodbye.",
        "I have to go now.",
        "good night",
        "See you tomorrow!",
        "I'm off to bed",
        "Tschüss",
        "okay that's my train pulling in",
        "Dinner's on the table, so I'll leave you to it.",
        "right i'm shattered let's pick this up another day",
    ],
)
def test_a_goodbye_is_known(said: str) -> None:
    assert says_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "What time is it?",
        "I have to go to the dentist on Monday.",
        "When does my train leave?",
        "She left without saying anything.",
        "Remind me to go to bed at ten.",
    ],
)
def test_other_words_are_none(said: str) -> None:
    assert not says_goodbye(said)


def test_what_people_ask_of_skills_is_hardly_ever_one(everything: Registry) -> None:
    others = [skill for skill in everything.skills if skill.name != PARTING]
    asked = sentences(others, each=10)
    assert sum(map(says_goodbye, asked)) < len(asked) / 50
