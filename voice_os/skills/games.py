"""Dice, coins, cards, and a game of guessing."""

import random
import re
from typing import Protocol

from voice_os.errors import Problem
from voice_os.skills import Effect, Missing, skill
from voice_os.skills.quantities import say_list, say_number
from voice_os.skills.slots import Phrase

_MOST_DICE = 20
_GUESSES = 100
"""She thinks of a number from one to this."""

_RANKS = ("ace", *map(str, range(2, 11)), "jack", "queen", "king")
_SUITS = ("hearts", "diamonds", "clubs", "spades")


class Chance(Protocol):
    """Where what cannot be foretold comes from; `random.Random` is one."""

    def randint(self, a: int, b: int) -> int:
        """A whole number from `a` to `b`, both included."""
        ...


class GameName(Phrase):
    """A game that she does not know."""

    __slots__ = ()
    most = 4
    never = re.compile(r"\b(?:games?|guess|guessing|with|song|music|something)\b")
    said = ("chess", "hangman", "tic tac toe", "twenty questions")


class Guessing:
    """The game that goes on: the number she thinks of (None: no game does), and the guesses."""

    def __init__(self, chance: Chance | None = None) -> None:
        self.chance = chance or random.SystemRandom()
        self.number: int | None = None
        self.guesses = 0


@skill(
    "(roll|throw) [a|the|one] (die|dice)",
    "(roll|throw) {count} dice",
    "(roll|throw) [a|the] {sides} sided (die|dice)",
    "(roll|throw) {count} {sides} sided dice",
    "roll (a|the) d {sides}",
    effect=Effect.READS,
)
async def roll_dice(game: Guessing, count: int = 1, sides: int = 6) -> str:
    """Roll dice."""
    if not (1 <= count <= _MOST_DICE and 2 <= sides <= 1000):
        raise Problem(f"I can roll up to {_MOST_DICE} dice, with two to a thousand sides.")
    rolled = [game.chance.randint(1, sides) for _ in range(count)]
    said = say_list([say_number(one) for one in rolled])
    total = f", together {say_number(sum(rolled))}" if count > 1 else ""
    return f"{said.capitalize()}{total}."


@skill(
    "(flip|toss|throw) a coin [for me]",
    "heads or tails",
    effect=Effect.READS,
)
async def flip_coin(game: Guessing) -> str:
    """Flip a coin."""
    return "Heads." if game.chance.randint(0, 1) else "Tails."


@skill(
    "(pick|draw|deal|choose) [me] (a|any) card",
    effect=Effect.READS,
)
async def draw_card(game: Guessing) -> str:
    """Draw a card."""
    rank = _RANKS[game.chance.randint(0, len(_RANKS) - 1)]
    return f"The {rank} of {_SUITS[game.chance.randint(0, len(_SUITS) - 1)]}."


@skill(
    "(pick|choose|give me|think of|tell me) (a|any) [random] number (between|from) {least} "
    "(and|to) {most}",
    "[a] random number (between|from) {least} (and|to) {most}",
    effect=Effect.READS,
)
async def pick_number(game: Guessing, least: int, most: int) -> str:
    """Pick a number."""
    low, high = sorted((least, most))
    return f"{say_number(game.chance.randint(low, high)).capitalize()}."


@skill(
    "(let's|can we|i want to|shall we) play [a|some] (game|games|guessing game|guess the number)",
    "(play|start) a (game|guessing game) [with me]",
    "(let us|let's) play",
    "(play|start) guess the number",
    "(let's|can we|i want to|shall we) play {game} [with me|together]",
    "(guess the number|i want to guess|a guessing game)",
    "(i guess|is it|my guess is|i say) {guess}",
    effect=Effect.READS,
)
async def play_game(
    guessing: Guessing, guess: int | None = None, game: GameName | None = None
) -> str:
    """Play a game of guessing with you."""
    if guessing.number is None:
        guessing.number, guessing.guesses = guessing.chance.randint(1, _GUESSES), 0
        only = f"I don't know {game}, only a game of guessing. " if game else ""
        raise Missing(
            "guess", f"{only}I'm thinking of a number from one to {_GUESSES}. Your guess?"
        )
    if guess is None:
        raise Missing("guess", "We are playing already. What is your guess?")
    guessing.guesses += 1
    if guess != guessing.number:
        raise Missing("guess", "Higher." if guess < guessing.number else "Lower.")
    guessing.number = None
    tries = "one guess" if guessing.guesses == 1 else f"{say_number(guessing.guesses)} guesses"
    return f"That's it, with {tries}. Well done."


@skill(
    "(i give up|stop the game|end the game|i don't want to play [any more|anymore])",
    effect=Effect.READS,
)
async def give_up(game: Guessing) -> str:
    """End a game of guessing."""
    number, game.number = game.number, None
    return f"It was {say_number(number)}." if number else "We are not playing."
