from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from memory.conftest import DAWN, said

from voice_os.memory import Recollection, Turn, connection, index, schema, tables
from voice_os.memory.cues import plain
from voice_os.memory.embedding import MiniLM
from voice_os.memory.key import Key
from voice_os.memory.recall import WEIGHTS, gather, ranked, recall

NOW = DAWN + timedelta(days=100)
TALK = (
    "Good morning! How was the weekend?",
    "We went hiking in the hills above the lake with the children.",
    "Lovely. And work?",
    "Busy. The new manager wants a report on the boilers every single week.",
)


@pytest.fixture
def opened(path: Path, key: Key) -> Iterator[Connection]:
    schema.make(path, key)
    with closing(connection.connect(path, key)) as found:
        index.create(found)
        yield found


def put(opened: Connection, *turns: Turn) -> None:
    with connection.transaction(opened):
        index.TURNS.add(opened, [tables.add_turn(opened, turn) for turn in turns], None)


def texts(found: list[Recollection]) -> list[str]:
    return [one.turn.text for one in found]


def asked(opened: Connection, cue: str, k: int = 3) -> list[str]:
    return texts(recall(opened, cue, None, NOW, k))


def test_the_words_of_a_question_find_what_was_said(opened: Connection) -> None:
    put(opened, *said(*TALK))
    found = recall(opened, "What did the manager ask for?", None, NOW, 2)
    assert found[0].turn.text == TALK[3]
    assert len(found) == 2
    assert 1 >= found[0].score >= found[1].score >= 0


def test_an_empty_memory_and_an_empty_question_recall_nothing(opened: Connection) -> None:
    assert asked(opened, "What did I say?") == []
    put(opened, *said(*TALK))
    assert asked(opened, "") == []
    assert asked(opened, "???") == []
    assert asked(opened, "zebras") == []


def test_what_fits_badly_scores_low(opened: Connection) -> None:
    put(opened, *said(*TALK))
    (good,) = recall(opened, "hiking in the hills", None, NOW, 1)
    (bad,) = recall(opened, "zebras giraffes lions on those hills", None, NOW, 1)
    assert good.score > 0.8 > 0.5 > bad.score


def test_an_answer_is_found_by_the_question_before_it(opened: Connection) -> None:
    put(opened, *said(*TALK))
    put(opened, *said("What is your favourite dessert?", "Oh, plum cake.", "Mine too!", session=2))
    put(opened, *said("The weather was grey.", "It rained a lot.", session=3))
    assert "Oh, plum cake." in asked(opened, "favourite dessert", 2)


def test_neighbours_are_of_the_same_conversation(opened: Connection) -> None:
    put(opened, *said("The boat is red.", session=1))
    put(opened, *said("It was a long day for everybody.", session=2))
    evidence = gather(opened, "boat", None, NOW)
    assert [one.score > 0 for one in ranked(evidence, 2)] == [True, True]
    alone = replace(WEIGHTS, length=0, question=0)
    assert [one.score > 0 for one in ranked(evidence, 2, alone)] == [True, False]


def test_who_is_named_in_a_question_is_who_said_it(opened: Connection) -> None:
    put(opened, *said("I adore old jazz records.", speaker="Nova"))
    put(opened, *said("I adore old jazz records.", session=2, speaker="you"))
    for cue, speaker in (("What does Nova adore?", "Nova"), ("What do I adore?", "you")):
        (best,) = recall(opened, cue, None, NOW, 1)
        assert best.turn.speaker == speaker


def test_the_vector_of_a_question_is_made_as_who_is_asked_about_would_put_it() -> None:
    speakers = ["Ann", "you"]
    assert plain("What are Ann's plans?", speakers) == "What are my plans?"
    assert plain("Where did Ann go with Hannah?", speakers) == "Where did I go with Hannah?"
    assert plain("What did you say?", speakers) == "What did you say?"


def test_time_words_choose_between_what_fits(opened: Connection) -> None:
    put(opened, *said("Made lentil soup for dinner.", session=1, at=NOW - timedelta(days=60)))
    put(opened, *said("Made onion pie for dinner.", session=2, at=NOW - timedelta(days=1)))
    put(opened, *said("Made potato stew for dinner.", session=3, at=NOW - timedelta(hours=1)))
    assert asked(opened, "What did I make for dinner two months ago?", 1) == [
        "Made lentil soup for dinner."
    ]


def test_a_question_of_time_alone_brings_what_was_said_then(opened: Connection) -> None:
    put(opened, *said(*TALK, at=NOW - timedelta(days=30)))
    put(opened, *said("My tooth hurts.", session=2, at=NOW - timedelta(days=1)))
    (best,) = recall(opened, "What did we talk about yesterday?", None, NOW, 1)
    assert best.turn.text == "My tooth hurts."
    assert best.score >= 0.5


def test_before_the_move_is_before_the_move_was_told(opened: Connection) -> None:
    put(opened, *said("The flat is in Lisbon, near the river.", session=1, at=DAWN))
    put(opened, *said("The move is done!", session=2, at=DAWN + timedelta(days=30)))
    put(opened, *said("The flat is in Porto, near the river.", session=3, at=NOW))
    flats = [
        text for text in asked(opened, "Where was the flat before the move?") if "flat" in text
    ]
    assert flats[0] == "The flat is in Lisbon, near the river."


def test_a_question_that_needs_two_memories_finds_the_second_by_the_first(
    opened: Connection,
) -> None:
    put(opened, *said("My sister works for a woman called Ingrid.", session=1))
    put(opened, *said(*TALK, session=2))
    for session, name in enumerate(("Olga", "Peter", "Sven", "Ingrid", "Marta", "Jonas"), 3):
        put(opened, *said(f"{name} lives in a town by the sea.", session=session))
    cue = "In which town does the woman live that my sister works for?"
    assert "Ingrid lives in a town by the sea." in asked(opened, cue, 2)


async def test_sense_finds_what_no_word_of_the_question_is_in(
    opened: Connection, shared: Path
) -> None:
    model = await MiniLM.load(shared / "models" / "all-MiniLM-L6-v2")
    turns = said(*TALK, "My knee hurts since the football match.", "Then rest it a little.")
    try:
        vectors = await model.embed([turn.text for turn in turns])
        (cue,) = await model.embed(["Which injury do I have?"])
    finally:
        await model.close()
    with connection.transaction(opened):
        index.TURNS.add(opened, [tables.add_turn(opened, turn) for turn in turns], vectors)
    assert asked(opened, "Which injury do I have?") == []
    (best, *_) = recall(opened, "Which injury do I have?", cue, NOW, 3)
    assert best.turn.text == "My knee hurts since the football match."


def test_no_more_is_recalled_than_was_asked_for(opened: Connection) -> None:
    put(opened, *said(*(f"apple number {n}" for n in range(50))))
    assert len(asked(opened, "apple", 10)) == 10
