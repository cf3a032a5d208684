"""Wishes for the home, where Home Assistant's tools are and where they are not."""

from collections.abc import Callable

import pytest

from voice_os.skills import Effect, Skill
from voice_os.skills.slots import Slot
from voice_os.understanding.recognition import Recognizer

TEXT = Slot(str, tuple)


def tool(name: str, *slots: str) -> Skill:
    async def call(**arguments: object) -> str:
        """Do something in the house."""
        return "Done."

    call.__name__ = name
    return Skill(
        function=call,
        subject="house",
        description="do something in the house",
        effect=Effect.CHANGES,
        sentences={"en": ()},
        slots=dict.fromkeys(slots, TEXT),
        services={},
    )


@pytest.fixture(scope="module")
def understood() -> Callable[[str], tuple[str, dict[str, object]]]:
    recognizer = Recognizer(
        [
            tool("HassTurnOn", "name", "area", "domain"),
            tool("HassTurnOff", "name", "area", "domain"),
            tool("HassLightSet", "name", "area", "domain", "brightness", "color"),
            tool("HassVacuumStart", "name", "area"),
        ]
    )

    def understood(said: str) -> tuple[str, dict[str, object]]:
        guess = recognizer.guesser.guess(said)
        assert guess is not None
        assert guess.wish is not None
        return guess.wish.skill.name, dict(guess.wish.slots)

    return understood


@pytest.mark.parametrize(
    ("said", "name", "slots"),
    [
        ("turn on the lights in the kitchen", "HassTurnOn", {"area": "kitchen"}),
        ("switch off the heater", "HassTurnOff", {"name": "heater"}),
        ("dim the lights in the bedroom", "HassLightSet", {"area": "bedroom", "brightness": 30}),
        ("make the living room lights blue", "HassLightSet", {"color": "blue"}),
        ("please make me a coffee", "HassTurnOn", {"name": "coffee machine"}),
    ],
)
def test_a_wish_for_the_home_is_one_of_home_assistants_tools(
    understood: Callable[[str], tuple[str, dict[str, object]]],
    said: str,
    name: str,
    slots: dict[str, object],
) -> None:
    found, given = understood(said)
    assert found == f"house.{name}"
    assert slots.items() <= given.items()


def test_without_the_server_she_says_what_to_set_up(recognizer: Recognizer) -> None:
    guess = recognizer.guesser.guess("turn on the lights in the kitchen")
    assert guess is not None
    assert "Home Assistant" in guess.refusal
