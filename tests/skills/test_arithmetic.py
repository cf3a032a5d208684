from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.skills.arithmetic import Calculation, say_result


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("twelve times seven", "84"),
        ("12x7", "84"),
        ("12 × 7 =", "84"),
        ("15% of 80", "12"),
        ("fifteen percent of eighty", "12"),
        ("eighty plus ten percent", "88"),
        ("twenty percent off fifty", "40"),
        ("a third of ninety", "30"),
        ("half of 81", "40.5"),
        ("two plus three times four", "14"),
        ("minus five plus three", "minus 2"),
        ("add five to ten", "15"),
        ("subtract three from ten", "7"),
        ("divide a hundred by eight", "12.5"),
        ("the square root of 16 plus 9", "13"),
        ("seven squared", "49"),
        ("two to the power of ten", "1,024"),
        ("0.1 + 0.2", "0.3"),
        ("22 / 7", "about 3.143"),
        ("one divided by three thousand", "about 0.000333"),
        ("ten to the power of twenty", "10 to the power of 20"),
        ("two to the power of a hundred", "about 1.27 times 10 to the power of 30"),
        ("two to the power of minus thirty", "about 9.31 times 10 to the power of minus 10"),
    ],
)
def test_spoken_and_written_arithmetic_is_worked_out(words: str, said: str) -> None:
    assert say_result(Calculation.parse(words).value()) == said


@pytest.mark.parametrize(
    "words",
    ["five", "minus five", "love", "five plus", "times seven", "five minutes plus three", ""],
)
def test_what_is_no_calculation_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"not a|nothing to work out"):
        Calculation.parse(words)


@pytest.mark.parametrize("words", ["ten divided by zero", "0/0", "5 divided by 3 minus 3 plus 1/0"])
def test_dividing_by_zero_is_answered_kindly(words: str) -> None:
    with pytest.raises(Problem, match="Nothing can be divided by zero"):
        Calculation.parse(words).value()


@pytest.mark.parametrize(
    "words",
    [
        "two to the power of a billion",
        "9 ^ 9 ^ 9 ^ 9",
        "999999999999 to the power of 999999999999",
    ],
)
def test_a_number_too_large_is_said_at_once(words: str) -> None:
    with pytest.raises(Problem, match="too large"):
        Calculation.parse(words).value()


def test_a_root_that_is_not_real_is_a_sentence() -> None:
    with pytest.raises(Problem, match="no answer"):
        Calculation.parse("the square root of minus four").value()


SIGNS = st.sampled_from(
    ["plus", "minus", "times", "divided by", "^", "%", "√", "squared", "5", "0"]
)


@given(st.lists(SIGNS, max_size=20))
def test_any_chain_of_numbers_and_operators_ends(words: list[str]) -> None:
    try:
        value = Calculation.parse(" ".join(words)).value()
    except (ValueError, Problem):
        return
    assert say_result(value)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_result_can_be_said(value: Decimal) -> None:
    assert "-" not in say_result(value)


async def test_she_answers_with_the_result(ask: Ask) -> None:
    assert await ask("Hey, what's 12 times 7?") == "That's 84."
