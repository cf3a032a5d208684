"""Words as a recogniser mishears them."""

import random

import pytest

from voice_os.bench.mishearing import Mishearing, word_errors

SAID = """
set an alarm for six in the morning
what is the weather like in london this weekend
add some milk and eggs to my shopping list
play the latest album by the rolling stones
turn off the lights in the living room please
send an email to my brother about the party on friday
how do i get to the station from here
what meetings do i have on tuesday afternoon
""".strip().splitlines()


@pytest.fixture(scope="module")
def mishearing() -> Mishearing:
    return Mishearing.load()


def test_some_eighteen_of_a_hundred_words_are_wrong(mishearing: Mishearing) -> None:
    chance, errors, said = random.Random(1), 0, 0  # noqa: S311
    for words in (line.split() for line in SAID * 40):
        errors += word_errors(words, mishearing.hear(words, chance))
        said += len(words)
    assert errors / said == pytest.approx(0.18, abs=0.02)


def test_what_is_heard_instead_sounds_alike(mishearing: Mishearing) -> None:
    chance = random.Random(2)  # noqa: S311
    heard = {word for _ in range(300) for word in mishearing.hear(["light"], chance)}
    assert heard & {"like", "right", "night", "late", "lied", "write", "lit", "slight"}
    assert "banana" not in heard


def test_the_same_chance_mishears_the_same(mishearing: Mishearing) -> None:
    words = SAID[0].split()
    heard = [mishearing.hear(words, random.Random(5)) for _ in range(2)]  # noqa: S311
    assert heard[0] == heard[1]
