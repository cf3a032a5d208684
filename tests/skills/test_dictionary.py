"""Words: their meanings, from a scripted dictionary and from WordNet, and their spelling."""

import shutil

import pytest
from skills.desk import ScriptedDictionary
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.skills import Unanswered
from voice_os.skills.acting import Acting
from voice_os.skills.dictionary import Dictionary, Meaning, Word, WordNet, meanings_in


async def test_the_usual_meaning_is_told_and_one_as_another_part_of_speech(
    acting: Acting, ask: Ask
) -> None:
    run = [Meaning("noun", "a score"), Meaning("noun", "a race"), Meaning("verb", "move fast")]
    acting.serve({Dictionary: ScriptedDictionary({"run": run})})
    assert await ask("what does the word run mean") == "A score. Or: Move fast."


async def test_an_unknown_word_is_left_to_the_language_model(acting: Acting, ask: Ask) -> None:
    acting.serve({Dictionary: ScriptedDictionary({})})
    with pytest.raises(Unanswered, match="don't know the word zyzzyva"):
        await ask("define zyzzyva")


async def test_a_word_is_spelt_letter_by_letter(ask: Ask) -> None:
    assert await ask("how do you spell rhythm") == "Rhythm: R, H, Y, T, H, M."
    assert await ask("spell ice cream") == "Ice cream: I, C, E, C, R, E, A, M."


@pytest.mark.parametrize("words", ["this whole sentence please now", "12", "--help"])
def test_a_clause_is_no_word(words: str) -> None:
    with pytest.raises(ValueError, match=r"no name|not a word"):
        Word.parse(words)


def test_an_overview_is_read_by_parts_of_speech() -> None:
    overview = """
Overview of noun light

The noun light has 15 senses (first 11 from tagged texts)

1. (31) light, visible light -- ((physics) radiation; "the light was filtered")
2. lamp, light -- (any device serving as a source)

Overview of verb light

1. (12) light, illume -- (make lighter or brighter; "this lamp lightens the room a bit")
"""
    assert meanings_in(overview) == [
        Meaning("noun", "(physics) radiation"),
        Meaning("noun", "any device serving as a source"),
        Meaning("verb", "make lighter or brighter"),
    ]


async def test_wordnet_itself_knows_a_word_and_not_another() -> None:
    if shutil.which("wn") is None:
        with pytest.raises(Problem, match="Install wordnet"):
            await WordNet().meanings("serendipity")
        return
    assert "good luck" in (await WordNet().meanings("serendipity"))[0].text
    assert await WordNet().meanings("qwertyzz") == []
