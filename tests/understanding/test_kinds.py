"""What a word may be a part of."""

import pytest

from voice_os.understanding.kinds import kind, may_be_time


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tuesday", "day"),
        ("tuesday's", "day"),
        ("ninth", "nth"),
        ("evening", "part"),
        ("pm", "half"),
        ("purple", "colour"),
        ("rupees", "money"),
        ("remind", ""),
        ("serendipity", "strange"),
    ],
)
def test_a_word_is_of_a_kind(word: str, expected: str) -> None:
    assert kind(word) == expected


def test_a_word_may_be_of_several_kinds() -> None:
    assert {"month", "name"} <= {*kind("april").split("+"), *kind("anna").split("+")}


@pytest.mark.parametrize("word", ["noon", "fridays", "9", "between", "quarter"])
def test_words_that_times_are_made_of_are_known(word: str) -> None:
    assert may_be_time(word)


@pytest.mark.parametrize("word", ["taxi", "dentist", "labelled"])
def test_of_other_words_no_time_is_made(word: str) -> None:
    assert not may_be_time(word)
