"""What an ear heard without capitals is understood as if it had them."""

from datetime import UTC, datetime

import pytest

from voice_os.memory import Turn
from voice_os.memory.casing import cased
from voice_os.memory.facts import YOU
from voice_os.memory.rules import facts_in

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def told(text: str) -> list[tuple[str, str, str]]:
    facts = facts_in(Turn(7, 1, AT, YOU, text))
    return [(fact.subject, fact.attribute, fact.value) for fact in facts]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("i live in london", ("you", "home", "London")),
        ("i moved to new york last week", ("you", "home", "New York")),
        ("well i live in york now", ("you", "home", "York")),
        ("i work for siemens", ("you", "employer", "Siemens")),
        ("my sister is called anna", ("you", "sister", "Anna")),
        ("my name is robert", ("you", "name", "Robert")),
        ("i'm dating sam", ("you", "partner", "Sam")),
        ("sam and i broke up", ("you", "partner", "Sam")),
        ("my sister anna lives in bergen", ("Anna", "home", "Bergen")),
        ("my birthday is on the third of may", ("you", "birthday", "3 May")),
        ("the interview is on friday", ("the interview", "date", "2026-11-27")),
        ("i like green tea", ("you", "likes", "green tea")),
        ("we renamed rex to max", ("Rex", "name", "Max")),
    ],
)
def test_words_without_capitals_state_facts(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "i live in peace",
        "i live in a small flat",
        "i work at night",
        "i work for money",
        "my sister called me",
        "my boss is ill",
        "i moved to the left",
        "if i lived in london i would be glad",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert told(text) == []


def test_what_has_capitals_stays_as_it_is() -> None:
    assert cased("I live in london") == "I live in london"
