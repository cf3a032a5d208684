import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.dialogue.clauses import ClauseSplitter

PROSE = st.lists(
    st.sampled_from(
        [
            *("Hello", "the", "and", "Because", "tea", "é", "und", "Dr.", "e.g.", "No.", "U.S."),
            *("5", "3.14", "1,000", "10:30", "p.m.", "3.", "-", "—", "Yes!", "why?", "so,", "it;"),
            *("…", "!", '"Yes,"', "(no)", "https://a.b/c,d?e=f", "[a, b](http://x)", "`x, y`"),
            *("\n", "\n\n", "- ", "| a |", "**b,", "[", "`"),
            *("```a. b,\nc```", "<think>a. b</think>"),
        ]
    ),
    max_size=60,
).map(" ".join)


def cut(text: str) -> list[str]:
    """The clauses of a text that comes in words, as from a language model."""
    return cut_pieces(re.findall(r"\s*\S+|\s+$", text))


def cut_pieces(pieces: list[str]) -> list[str]:
    splitter = ClauseSplitter()
    clauses = [clause for piece in pieces for clause in splitter.feed(piece)]
    return clauses + splitter.flush()


def in_pieces(text: str, places: list[int]) -> list[str]:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in pairwise(bounds)]


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(st.one_of(PROSE, st.text()), st.lists(st.integers(0, 10_000), max_size=20))
def test_clauses_give_the_text_back(text: str, places: list[int]) -> None:
    clauses = cut_pieces(in_pieces(text, places))
    assert without_spaces(" ".join(clauses)) == without_spaces(text)
    assert all(clause and clause == clause.strip() for clause in clauses)


@given(PROSE)
def test_words_are_never_cut(text: str) -> None:
    assert " ".join(cut(text)).split() == text.split()


@given(st.lists(st.sampled_from(["river", "the", "and", "with", "Haus"]), max_size=200))
def test_a_run_without_punctuation_is_cut_at_last(words: list[str]) -> None:
    clauses = cut(" ".join(words))
    assert [word for clause in clauses for word in clause.split()] == words
    assert all(len(clause.split()) <= 16 + 12 for clause in clauses)
    # With a word to spare: what is cut behind has to be seen whole.
    assert all(len(clause.split()) <= 2 + 12 + 1 for clause in clauses[:1])


def test_the_first_clause_comes_at_the_first_comma() -> None:
    splitter = ClauseSplitter()
    assert splitter.feed("Of") == []
    assert splitter.feed(" course") == []
    assert splitter.feed(",") == ["Of course,"]


def test_a_sentence_of_one_word_comes_at_once() -> None:
    assert ClauseSplitter().feed("Hello!") == ["Hello!"]


def test_a_full_stop_waits_for_what_follows_it() -> None:
    splitter = ClauseSplitter()
    assert splitter.feed("It costs 3.") == []
    assert splitter.feed("14 euros.") == []
    assert splitter.feed(" Not") == ["It costs 3.14 euros."]


def test_one_word_before_a_comma_is_too_little_to_begin_with() -> None:
    assert cut("Sure, I can help with that!") == ["Sure, I can help with that!"]


def test_later_clauses_are_longer() -> None:
    assert cut(
        "Of course, I can do that. First, take the train from the central station, and then change "
        "at the river, where the boats are. Then, after an hour, you see, at last, the sea."
    ) == [
        "Of course,",
        "I can do that.",
        "First, take the train from the central station,",
        "and then change at the river, where the boats are.",
        "Then, after an hour, you see, at last, the sea.",
    ]


def test_without_punctuation_it_is_cut_before_a_joint() -> None:
    assert cut("I will gladly do all of this for you because you asked so nicely")[0] == (
        "I will gladly do all of this for you"
    )


@pytest.mark.parametrize(
    "whole",
    [
        "It costs 1,000.50 euros at 10:30 p.m. on Monday.",
        "Dr. Weiss and Mrs. Jones met J. R. Smith.",
        "Bring fruit, e.g. Granny apples.",
        "He lives in the U.S. Senate building.",
        "Take No. 5 and see fig. 3 there.",
        "Am 3. Mai kostet es 3,14 Euro.",
        "Das ist z.B. Herr Dr. Müller bzw. Frau Weiß.",
        "Il est à 5 000 km d'ici.",
        "La Sra. Pérez vive en la pág. 7 hoy.",
        "O Sr. Silva e a Dra. Costa chegaram.",
        "Go to https://example.com/a,b;c?d=e!f now.",
        "See [the docs, all of them. Really](https://x.y/z) now.",
        "Type `ls -l, then. Enter` now.",
        "The range is 10–12 of 5 - 3 each.",
        "Well... maybe it is.",
        "I am version 3.11.2 of it.",
        "Write to joe.bloggs@example.com now.",
    ],
)
def test_it_is_not_cut(whole: str) -> None:
    # Behind a clause of some words, so that commas are no place to stop at yet.
    assert cut(f"So. Good. And {whole} Then more.")[2] == f"And {whole}"


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Bonjour ! Ça va bien ? Oui.", ["Bonjour !", "Ça va bien ?", "Oui."]),
        ("¿Qué tal? ¡Muy bien! Sí.", ["¿Qué tal?", "¡Muy bien!", "Sí."]),
        ("Guten Tag! Ich höre zu; bitte.", ["Guten Tag!", "Ich höre zu; bitte."]),
        ("„Wirklich?“ Ja.", ["„Wirklich?“", "Ja."]),
        ("Well now — that is odd.", ["Well now —", "that is odd."]),
        ("No. That is wrong.", ["No.", "That is wrong."]),
        ("It was 1999. Then it ended.", ["It was 1999.", "Then it ended."]),
        ("**Note:** it is late. *So* go.", ["**Note:** it is late.", "*So* go."]),
    ],
)
def test_it_is_cut(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


def test_items_of_a_list_are_clauses() -> None:
    assert cut("You need:\n- milk\n- eggs, brown\n\n1. Mix them.\n2. Wait.") == [
        "You need:",
        "- milk",
        "- eggs, brown",
        "1. Mix them.",
        "2. Wait.",
    ]


def test_wrapped_prose_goes_on_over_the_line() -> None:
    assert cut("It is\nlate now.") == ["It is\nlate now."]


def test_code_and_thoughts_stay_whole_and_apart() -> None:
    code = "```python\nprint('a. b, c')\n\nx = 1\n```"
    assert cut(f"Look here:\n\n{code}\n\nDone. Good.") == ["Look here:", code, "Done.", "Good."]
    thought = "<think>\nLet me see. It is, well, late.\n</think>"
    assert cut(f"{thought}\n\nIt is late. Go.") == [thought, "It is late.", "Go."]


def test_what_is_never_closed_is_given_up_at_the_end() -> None:
    assert cut("Here it is. ```x\ny. z") == ["Here it is.", "```x\ny. z"]


def test_a_stray_bracket_holds_the_text_up_for_a_while_only() -> None:
    clauses = cut("So [" + "it goes on and on. " * 40)
    assert len(clauses) > 3


def test_numbers_stay_with_what_they_count_where_a_long_run_is_cut() -> None:
    words = "ever " * 13
    assert cut(f"{words}5 km more of it")[0].split()[-1] != "5"
    assert cut(f"{words}of Dr. Weiss or her")[0].split()[-1] != "Dr."


def test_nothing_comes_of_nothing() -> None:
    assert cut_pieces(["", " ", "\n\n"]) == []
