"""Reading aloud: on, over and back by what was heard of it."""

import pytest
from skills.desk import ScriptedClipboard
from skills.scripted import Ask, ScriptedTalk

from voice_os.consent.folders import Folders
from voice_os.desktop.clipboard import Clipboard
from voice_os.documents.texts import Texts
from voice_os.errors import Problem
from voice_os.skills.acting import Acting
from voice_os.skills.reading import Lectern, summary

TEXT = "One is here.\n\nTwo is\nlonger than that.\n\nThree ends it."


@pytest.fixture
def lectern(acting: Acting) -> Lectern:
    lectern = Lectern()
    acting.serve({Lectern: lectern, Clipboard: ScriptedClipboard("", TEXT), Texts: Texts()})
    return lectern


async def test_what_is_marked_is_read_before_what_was_copied(
    acting: Acting, lectern: Lectern, ask: Ask
) -> None:
    said = await ask("read this aloud")
    assert said == "One is here.\n\nTwo is longer than that.\n\nThree ends it."
    acting.serve({Clipboard: ScriptedClipboard("Copied.")})
    assert await ask("read this aloud") == "Copied."


async def test_she_reads_on_with_the_paragraph_that_was_cut_off(
    lectern: Lectern, talk: ScriptedTalk, ask: Ask
) -> None:
    await ask("read this aloud")
    talk.last_answer = "One is here. Two is"
    assert await ask("go on reading") == "Two is longer than that.\n\nThree ends it."


async def test_a_paragraph_is_skipped(lectern: Lectern, talk: ScriptedTalk, ask: Ask) -> None:
    await ask("read this aloud")
    talk.last_answer = "One is here. Two is"
    assert await ask("skip this paragraph") == "Three ends it."


async def test_a_paragraph_is_read_again(lectern: Lectern, talk: ScriptedTalk, ask: Ask) -> None:
    await ask("read this aloud")
    talk.last_answer = "One is here. Two is"
    assert await ask("read that again") == "Two is longer than that.\n\nThree ends it."
    talk.last_answer = "Two is longer than that."
    assert await ask("read that paragraph again") == "Two is longer than that.\n\nThree ends it."


async def test_behind_the_end_there_is_nothing(
    lectern: Lectern, talk: ScriptedTalk, ask: Ask
) -> None:
    talk.last_answer = await ask("read this aloud")
    with pytest.raises(Problem, match="That was all of what you marked"):
        await ask("go on reading")


async def test_without_a_text_she_says_how_to_get_one(lectern: Lectern, ask: Ask) -> None:
    with pytest.raises(Problem, match="Mark something"):
        await ask("go on reading")


async def test_a_file_is_read_and_summed_up(lectern: Lectern, folders: Folders, ask: Ask) -> None:
    folders.write("story.txt", b"The fox ran.\n\nThe fox slept.")
    assert await ask("read me the file story aloud") == "The fox ran. The fox slept."
    assert await ask("sum up the file story") == "The fox ran. The fox slept."


def test_a_summary_keeps_the_sentences_that_hold_what_comes_up_often() -> None:
    text = (
        "The harbour of Bergen is old. It rained. The harbour was built by merchants. "
        "Somebody laughed. Merchants of the harbour grew rich. He went home."
    )
    assert summary(text) == (
        "The harbour of Bergen is old. The harbour was built by merchants. "
        "Merchants of the harbour grew rich."
    )
