from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.llm import Message
from voice_os.llm.context import alternating, fitting, shortened

FRONT = Message("system", "front " * 10)


def words(message: Message) -> int:
    return len(message.content.split())


def history(*lengths: int) -> list[Message]:
    said = enumerate(lengths)
    return [FRONT, *(Message("assistant" if n % 2 else "user", f"{n} " * k) for n, k in said)]


def test_what_fits_is_left_as_it_is() -> None:
    messages = history(5, 5, 5)
    assert fitting(messages, 100, words) == messages


def test_the_oldest_exchanges_go_in_pairs_and_the_front_stays() -> None:
    messages = history(20, 20, 20, 20, 20)
    kept = fitting(messages, 100, words)
    assert kept == [FRONT, *messages[3:]]


def test_an_answer_before_any_question_goes_with_the_oldest() -> None:
    greeting = Message("assistant", "hello " * 30)
    kept = fitting([FRONT, greeting, *history(30, 30, 30)[1:]], 100, words)
    assert kept[0] == FRONT
    assert kept[1].role == "user"


def test_several_exchanges_go_at_once_so_that_the_rest_holds_for_turns() -> None:
    firsts = []
    for turns in range(5, 60, 2):
        kept = fitting(history(*[10] * turns), 200, words)
        firsts.append(kept[1].content)
    changes = sum(a != b for a, b in pairwise(firsts))
    overflowing = sum(first != firsts[0] for first in firsts)
    assert overflowing > 15
    assert changes <= overflowing / 2


def test_a_message_longer_than_the_room_loses_its_middle() -> None:
    text = " ".join(f"w{n}" for n in range(500))
    kept = fitting([FRONT, Message("user", text)], 100, words)
    assert kept[0] == FRONT
    assert kept[1].content.startswith("w0 w1 ")
    assert " … " in kept[1].content
    assert kept[1].content.endswith(" w498 w499")
    assert sum(map(words, kept)) <= 100


def test_a_front_that_leaves_no_room_is_a_problem() -> None:
    with pytest.raises(Problem, match=r"llm\.context"):
        fitting([Message("system", "front " * 90), Message("user", "hi")], 100, words)


def test_neighbours_of_one_role_are_joined() -> None:
    said = [FRONT, Message("user", "hello"), Message("user", "are you there")]
    assert alternating(said) == [FRONT, Message("user", "hello\nare you there")]


@given(st.lists(st.integers(1, 120), min_size=1, max_size=40), st.integers(60, 400))
def test_whatever_the_history_it_fits_with_front_and_newest_message(
    lengths: list[int], room: int
) -> None:
    messages = history(*lengths)
    kept = fitting(messages, room, words)
    assert sum(map(words, kept)) <= room
    assert kept[0] == FRONT
    assert kept[-1].role == messages[-1].role


@given(st.text(), st.integers(4, 60))
def test_a_shortened_text_has_at_most_the_length_asked_for(text: str, room: int) -> None:
    assert len(shortened(text, room, len)) <= room
