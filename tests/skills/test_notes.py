"""Notes: taken as they are said, read, found by their words, and thrown away."""

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem


async def test_a_note_is_kept_as_it_was_said(ask: Ask) -> None:
    assert await ask("Take a note: Anna likes the blue one.") == "Noted: Anna likes the blue one."
    assert await ask("read my notes") == "Today you noted: Anna likes the blue one."


async def test_without_words_she_asks_for_them(ask: Ask) -> None:
    assert await ask("take a note") == "What shall I write down?"
    assert await ask("The car is on level two") == "Noted: The car is on level two."


async def test_notes_are_found_by_their_words(ask: Ask) -> None:
    assert await ask("what notes do i have") == "There are no notes."
    await ask("write down that the door code is 4711")
    await ask("write down that the plumber comes on Friday")
    assert await ask("what did i note about the door") == "Today you noted: the door code is 4711."
    assert await ask("find the note about the plumber") == (
        "Today you noted: the plumber comes on Friday."
    )
    assert await ask("do i have a note about bananas") == "There is no note about that."


async def test_a_note_is_thrown_away_and_can_be_brought_back(ask: Ask) -> None:
    await ask("write down that the door code is 4711")
    await ask("write down that the door squeaks")
    assert (await ask("delete the note about the door")).startswith("Which one: the door code")
    assert await ask("the second one") == "That note is gone: the door squeaks."
    assert await ask("undo that") == "The note is back."
    with pytest.raises(Problem, match="no note about that"):
        await ask("delete the note about bananas")
    assert await ask("delete all my notes") == "All your notes are gone."
