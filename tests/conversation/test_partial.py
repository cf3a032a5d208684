"""Partial transcripts: what is sure of them, and when they are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.conversation.partial import Agreement, is_due

WORDS = st.lists(st.sampled_from(["a", "A,", "b", "b.", "cd", "e", "—"]), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6)


def agreement(*texts: str) -> Agreement:
    agreed = Agreement()
    for text in texts:
        agreed = agreed.after(text)
    return agreed


def test_one_transcript_makes_nothing_sure() -> None:
    assert agreement("What time is") == Agreement("", "What time is")


def test_words_that_two_transcripts_in_a_row_have_are_sure() -> None:
    assert agreement("What time is", "What time is it now") == Agreement("What time is", "it now")


def test_they_agree_up_to_the_first_word_that_differs() -> None:
    assert agreement("I scream for a", "I scream for ice cream").stable == "I scream for"


def test_case_and_punctuation_make_no_difference() -> None:
    assert agreement("What time.", "what Time, is it?") == Agreement("what Time,", "is it?")


def test_a_word_that_was_sure_stays_though_it_is_heard_otherwise_later() -> None:
    agreed = agreement("to the see", "to the see side", "to the sea side hotel")
    assert agreed == Agreement("to the see side", "hotel")


def test_sure_words_are_found_again_behind_one_that_came_in_between() -> None:
    agreed = agreement("turn it off", "turn it off", "so turn it off at ten")
    assert agreed == Agreement("turn it off", "at ten")


def test_a_transcript_that_comes_back_empty_takes_nothing_sure_away() -> None:
    assert agreement("What time is", "What time is it", "") == Agreement("What time is", "")


@given(TEXTS, WORDS.map(" ".join))
def test_what_is_sure_only_grows(texts: list[str], text: str) -> None:
    before = agreement(*texts)
    after = before.after(text)
    assert after.stable.split()[: len(before.stable.split())] == before.stable.split()


@given(TEXTS, WORDS.map(" ".join))
def test_the_words_behind_the_sure_ones_are_those_of_the_newest_transcript(
    texts: list[str], text: str
) -> None:
    before = agreement(*texts)
    after = before.after(text)
    new = [*after.stable.split(), *after.rest.split()][len(before.stable.split()) :]
    assert text.split()[len(text.split()) - len(new) :] == new


@given(WORDS.map(" ".join))
def test_a_transcript_that_is_made_twice_is_sure_and_whole(text: str) -> None:
    assert agreement(text, text) == Agreement(text, "")


@given(st.lists(WORDS, max_size=6))
def test_where_the_transcript_only_grows_no_word_is_lost(pieces: list[list[str]]) -> None:
    said: list[str] = []
    agreed = Agreement()
    for piece in pieces:
        said += piece
        agreed = agreed.after(" ".join(said))
        assert [*agreed.stable.split(), *agreed.rest.split()] == said


def test_a_second_of_new_speech_is_worth_a_transcript() -> None:
    assert not is_due(SAMPLE_RATE - 1, 0, drafting=False)
    assert is_due(SAMPLE_RATE, 0, drafting=False)


def test_a_draft_is_never_kept_waiting() -> None:
    assert not is_due(60 * SAMPLE_RATE, 0, drafting=True)


@pytest.mark.parametrize("seconds", [5, 30, 120])
def test_all_transcripts_of_an_utterance_together_take_a_time_like_its_length(
    seconds: int,
) -> None:
    transcribed = work = 0
    for spoken in range(0, seconds * SAMPLE_RATE, FRAME):
        if is_due(spoken, transcribed, drafting=False):
            transcribed = spoken
            work += spoken
    assert work <= 6 * seconds * SAMPLE_RATE
