import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.desktop.chord import Chord, parse
from voice_os.errors import Problem


@pytest.mark.parametrize(
    ("text", "keys", "people", "trigger"),
    [
        ("f9", ("f9",), "F9", "F9"),
        ("ctrl+alt+space", ("ctrl", "alt", "space"), "Ctrl+Alt+Space", "CTRL+ALT+space"),
        (" Control + Page Up ", ("ctrl", "page_up"), "Ctrl+Page Up", "CTRL+Page_Up"),
        ("super+v", ("cmd", "v"), "Cmd+V", "LOGO+v"),
        ("a+shift", ("shift", "a"), "Shift+A", "SHIFT+a"),
        ("ctrl_r", ("ctrl_r",), "Ctrl R", "Control_R"),
        ("alt_r+f1", ("alt_r", "f1"), "Alt R+F1", "ALT+F1"),
        ("altgr+return", ("alt_gr", "enter"), "Alt Gr+Enter", None),
    ],
)
def test_a_chord_has_a_name_for_people_and_one_for_the_desktop(
    text: str, keys: tuple[str, ...], people: str, trigger: str | None
) -> None:
    chord = parse(text)
    assert chord == Chord(keys)
    assert str(chord) == people
    assert chord.trigger == trigger


@pytest.mark.parametrize("text", ["", "+", "ctrl+", "f25", "f0", "ctrl+ctrl", "ctrl+control"])
def test_what_is_no_chord_is_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"key\.chord"):
        parse(text)


def test_the_refusal_names_the_part_that_is_no_key_and_what_is_allowed() -> None:
    with pytest.raises(Problem, match=r"'ctrl\+hyper'.*'hyper'.*f1 to f24.*space.*ctrl_r"):
        parse("ctrl+hyper")


def test_two_keys_beside_the_modifiers_are_refused() -> None:
    with pytest.raises(Problem, match="only one key"):
        parse("ctrl+a+b")


@given(st.text())
def test_any_text_is_a_chord_or_a_problem(text: str) -> None:
    try:
        chord = parse(text)
    except Problem:
        return
    assert parse(chord.setting) == chord


def test_a_refusal_names_the_setting_that_is_meant() -> None:
    with pytest.raises(Problem, match=r"'key\.mode_chord' cannot be 'hyper'"):
        parse("hyper", "key.mode_chord")
