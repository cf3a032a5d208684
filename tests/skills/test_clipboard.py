"""The clipboard, scripted here and real in tests/desktop."""

import pytest
from skills.desk import ScriptedClipboard
from skills.scripted import Ask, ScriptedTalk

from voice_os.desktop.clipboard import Clipboard
from voice_os.skills.acting import Acting


@pytest.fixture
def clipboard(acting: Acting) -> ScriptedClipboard:
    clipboard = ScriptedClipboard("milk and honey")
    acting.serve({Clipboard: clipboard})
    return clipboard


async def test_what_was_copied_is_told(clipboard: ScriptedClipboard, ask: Ask) -> None:
    assert await ask("what's on my clipboard") == "milk and honey"
    clipboard.text = " \n"
    assert await ask("what's on my clipboard") == "It is empty."


async def test_a_long_text_is_not_told_whole(clipboard: ScriptedClipboard, ask: Ask) -> None:
    clipboard.text = "many words " * 1000
    said = await ask("read my clipboard")
    assert len(said) < 650
    assert said.endswith("… and more.")


async def test_her_answer_is_copied_and_that_is_undone(
    clipboard: ScriptedClipboard, talk: ScriptedTalk, ask: Ask
) -> None:
    talk.last_answer = "It is noon."
    assert await ask("copy that to the clipboard") == "It is on the clipboard."
    assert clipboard.text == "It is noon."
    assert await ask("undo that") == "The clipboard holds what it held before."
    assert clipboard.text == "milk and honey"


async def test_a_cleared_clipboard_can_be_had_back(clipboard: ScriptedClipboard, ask: Ask) -> None:
    await ask("clear the clipboard")
    assert clipboard.text == ""
    await ask("undo that")
    assert clipboard.text == "milk and honey"
