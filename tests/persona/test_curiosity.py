"""Her curiosity over a thousand turns: what she asks, and that being away changes nothing in it."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from persona.lives import DirectStore

from voice_os.memory import Turn, tables
from voice_os.memory.connection import connect, transaction
from voice_os.memory.key import new
from voice_os.memory.reflection import take_in
from voice_os.memory.schema import make
from voice_os.memory.store import Store
from voice_os.persona.cadence import EVERY
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.mood import BASELINE, Mood

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = ("Anna", "Tom", "Eva", "Kim", "Max", "Lea", "Ben", "Ida")
RELATIONS = ("sister", "brother", "friend", "cousin", "aunt", "uncle", "colleague", "neighbour")
SAID = (
    *("{} made me laugh.", "I like {}.", "I saw {} today.", "{} is lovely."),
    *("What a day.", "I am so sad and hopeless.", "what time is it", "Goodbye.", "Not now."),
)


class Life:
    """Turns one after another, a day between them where that is wished."""

    def __init__(self, path: Path) -> None:
        key = new()
        make(path, key)
        self.connection = connect(path, key)
        self.connection.execute("PRAGMA synchronous=OFF")  # nothing here has to outlive a crash
        self.store = cast("Store", DirectStore(self.connection))
        self.time = NOON
        self.she = Curiosity(lambda: self.time)
        self.asked: list[tuple[int, str]] = []
        self.turns = 0

    async def say(self, text: str, mood: Mood = BASELINE) -> bool:
        """Say something to her; whether she asked something."""
        offered = self.she.question(text, mood)
        question = offered[0].question if offered else ""
        with transaction(self.connection):
            tables.add_turn(self.connection, Turn(0, 1, self.time, "you", text))
            take_in(self.connection)
        self.she.take(text, f"I see. {question}", offered[0] if offered else None, task=False)
        await self.she.keep(self.store)
        if offered:
            self.asked.append((self.turns, question))
        self.turns += 1
        return bool(offered)


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path / "memory.db")


async def test_of_any_six_of_a_thousand_turns_one_at_most_ends_with_a_question_and_each_is_new(
    life: Life,
) -> None:
    chance = random.Random(0)  # noqa: S311 - talk, not a secret
    for name, relation in zip(NAMES, RELATIONS, strict=True):
        await life.say(f"My {relation} is called {name}.")
    for _ in range(1000):
        life.time += timedelta(hours=chance.random() * 12)
        mood = Mood(chance.uniform(-1, 1), chance.uniform(-1, 1))
        await life.say(chance.choice(SAID).format(chance.choice(NAMES)), mood)
    turns = [turn for turn, _ in life.asked]
    questions = [question for _, question in life.asked]
    assert len(questions) >= 15
    assert len(questions) == len(set(questions))
    assert all(later - earlier >= EVERY for earlier, later in pairwise(turns))


@pytest.mark.parametrize("absence", [timedelta(0), timedelta(days=1), timedelta(days=400)])
async def test_who_was_away_is_asked_nothing_sooner(life: Life, absence: timedelta) -> None:
    for text in ("My sister is called Anna.", "I like Anna.", "Anna made me laugh."):
        await life.say(text)
    life.time += absence
    asks = [await life.say("I saw Anna today.") for _ in range(3)]
    assert asks == [False, False, True]


async def test_a_farewell_brings_no_question_and_none_behind_it(life: Life) -> None:
    for text in ("My sister is called Anna.", "I like Anna.", *["Anna made me laugh."] * 3):
        await life.say(text)
    assert not await life.say("I had a lovely day with Anna, goodbye.")
