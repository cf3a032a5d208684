"""What refers to what was just done or told, and what does not."""

from datetime import timedelta

import pytest

from voice_os.skills import Choice, Effect, Wish, skill
from voice_os.skills.timers import set_timer
from voice_os.understanding.followups import Last, among, changed, chosen
from voice_os.understanding.recognition import Recognizer


@skill("read {mail}", "what does {mail} say", effect=Effect.READS)
async def read(mail: str) -> str:
    """Read a mail."""
    return f"Reading {mail}."


@skill("delete {mail}", "throw {mail} away", effect=Effect.CHANGES)
async def delete(mail: str) -> str:
    """Delete a mail."""
    return f"{mail} is gone."


@skill("delete all my notes", effect=Effect.CHANGES)
async def delete_notes() -> str:
    """Delete all notes."""
    raise AssertionError


@skill("weather in {place} [in {length}]", effect=Effect.READS)
async def weather(place: str, length: timedelta | None = None) -> str:
    """Tell the weather."""
    return ""


RECOGNIZER = Recognizer([read, delete, delete_notes, weather])
NAMES = ("lunch with Anna", "all my notes", "the bill")
TOLD = Last(Wish(read, {"mail": "x"}), tuple(Choice(n, Wish(read, {"mail": n})) for n in NAMES))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the second one", "all my notes"),
        ("number three", "the bill"),
        ("the last one", "the bill"),
        ("read me the first", "lunch with Anna"),
        ("lunch with anna", "lunch with Anna"),
        ("the bill please", "the bill"),
    ],
)
def test_a_thing_is_chosen_by_its_place_or_its_name(words: str, name: str) -> None:
    choice = chosen(words, TOLD.choices)
    assert choice is not None
    assert choice.name == name


@pytest.mark.parametrize("words", ["the seventh one", "bills", "", "the second world war"])
def test_what_is_none_of_them_is_none(words: str) -> None:
    assert chosen(words, TOLD.choices) is None


def test_something_else_is_done_with_a_thing_that_was_told() -> None:
    wish = among("throw the first one away", TOLD, RECOGNIZER.recognize)
    assert wish == Wish(delete, {"mail": "lunch with anna"})


def test_what_a_thing_is_called_is_never_read_as_a_wish() -> None:
    wish = among("delete the second one", TOLD, RECOGNIZER.recognize)
    assert wish is not None
    assert wish.skill is delete


@pytest.mark.parametrize(
    ("words", "slots", "instead"),
    [
        ("and in bergen", {"place": "bergen"}, False),
        ("what about oslo", {"place": "oslo"}, False),
        ("no i meant paris", {"place": "paris"}, True),
    ],
)
def test_what_was_asked_is_asked_of_something_else(
    words: str, slots: dict[str, object], instead: bool
) -> None:
    meant = changed(words, Last(Wish(weather, {"place": "rome"})))
    assert meant is not None
    assert (meant.wish.slots, meant.instead) == (slots, instead)


@pytest.mark.parametrize("words", ["no way", "and my sister is five", "wait", "no", "but why"])
def test_what_only_sounds_like_it_changes_nothing(words: str) -> None:
    assert changed(words, Last(Wish(set_timer, {"length": timedelta(minutes=5)}))) is None


@pytest.mark.parametrize("words", ["but i hate rain", "and why is that", "no thanks", "and you"])
def test_open_talk_after_a_question_is_not_taken_for_a_name(words: str) -> None:
    assert changed(words, Last(Wish(weather, {"place": "rome"}))) is None
