"""The people in a person's life."""

import pytest

from voice_os.memory import Fact
from voice_os.persona.people import dear, is_past, whom


def own(relation: str, name: str, *, past: bool = False) -> Fact:
    from datetime import UTC, datetime

    until = datetime(2026, 1, 1, tzinfo=UTC) if past else None
    return Fact("you", relation, name, None, until, (), several=True)


KNOWN = [
    own("boss", "Eva"),
    own("friend", "Tom"),
    own("sister", "Anna"),
    own("dog", "Rex"),
    own("grandmother", "Rose", past=True),
]


def test_the_closest_come_first_and_no_boss_no_pet_and_nobody_who_has_gone() -> None:
    assert dear(KNOWN) == ["your sister Anna", "your friend Tom"]


@pytest.mark.parametrize("text", ["Anna is angry with me.", "My sister and I fell out."])
def test_whom_a_text_is_about_is_left_out(text: str) -> None:
    assert dear(KNOWN, text) == ["your friend Tom"]


def test_where_nobody_is_known_nobody_is_named() -> None:
    assert dear([]) == []


def test_how_one_speaks_of_somebody() -> None:
    assert whom("Anna", KNOWN) == "your sister Anna"
    assert whom("Kim", KNOWN) == "Kim"
    assert whom("your brother", KNOWN) == "your brother"


def test_who_has_gone_is_past_and_who_was_nobodys_is_not() -> None:
    assert is_past("Rose", KNOWN)
    assert not is_past("Anna", KNOWN)
    assert not is_past("Kim", KNOWN)
