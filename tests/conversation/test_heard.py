"""What was not heard was not said."""

from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import Span
from voice_os.conversation.heard import Said, heard_words

ANSWER = (Said("It is round.", Span(0, 1200)), Said("It is far away.", Span(1200, 2700)))


def test_all_of_it_when_the_clock_has_passed_the_end() -> None:
    assert heard_words(ANSWER, 2700) == "It is round. It is far away."


def test_nothing_before_it_began() -> None:
    assert heard_words(ANSWER, 0) == ""


def test_a_word_counts_once_it_was_heard_whole() -> None:
    assert heard_words(ANSWER, 150) == ""
    assert heard_words(ANSWER, 250) == "It"
    assert heard_words(ANSWER, 1200 + 600) == "It is round. It is"


def test_an_answer_that_began_late_on_the_clock_is_followed_from_there() -> None:
    assert heard_words([Said("Yes.", Span(5000, 6000))], 5000) == ""
    assert heard_words([Said("Yes.", Span(5000, 6000))], 6000) == "Yes."


@given(st.integers(-10, 3000), st.integers(0, 500))
def test_hearing_longer_never_hears_less(position: int, longer: int) -> None:
    assert heard_words(ANSWER, position + longer).startswith(heard_words(ANSWER, position))
