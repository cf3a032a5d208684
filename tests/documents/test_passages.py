"""Passages are whole sentences of one place, neither too long nor too short."""

from hypothesis import given
from hypothesis import strategies as st

from voice_os.documents import Passage
from voice_os.documents.passages import LONGEST, passages, plain


def test_short_paragraphs_of_a_place_are_joined() -> None:
    found = [Passage("page 1", "One."), Passage("page 1", "Two."), Passage("page 2", "Three.")]
    assert list(passages(found)) == [Passage("page 1", "One. Two."), Passage("page 2", "Three.")]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "This sentence has exactly seven small words. "
    found = list(passages([Passage("", sentence * 40)]))
    assert len(found) > 2
    assert all(one.text.endswith("small words.") for one in found)
    assert all(len(one.text.split()) <= LONGEST for one in found)


def test_what_has_no_sentences_is_cut_all_the_same() -> None:
    found = list(passages([Passage("", "word " * 1000)]))
    assert all(len(one.text.split()) <= LONGEST for one in found)
    assert sum(len(one.text.split()) for one in found) == 1000


def test_what_is_no_letter_does_not_come_through() -> None:
    assert plain("a\0b\x1b[31m c\u202e\n d") == "a b [31m c d"


@given(st.lists(st.builds(Passage, st.text(max_size=9), st.text(max_size=400)), max_size=9))
def test_nothing_is_lost_or_turned_round(paragraphs: list[Passage]) -> None:
    found = list(passages(paragraphs))
    kept = " ".join(one.text for one in found).split()
    assert kept == [word[:60] for one in paragraphs for word in plain(one.text).split()]
