"""What no rule understands may end what is known; what only sounds like it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from voice_os.memory import Fact, Turn
from voice_os.memory.doubts import doubted, taken_in
from voice_os.memory.facts import YOU

MAY = datetime(2026, 5, 4, 18, tzinfo=UTC)


def fact(attribute: str, value: str, subject: str = YOU) -> Fact:
    return Fact(subject, attribute, value, None, None, (1,), told=MAY - timedelta(days=99))


KNOWN = [
    fact("home", "Oslo"),
    fact("employer", "Acme"),
    fact("partner", "Tom"),
    fact("boss", "Ida"),
]


def over(words: str) -> list[str]:
    return [end.value for end in doubted(KNOWN, Turn(2, 1, MAY, YOU, words))]


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("They let me go on Friday.", ["Acme"]),
        ("Tom and I have called it quits.", ["Tom"]),
        ("We bought a house in Rome.", ["Oslo"]),
        ("Acme closed down and that was that.", ["Acme"]),
        ("We got a new boss.", ["Ida"]),
    ],
)
def test_a_change_that_no_rule_knows_ends_what_was(words: str, ended: list[str]) -> None:
    assert over(words) == ended


@pytest.mark.parametrize(
    "words",
    [
        "I left Acme late and missed the bus.",
        "Tom left for work early.",
        "Did they let me go?",
        "If they let me go I would cry.",
        "My neighbour bought a house in Rome.",
        "We moved the sofa.",
        "Tom and I split the bill.",
    ],
)
def test_what_only_sounds_like_it_ends_nothing(words: str) -> None:
    assert over(words) == []


def test_an_end_has_the_date_that_was_said_and_rests_on_the_words() -> None:
    (end,) = doubted(KNOWN, Turn(2, 1, MAY, YOU, "They let me go on Friday."))
    assert (end.until, end.sources) == (datetime(2026, 5, 1, tzinfo=UTC), (2,))


def test_what_a_rule_understood_is_not_doubted_too() -> None:
    told = taken_in(KNOWN, Turn(2, 1, MAY, YOU, "I moved to Rome in April."))
    assert [(one.attribute, one.value, one.until) for one in told] == [("home", "Rome", None)]


def test_her_own_words_end_nothing() -> None:
    assert list(doubted(KNOWN, Turn(2, 1, MAY, "Nova", "They let me go."))) == []
