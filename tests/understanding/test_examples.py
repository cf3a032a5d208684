"""The examples that the classifier learns from."""

import random

import pytest

from voice_os.understanding import classifier, examples
from voice_os.understanding.examples import Drawing


def test_the_classifier_knows_every_destination_of_the_examples() -> None:
    assert set(classifier.names()) == set(examples.paragraphs())


@pytest.mark.parametrize("name", sorted(examples.paragraphs()))
def test_every_example_is_a_sentence_template(name: str) -> None:
    drawing = Drawing(random.Random(0))  # noqa: S311
    for template in examples.paragraphs()[name]:
        assert all(said for said in drawing.draw(template)), template


def test_words_know_the_slot_that_they_are_in() -> None:
    said = Drawing(random.Random(0)).draw("wake me at {clocktime:when} please")  # noqa: S311
    assert all(one[:3] == (("wake", ""), ("me", ""), ("at", "")) for one in said)
    assert all({slot for _, slot in one[3:-1]} == {"when"} for one in said)
    assert all(one[-1] == ("please", "") for one in said)


def test_a_day_that_a_template_names_is_a_time() -> None:
    (said, *_) = Drawing(random.Random(0)).draw("what is on this weekend")  # noqa: S311
    assert said[-2:] == (("this", "when"), ("weekend", "when"))


def test_the_same_chance_draws_the_same() -> None:
    template = "(play|put on) {song:what} [by {artist:what}]"
    first, second = (Drawing(random.Random(3)).draw(template) for _ in range(2))  # noqa: S311
    assert first == second
