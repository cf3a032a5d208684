import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import SAMPLE_RATE
from voice_os.conversation.endpointing import (
    ASK_AFTER,
    LONGEST,
    SHORTEST,
    Evidence,
    pause_needed,
)
from voice_os.conversation.rhythm import LONGEST as LONGEST_RHYTHM
from voice_os.conversation.rhythm import SHORTEST as SHORTEST_RHYTHM
from voice_os.conversation.rhythm import Rhythm

PATIENCES = ("quick", "natural", "patient")

words = st.sampled_from(["", "what time is it", "What time is it?", "set a timer and", "at three"])
finished = st.one_of(st.none(), st.floats(0, 1))
spoken = st.integers(0, 120 * SAMPLE_RATE)
evidences = st.builds(Evidence, words, finished, spoken)
patiences = st.sampled_from(PATIENCES)
rhythms = st.builds(Rhythm, st.integers(SHORTEST_RHYTHM, LONGEST_RHYTHM))
languages = st.sampled_from(["en", "de", "fr", "es", "pt", "xx"])


def seconds(evidence: Evidence, patience: str = "natural", language: str = "en") -> float:
    return pause_needed(evidence, patience, Rhythm(), language) / SAMPLE_RATE


@given(evidences, patiences, rhythms, languages)
def test_no_pause_is_awaited_for_ever_and_none_cuts_a_word(
    evidence: Evidence, patience: str, rhythm: Rhythm, language: str
) -> None:
    assert SHORTEST <= pause_needed(evidence, patience, rhythm, language) <= LONGEST


def test_the_engine_is_asked_before_any_turn_is_over() -> None:
    assert ASK_AFTER < SHORTEST


@given(evidences, rhythms, languages)
def test_the_more_patient_the_longer(evidence: Evidence, rhythm: Rhythm, language: str) -> None:
    pauses = [pause_needed(evidence, patience, rhythm, language) for patience in PATIENCES]
    assert pauses == sorted(pauses)


@given(words, spoken, st.floats(0, 1), st.floats(0, 1), patiences, rhythms)
def test_the_surer_that_the_thought_is_finished_the_shorter(
    said: str, length: int, one: float, other: float, patience: str, rhythm: Rhythm
) -> None:
    unsure, sure = sorted((one, other))
    longer = pause_needed(Evidence(said, unsure, length), patience, rhythm, "en")
    assert longer >= pause_needed(Evidence(said, sure, length), patience, rhythm, "en")


@given(evidences, patiences, rhythms, rhythms)
def test_who_pauses_longer_is_given_longer(
    evidence: Evidence, patience: str, one: Rhythm, other: Rhythm
) -> None:
    brisk, slow = sorted((one, other), key=lambda rhythm: rhythm.long_pause)
    shorter = pause_needed(evidence, patience, brisk, "en")
    assert shorter <= pause_needed(evidence, patience, slow, "en")


@given(words, finished, spoken, spoken, patiences)
def test_who_has_said_more_is_given_longer(
    said: str, sure: float | None, one: int, other: int, patience: str
) -> None:
    short, long = sorted((one, other))
    shorter = pause_needed(Evidence(said, sure, short), patience, Rhythm(), "en")
    assert shorter <= pause_needed(Evidence(said, sure, long), patience, Rhythm(), "en")


def test_a_plain_wish_is_answered_before_the_silence_is_awkward() -> None:
    assert 0.5 <= seconds(Evidence("set a timer for ten minutes")) <= 0.7


def test_a_finished_thought_is_answered_sooner_than_without_knowing() -> None:
    plain = Evidence("set a timer for ten minutes")
    assert seconds(Evidence(plain.words, 0.98)) < seconds(plain)


def test_an_unfinished_thought_is_given_well_over_a_second() -> None:
    assert seconds(Evidence("set a timer", 0.05)) > 1.2


@pytest.mark.parametrize("said", ["I'd like a coffee and", "wake me at seven", "um", "well, so,"])
def test_words_that_promise_more_are_given_about_twice_the_time(said: str) -> None:
    assert seconds(Evidence(said)) >= 1.8 * seconds(Evidence("I'd like a coffee"))


def test_a_question_is_answered_sooner_than_a_statement() -> None:
    assert seconds(Evidence("What time is it?")) < seconds(Evidence("It is late."))
