"""Dice, coins, cards, and a game that is played over several turns."""

import pytest
from skills.desk import ScriptedChance
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.skills.acting import Acting
from voice_os.skills.games import Guessing


@pytest.fixture
def chance(acting: Acting) -> ScriptedChance:
    chance = ScriptedChance()
    acting.serve({Guessing: Guessing(chance)})
    return chance


async def test_dice_are_rolled_and_added(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [4, 6, 1, 17]
    assert await ask("roll a die") == "Four."
    assert await ask("roll two dice") == "Six and one, together seven."
    assert await ask("roll a twenty sided die") == "Seventeen."


async def test_too_many_dice_are_refused(chance: ScriptedChance, ask: Ask) -> None:
    with pytest.raises(Problem, match="up to 20 dice"):
        await ask("roll one hundred dice")


async def test_a_coin_has_two_sides(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [1, 0]
    assert [await ask("flip a coin"), await ask("heads or tails")] == ["Heads.", "Tails."]


async def test_a_card_and_a_number_are_drawn(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [0, 3, 42]
    assert await ask("draw a card") == "The ace of spades."
    assert await ask("pick a number between one and a hundred") == "Forty-two."


async def test_a_number_is_guessed_turn_by_turn(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [42]
    assert "one to 100" in await ask("let's play a game")
    assert await ask("fifty") == "Lower."
    assert await ask("thirty") == "Higher."
    assert await ask("forty two") == "That's it, with three guesses. Well done."


async def test_a_game_can_be_given_up(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [42]
    await ask("let's play a game")
    assert await ask("i give up") == "It was forty-two."
    assert await ask("i give up") == "We are not playing."


async def test_a_game_that_she_does_not_know_is_said_so(chance: ScriptedChance, ask: Ask) -> None:
    chance.numbers += [42]
    assert (await ask("let's play chess")).startswith(
        "I don't know chess, only a game of guessing."
    )
