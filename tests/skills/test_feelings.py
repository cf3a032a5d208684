"""How she is."""

from dataclasses import dataclass

import pytest

from voice_os.skills import Done, registry, run
from voice_os.skills.feelings import Feelings
from voice_os.understanding.recognition import Recognizer

RECOGNIZER = Recognizer(registry.load().skills)


@dataclass
class Mood:
    words: str

    async def told(self) -> str:
        return self.words


async def answer(text: str, mood: str) -> str:
    wish = RECOGNIZER.recognize(text)
    assert wish is not None
    done = await run(wish, {Feelings: Mood(mood)})
    assert isinstance(done, Done)
    return done.said


@pytest.mark.parametrize(
    "text", ["How are you?", "how are you doing today", "How do you feel?", "what's your mood"]
)
async def test_she_says_how_she_is_and_what_she_is(text: str) -> None:
    said = await answer(text, "a little subdued")
    assert "a little subdued" in said
    assert "AI" in said
    assert "?" not in said


async def test_as_always_she_says_so() -> None:
    assert "as always" in await answer("how are you", "")


@pytest.mark.parametrize("text", ["Do you have feelings?", "Can you feel anything?"])
async def test_asked_whether_she_feels_she_is_plain(text: str) -> None:
    said = await answer(text, "lively")
    assert "I'm an AI" in said
    assert "don't feel as you do" in said
