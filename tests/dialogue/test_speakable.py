import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.dialogue.clauses import ClauseSplitter
from voice_os.dialogue.speakable import speakable

MARKUP = set("*_`~|[]{}<>\\")
SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("**", "*", "_", "`", "```", "~~", "[", "](", ")", "![", "<", ">", "|", "#", "- "),
                *("<|im_start|>", "<|im_", "<think>", "</think>", "{{", "}}", "{%", "<b>", "</b>"),
                *("https://", "www.", "&lt;", "&#42;", "&amp;", "\\", "\n", "\x00", "\x1b[1m"),
                *("😀", "👍🏽", "🇩🇪", "1️⃣", "\u200b", "\ud800", "word", "5", " ", "."),
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)
MARKS = ["", ",", ".", "!", "?", ";", ":", "%", " €", " —", "'s", "°C"]
WORDS = st.text("abcdefgzABCÄßéñçõ0123456789", min_size=1, max_size=8)
PROSE = st.lists(
    st.tuples(WORDS, st.sampled_from(MARKS)),
    min_size=1,
    max_size=12,
).map(lambda words: "Well " + " ".join(word + mark for word, mark in words))


@given(SOUP)
def test_no_markup_reaches_the_voice(text: str) -> None:
    said = speakable(text)
    assert not MARKUP & set(said)
    assert said.isprintable()
    assert said == " ".join(said.split())
    said.encode("utf-8")


@given(PROSE)
def test_plain_prose_comes_back_as_it_is(text: str) -> None:
    assert speakable(text) == text


@given(SOUP)
def test_clause_by_clause_no_markup_reaches_it_either(text: str) -> None:
    splitter = ClauseSplitter()
    for clause in [*splitter.feed(text), *splitter.flush()]:
        assert not MARKUP & set(speakable(clause))


@pytest.mark.parametrize(
    "text",
    [
        "Don't — it's 3.14, or 1,000; at 10:30 p.m. (ok)?",
        "It is 5 °C, 50%, €5, $3 & x = 3.",
        "Bonjour ! « oui », ça va ?",
        "¿Qué tal? ¡Muy bien!",
        "C# and No. #5, and/or e-mail joe@example.com!",
        "½ of π is ≤ 2, H₂O™",
    ],
)
def test_it_leaves_alone(text: str) -> None:
    assert speakable(text) == text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**bold** and *it*, __b__ and ~~no~~ `code`", "bold and it, b and no code"),
        ("***Both***: yes", "Both: yes"),
        ("5 * 3 is 15, 5*3 too", "5 × 3 is 15, 5×3 too"),
        ("2**3", "2^3"),
        ("# Heading", "Heading."),
        ("## What now?", "What now?"),
        ("- milk", "milk."),
        ("* [x] **eggs**, brown", "eggs, brown."),
        ("1. Mix them", "1. Mix them."),
        ("> quoted\n> on", "quoted on"),
        ("| a | b |\n|:--|---|\n| 1 | 2 |", "a, b. 1, 2."),
        ("above\n\n---\n\nbelow", "above below"),
        ("See [the docs](https://x.y/z_(1)), please.", "See the docs, please."),
        ("![A cat](cat.png) sleeps", "A cat sleeps"),
        ("At https://www.example.com/a?b=c.", "At example.com."),
        ("(see www.example.com/x)", "(see example.com)"),
        ("<https://user@example.com:80/x>", "example.com"),
        ("Write to <mailto:joe@example.com>", "Write to joe@example.com"),
        ("True [1], they say[^2].", "True, they say."),
        ("<b>Hi</b><br/>you &amp; me", "Hi you & me"),
        ("a <!-- not this --> b", "a b"),
        ("Nice 😀👍🏽 day 🇩🇪", "Nice day"),
        ("go → there ✅", "go there"),
        (":) hello ;-)", "hello"),
        ("<|im_start|>assistant\nHi<|im_end|>", "Hi"),
        ("Hi {{name}} {% if x %}you [INST]", "Hi you"),
        ("<think>hm, let me see</think>Yes.", "Yes."),
        ("snake_case and C:\\Users", "snake case and C: Users"),
        ("so #happy", "so happy"),
        ("so\x00 \x1b[31mred\x1b[0m wor\u200bld", "so red world"),
        ("```python\nx = 1\n```", ""),
        ("Here: ```x = 1", "Here:"),
    ],
)
def test_it_says(written: str, said: str) -> None:
    assert speakable(written) == said


@pytest.mark.parametrize(
    ("half", "said"),
    [
        ("**Of course,", "Of course,"),
        ("and so** on", "and so on"),
        ("[the docs,", "the docs,"),
        ("in full](https://x.y/z) say", "in full say"),
        ("| milk,", "milk,"),
        ("`code and", "code and"),
    ],
)
def test_half_of_a_markup_is_no_more_heard_than_the_whole(half: str, said: str) -> None:
    assert speakable(half) == said


@pytest.mark.parametrize("silent", ["", " ", "---", "|-|-|", "😀", "?!", "**", "- ", "www.", "…"])
def test_what_has_no_words_is_not_said(silent: str) -> None:
    assert speakable(silent) == ""


@pytest.mark.parametrize("unit", ["[", "<|", "{{", "|", "# ", "*", "`", "(", "www.", "<a ", ":"])
def test_a_long_row_of_marks_is_soon_done(unit: str) -> None:
    assert not MARKUP & set(speakable(unit * 20_000))
