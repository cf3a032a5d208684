import io

import pytest

from voice_os.stt.sentences import Sentences

EXPECTED = Sentences.of(
    ["what time is it", "set a timer for five minutes", "set a timer for ten seconds", "  "]
)


def test_an_expected_sentence_is_not_strange() -> None:
    assert EXPECTED.strangeness("what time is it") == 0


def test_neither_is_one_made_of_long_parts_of_several() -> None:
    assert EXPECTED.strangeness("set a timer for five seconds") == pytest.approx(2 / 7)


def test_a_sentence_cut_short_is_stranger_than_the_whole() -> None:
    assert EXPECTED.strangeness("what time") > 0


@pytest.mark.parametrize("text", ["", "minutes timer it five", "time is what"])
def test_the_same_words_in_no_order_are_strange(text: str) -> None:
    assert EXPECTED.strangeness(text) > 0.7


def test_blank_sentences_are_none() -> None:
    assert Sentences.of(["", " "]).sentences == ()


def test_the_language_model_knows_where_sentences_end() -> None:
    file = io.StringIO()
    EXPECTED.write_arpa(file)
    grams = {tuple(line.split()[1:4]) for line in file.getvalue().splitlines() if line}
    assert ("is", "it", "</s>") in grams
    assert ("what", "time", "</s>") not in grams
