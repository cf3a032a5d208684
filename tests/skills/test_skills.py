"""The contract: what makes a function a skill, and how it is run."""

from datetime import timedelta
from decimal import Decimal

import pytest
from skills.scripted import ScriptedClock

from voice_os.errors import Problem
from voice_os.skills import Done, Effect, Wish, run, skill
from voice_os.skills.services import Clock


class Kettle:
    """A service of a third party."""

    boiled = 0


@skill("boil {cups} cups", "boil [the] water", effect=Effect.CHANGES)
async def boil(kettle: Kettle, cups: int | None = None) -> str:
    """Boil water for tea.

    What follows is for programmers.
    """
    kettle.boiled += cups or 1
    return "It boils."


def test_a_skill_says_what_it_does_and_what_it_needs() -> None:
    assert boil.name == "test_skills.boil"
    assert boil.description == "boil water for tea"
    assert boil.effect is Effect.CHANGES
    assert set(boil.slots) == {"cups"}
    assert boil.services == {"kettle": Kettle}


async def test_a_skill_can_be_called_as_the_function_that_it_is() -> None:
    kettle = Kettle()
    assert await boil(kettle, cups=3) == "It boils."
    assert kettle.boiled == 3


async def test_a_wish_is_run_with_its_slots_and_the_services_there_are(
    clock: ScriptedClock,
) -> None:
    kettle = Kettle()
    assert await run(Wish(boil, {"cups": 2}), {Kettle: kettle, Clock: clock}) == Done("It boils.")
    assert kettle.boiled == 2


async def test_a_missing_service_is_a_sentence() -> None:
    with pytest.raises(Problem, match="can't boil water for tea here: Kettle is missing"):
        await run(Wish(boil, {}), {})


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (str, "blue whale", "blue whale"),
        (int, "twenty-five", 25),
        (Decimal, "two point five", Decimal("2.5")),
        (timedelta, "an hour and a half", timedelta(minutes=90)),
    ],
)
def test_a_slot_is_read_as_its_type(kind: type, words: str, value: object) -> None:
    async def see(thing: kind) -> str:  # type: ignore[valid-type]
        """See a thing."""
        return ""

    assert skill("see {thing}", effect=Effect.READS)(see).slots["thing"].parse(words) == value


def test_translations_stand_beside_the_english_sentences() -> None:
    async def wave() -> str:
        """Wave."""
        return ""

    made = skill("wave", effect=Effect.READS, translations={"de": ["winke [mal]"]})(wave)
    assert made.sentences == {"en": ("wave",), "de": ("winke [mal]",)}


def test_a_skill_without_a_docstring_is_refused() -> None:
    async def mute() -> str:
        return ""

    with pytest.raises(TypeError, match="needs a docstring"):
        skill("mute", effect=Effect.READS)(mute)


def test_a_sentence_with_an_unknown_slot_is_refused() -> None:
    async def count(sheep: int) -> str:
        """Count sheep."""
        return ""

    with pytest.raises(TypeError, match="goats"):
        skill("count {sheep} {goats}", effect=Effect.READS)(count)


def test_a_sentence_that_lacks_a_needed_slot_is_refused() -> None:
    async def count(sheep: int) -> str:
        """Count sheep."""
        return ""

    with pytest.raises(TypeError, match="lacks"):
        skill("count them", effect=Effect.READS)(count)
