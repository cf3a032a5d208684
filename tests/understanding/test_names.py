"""Which name is meant."""

import pytest

from voice_os.understanding.names import closest, sound

LISTS = ["Shopping list", "Packing list for Rome", "Films to see", "Birthday presents"]
PEOPLE = ["Catherine Jones", "Anna Smith", "Peter Miller", "Ann Smythe", "Johannes Bauer"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("shopping list", "Shopping list"),
        ("the shopping", "Shopping list"),
        ("packing list", "Packing list for Rome"),
        ("films to sea", "Films to see"),
        ("birthday presence", "Birthday presents"),
    ],
)
def test_a_name_is_found_though_said_otherwise(said: str, meant: str) -> None:
    assert closest(said, LISTS) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("kathryn jones", "Catherine Jones"),
        ("peter", "Peter Miller"),
        ("johanes bower", "Johannes Bauer"),
    ],
)
def test_people_are_found_by_sound_and_by_a_part_of_their_name(said: str, meant: str) -> None:
    assert closest(said, PEOPLE) == meant


@pytest.mark.parametrize("said", ["list", "the laundry", ""])
def test_none_is_taken_where_none_is_near_or_several_are(said: str) -> None:
    assert closest(said, LISTS) is None


def test_no_name_is_meant_where_there_are_none() -> None:
    assert closest("anything", []) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("night", "knight"), ("fone", "phone"), ("rite", "write"), ("a", "e"), ("", "")],
)
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)
