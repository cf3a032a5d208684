"""Letters: what is dictated is shaped, changed sentence by sentence, and written into files."""

from datetime import date

import pytest

from voice_os.errors import Problem
from voice_os.office import letters
from voice_os.office.letters import Letter

EMPTY = Letter("Anna", date(2026, 11, 3), place="Oslo", sender="Kim")
LETTER = letters.added(EMPTY, "thank you. i was glad new paragraph Shall we meet")


def test_what_is_dictated_becomes_sentences_and_paragraphs() -> None:
    assert letters.dictated(
        "well comma yes full stop new paragraph are you there question mark"
    ) == (
        ("Well, yes.",),
        ("Are you there?",),
    )


def test_a_letter_has_a_head_a_salutation_and_a_closing() -> None:
    assert LETTER.lines == [
        *("Oslo, 3 November 2026", "", "Dear Anna,", ""),
        *("Thank you. I was glad.", "", "Shall we meet.", ""),
        *("Kind regards,", "Kim"),
    ]


def test_more_words_go_on_with_the_last_paragraph() -> None:
    longer = letters.added(LETTER, "Or on Friday?")
    assert longer.paragraphs[-1] == ("Shall we meet.", "Or on Friday?")
    assert letters.added(LETTER, "new paragraph Bye").paragraphs[-1] == ("Bye.",)


def test_a_sentence_is_changed_or_taken_out_across_paragraphs() -> None:
    assert letters.changed(LETTER, -1, "come soon").sentences[-1] == "Come soon."
    assert letters.changed(LETTER, 2, None).paragraphs == (("Thank you.", "I was glad."),)
    with pytest.raises(Problem, match="There are 3 sentences"):
        letters.changed(LETTER, 3, "no")


def test_some_words_are_put_in_the_place_of_others() -> None:
    assert letters.reworded(LETTER, "was glad", "am glad").sentences[1] == "I am glad."
    assert letters.reworded(LETTER, "i was", "we were").sentences[1] == "We were glad."
    with pytest.raises(Problem, match="not in the letter"):
        letters.reworded(LETTER, "lad", "boy")


@pytest.mark.parametrize("hand", [True, False])
def test_letters_that_a_font_lacks_do_not_stop_a_letter(hand: bool) -> None:
    abroad = letters.added(EMPTY, "Привет, 你好.")
    for form in ("pdf", "odt", "txt"):
        assert letters.written(abroad, form, hand=hand)


def test_a_name_makes_no_path() -> None:
    assert letters.file_name(Letter("../../etc/passwd", date(2026, 11, 3)), "pdf") == (
        "2026-11-03 etcpasswd.pdf"
    )
