"""Which keys the settings give her."""

import pytest

from voice_os.desktop import Signal
from voice_os.desktop.shortcuts import shortcuts
from voice_os.settings import KeySettings


def test_there_is_a_key_to_speak_and_one_for_the_mode() -> None:
    found = {str(one.chord): one for one in shortcuts(KeySettings(), pytest.fail)}
    assert list(found) == ["F9", "Shift+F9"]
    talk, mode = found.values()
    assert (talk.signal(True), talk.signal(False)) == (Signal.PRESS, Signal.RELEASE)
    assert (mode.signal(True), mode.signal(False)) == (Signal.NEXT_MODE, None)


def test_none_is_no_key() -> None:
    settings = KeySettings(mode_chord="none", mute_chord="ctrl+f9")
    assert [one.pressed for one in shortcuts(settings, pytest.fail)] == [
        Signal.PRESS,
        Signal.MUTE,
    ]


def test_a_chord_has_one_meaning_and_speaking_goes_first() -> None:
    told: list[str] = []
    settings = KeySettings(chord="f9+shift", mode_chord="shift+f9", mute_chord="f8")
    found = shortcuts(settings, told.append)
    assert [one.name for one in found] == ["talk", "mute"]
    assert told == [
        "Shift+F9 has another meaning already, so it is not used to let her listen in the next "
        "way. Choose another: voice-os config set key.mode_chord KEY."
    ]
