"""What fingers do to keys, one move after another: "+f9" goes down, "-f9" goes up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.desktop.chord import parse
from voice_os.desktop.fingers import Fingers


def heard(chords: str, moves: str) -> str:
    """What becomes of the chords: "+shift+f9" is pressed, "-shift+f9" released."""
    fingers = Fingers(map(parse, chords.split()))
    changes = [fingers.moved(move[1:], move[0] == "+") for move in moves.split()]
    return " ".join(f"{'+' if c[1] else '-'}{c[0].setting}" for c in changes if c)


def test_a_chord_is_pressed_with_its_last_key_and_released_with_its_first() -> None:
    assert heard("ctrl+space", "+ctrl") == ""
    assert heard("ctrl+space", "+ctrl +space") == "+ctrl+space"
    assert heard("ctrl+space", "+ctrl +space -ctrl -space") == "+ctrl+space -ctrl+space"


def test_a_chord_is_pressed_in_any_order_and_again_while_one_key_stays_down() -> None:
    assert heard("ctrl+f1", "+f1 +ctrl -f1 +f1") == "+ctrl+f1 -ctrl+f1 +ctrl+f1"


def test_repeats_and_other_keys_change_nothing() -> None:
    assert heard("f9", "+f9 +f9 +f8 -f8 +shift -shift -f9") == "+f9 -f9"
    assert heard("f9", "+ctrl +f9") == "+f9"


def test_a_release_that_comes_without_a_press_is_nothing() -> None:
    assert heard("f9", "-f9") == ""


@pytest.mark.parametrize("chords", ["f9 shift+f9", "shift+f9 f9"])
def test_a_chord_within_another_is_not_pressed_with_it(chords: str) -> None:
    assert heard(chords, "+f9 -f9") == "+f9 -f9"
    assert heard(chords, "+shift +f9 -f9 -shift") == "+shift+f9 -shift+f9"
    assert heard(chords, "+shift +f9 -shift -f9") == "+shift+f9 -shift+f9"
    assert heard(chords, "+shift +f9 -shift -f9 +f9") == "+shift+f9 -shift+f9 +f9"


def test_whoever_speaks_with_the_key_held_may_touch_shift() -> None:
    assert heard("f9 shift+f9", "+f9 +shift -shift -f9") == "+f9 -f9"


def test_chords_of_different_keys_do_not_mind_each_other() -> None:
    assert heard("f9 f10", "+f9 +f10 -f9 -f10") == "+f9 +f10 -f9 -f10"


@given(st.lists(st.sampled_from(["+f9", "-f9", "+shift", "-shift", "+ctrl", "-ctrl"])))
def test_every_chord_is_pressed_and_released_by_turns(moves: list[str]) -> None:
    changes = heard("f9 shift+f9 ctrl+f9", " ".join(moves)).split()
    for chord in ("f9", "shift+f9", "ctrl+f9"):
        signs = [change[0] for change in changes if change[1:] == chord]
        assert signs == [*"+-" * (len(signs) // 2), *"+" * (len(signs) % 2)]
