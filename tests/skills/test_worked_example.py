"""The skills that `docs/skills.md` shows work as they stand there."""

import re
from datetime import timedelta
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
from skills.scripted import ScriptedClock

from voice_os.skills import Skill
from voice_os.skills.acting import Acting
from voice_os.skills.registry import skills_of
from voice_os.skills.services import Clock, Repertoire
from voice_os.understanding.recognition import Recognizer

PAGE = Path(__file__).parent.parent.parent / "docs" / "skills.md"


class Lamp:
    lit = False


@pytest.fixture
def shown() -> list[Skill]:
    """The skills of the page's listings, in one module."""
    listings = re.findall(r"(?:^    .*\n|^\n)+", PAGE.read_text("utf-8"), re.MULTILINE)
    code = [dedent(text) for text in listings if "@skill" in text]
    module = ModuleType("plants")
    module.__dict__["Lamp"] = Lamp
    begin = "from voice_os.skills import Done, Effect, Record, skill\n"
    exec(begin + "\n".join(code), module.__dict__)  # noqa: S102 - our own page
    return skills_of(module)


async def test_they_are_understood_answer_and_are_taken_back(
    shown: list[Skill], clock: ScriptedClock
) -> None:
    class Everything:
        skills = shown

    lamp = Lamp()
    acting = Acting(Recognizer(shown))
    acting.serve({Clock: clock, Lamp: lamp, Repertoire: Everything()})

    async def say(text: str) -> str:
        step = acting.step(text)
        assert step is not None, text
        return await acting.take(step, text)

    assert await say("Which day is today?") == "It's Tuesday."
    clock.time += timedelta(days=1)
    assert await say("what day is it, please") == "It's Wednesday."
    assert await say("light the lamp") == "It is lit."
    assert lamp.lit
    assert await acting.undo() == "It is as it was."
    assert not lamp.lit
