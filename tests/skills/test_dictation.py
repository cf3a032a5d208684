"""Dictation: every word goes to the window, until it is over."""

import pytest
from skills.desk import ScriptedKeyboard
from skills.scripted import Ask

from voice_os.consent.journal import Notebook
from voice_os.skills.acting import Acting
from voice_os.skills.dictation import Dictating, punctuated


@pytest.fixture
def keyboard(acting: Acting) -> ScriptedKeyboard:
    keyboard = ScriptedKeyboard()
    acting.serve({Dictating: Dictating(keyboard)})
    return keyboard


async def test_what_is_said_is_typed_to_the_letter(keyboard: ScriptedKeyboard, ask: Ask) -> None:
    assert await ask("take dictation") == "I type what you say. To end, say: stop dictation."
    assert await ask("Dear Anna, it is Tuesday.") == ""
    assert await ask("What time is it?") == ""
    assert await ask("yes") == ""
    assert await ask("stop dictation") == "The dictation is over."
    assert keyboard.paper == "Dear Anna, it is Tuesday. What time is it? yes "
    assert "nine" in await ask("what time is it")


async def test_the_last_piece_is_taken_back(keyboard: ScriptedKeyboard, ask: Ask) -> None:
    await ask("take dictation")
    await ask("One.")
    await ask("Two.")
    await ask("scratch that")
    assert keyboard.paper == "One. "


async def test_what_was_dictated_is_in_no_log(
    keyboard: ScriptedKeyboard, ask: Ask, journal: Notebook
) -> None:
    await ask("take dictation")
    await ask("a secret")
    await ask("stop dictation")
    assert "secret" not in str(await journal.deeds())


def test_signs_can_be_spoken() -> None:
    assert punctuated("hello comma there full stop") == "hello, there."
    assert punctuated("Really, question mark.") == "Really?"
    assert punctuated("a long period of time") == "a long period of time"
