"""Letting her speak first."""

from dataclasses import dataclass

import pytest

from voice_os.skills import Done, registry, run
from voice_os.skills.forward import Forward
from voice_os.understanding.recognition import Recognizer

RECOGNIZER = Recognizer(registry.load().skills)


@dataclass
class Allowed:
    allowed: bool = False

    def allow(self, allowed: bool) -> None:
        self.allowed = allowed


async def answer(text: str, forward: Allowed) -> str:
    wish = RECOGNIZER.recognize(text)
    assert wish is not None
    done = await run(wish, {Forward: forward})
    assert isinstance(done, Done)
    return done.said


@pytest.mark.parametrize(
    "text", ["You may speak first.", "you can talk to me first", "From now on you may speak first"]
)
async def test_she_is_let(text: str) -> None:
    forward = Allowed()
    assert "three times a day at most" in await answer(text, forward)
    assert forward.allowed


@pytest.mark.parametrize(
    "text",
    ["Don't speak first.", "never talk to me first", "Only speak when you're spoken to."],
)
async def test_she_is_told_not_to(text: str) -> None:
    forward = Allowed(allowed=True)
    assert "wait until you speak" in await answer(text, forward)
    assert not forward.allowed


async def test_she_says_whether_she_may() -> None:
    assert (await answer("may you speak first", Allowed())).startswith("No.")
    assert (await answer("do you speak first", Allowed(allowed=True))).startswith("Yes,")
