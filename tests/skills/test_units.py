"""Units: what people ask, and answers as exact as an ear needs."""

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.skills.units import Unit


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("how many miles are in ten kilometers", "10 kilometers are 6.21 miles."),
        ("convert 70 fahrenheit to celsius", "70 fahrenheit are 21.1 celsius."),
        ("how many grams are there in a pound", "1 pound is 454 grams."),
        ("how much is five feet in centimetres", "5 feet are 152 centimetres."),
        (
            "100 miles per hour in kilometers per hour",
            "100 miles per hour are 161 kilometers per hour.",
        ),
        ("how many teaspoons in a tablespoon", "1 tablespoon is 3 teaspoons."),
        ("how many minutes are in a week", "1 week is 10,080 minutes."),
        ("convert zero celsius to kelvin", "0 celsius are 273 kelvin."),
    ],
)
async def test_a_measure_is_told_in_another(ask: Ask, asked: str, said: str) -> None:
    assert await ask(asked) == said


async def test_a_measure_of_something_else_is_told(ask: Ask) -> None:
    with pytest.raises(Problem, match="Kilos measure mass, and miles length"):
        await ask("how many miles are in five kilos")


@pytest.mark.parametrize("words", ["pasta", "miles and miles", "", "second base"])
def test_what_is_no_unit_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="not a unit"):
        Unit.parse(words)
