"""Her name, manner and voice change by saying so, and back."""

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.persona.naming import given_names
from voice_os.persona.persona import Persona
from voice_os.understanding.recognition import Recognizer

WISHES = {
    "take_name": (
        *("I'd like to call you Ada", "Can I call you Mary Ann?", "your name is Ada now"),
        *("I'll call you Eve from now on", "change your name to Zoe", "from now on you are Ada"),
        "You should be called Ruth",
    ),
    "choose_name": (
        *("choose another name", "Pick a different name, please.", "I don't like your name"),
        "take a new name for yourself",
    ),
    "be_more": (
        *(
            "be more playful",
            "be warmer",
            "could you be a bit friendlier",
            "be a little more direct",
        ),
        *("I'd like you to be more serious", "you're not funny enough"),
    ),
    "be_less": (
        *("be less chatty", "don't be so formal", "you're too serious", "stop being so silly"),
        "not so wordy",
    ),
    "say_less": ("talk less", "keep it short", "you talk too much"),
    "speak_deeper": ("speak deeper", "use a lower voice", "your voice is too high"),
    "go_back": ("go back to how you were", "be as you were before", "be like before"),
    "go_back_to_the_first": ("go back to how you were when we met", "be yourself again"),
}


@pytest.mark.parametrize(
    ("said", "skill"), [(said, name) for name, several in WISHES.items() for said in several]
)
def test_the_wish_is_understood(recognizer: Recognizer, said: str, skill: str) -> None:
    wish = recognizer.recognize(said)
    assert wish is not None
    assert wish.skill.name == f"manner.{skill}"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "call you later",
            "I'll call you back",
            "can I call you tomorrow",
            "be careful out there",
        ),
        *("I want to call my mother", "the soup is too cold", "change your mind", "be right back"),
    ],
)
def test_what_only_sounds_like_it_changes_nothing(recognizer: Recognizer, said: str) -> None:
    wish = recognizer.recognize(said)
    assert wish is None or wish.skill.subject != "manner"


async def test_she_takes_the_name_she_is_given_and_says_whose_choice_it_was(
    ask: Ask, persona: Persona
) -> None:
    assert "I am Ada" in await ask("I'd like to call you Ada")
    assert persona.name == "Ada"
    assert "You gave me this name" in await ask("why are you called that")
    assert "Wren" in await ask("take back your old name")
    assert persona.name == "Wren"


async def test_she_chooses_another_name_of_the_list_herself(ask: Ask, persona: Persona) -> None:
    said = await ask("choose another name")
    assert persona.name in {one.name for one in given_names()}
    assert persona.name in said
    assert persona.identity.why in said


async def test_her_manner_moves_as_asked_and_back(ask: Ask, persona: Persona) -> None:
    before = persona.identity.manner
    await ask("be more playful")
    await ask("be less chatty")
    now = persona.identity.manner
    assert now.playfulness > before.playfulness
    assert now.talkativeness < before.talkativeness
    await ask("go back to how you were")
    assert persona.identity.manner.talkativeness == before.talkativeness
    assert persona.identity.manner.playfulness == now.playfulness
    await ask("go back to how you were when we met")
    assert persona.identity.manner == before


async def test_at_the_bounds_she_says_so(ask: Ask) -> None:
    said = [await ask("be more playful") for _ in range(6)]
    assert said[-1] == "I can't be more so than I am."


async def test_taking_back_a_change_leaves_her_name(ask: Ask, persona: Persona) -> None:
    await ask("speak deeper")
    await ask("I'd like to call you Ada")
    await ask("go back to how you were")
    assert (persona.name, persona.identity.voice.pitch) == ("Ada", 1.0)
    with pytest.raises(Problem, match="nothing to take back"):
        await ask("go back to how you were")


async def test_she_tells_how_she_has_changed(ask: Ask) -> None:
    assert await ask("how have you changed") == "I am as I was when we met."
    await ask("be warmer")
    assert "I became more warm" in await ask("how have you changed")


async def test_values_and_cares_come_from_the_file(ask: Ask, persona: Persona) -> None:
    values = await ask("what are your values")
    assert all(value in values for value in persona.identity.values)
    cares = await ask("what do you care about")
    assert all(care in cares for care in persona.identity.cares)
