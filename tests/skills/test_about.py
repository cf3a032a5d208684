import pytest
from skills.scripted import Ask

from voice_os.skills.about import choose
from voice_os.skills.registry import Registry


async def test_she_says_who_she_is_and_what_she_runs_on(ask: Ask) -> None:
    assert "I'm Wren" in await ask("who are you")
    assert await ask("what are you running on") == (
        "I hear with PocketSphinx and speak with eSpeak NG."
    )


async def test_what_she_can_do_comes_from_the_skills_themselves(ask: Ask) -> None:
    answer = await ask("what can you do")
    for promised in ("tell the time", "set a timer that rings", "calendar"):
        assert promised in answer


def test_what_she_names_is_little_and_spread_over_the_subjects(everything: Registry) -> None:
    told = choose(everything.skills, 8)
    assert len(told) == 8
    assert len({one.subject for one in told}) == 8
    assert choose(everything.skills[:2], 8) == list(everything.skills[:2])


@pytest.mark.parametrize("courtesy", ["hello", "thank you", "are you there", "goodbye"])
async def test_courtesies_are_returned(ask: Ask, courtesy: str) -> None:
    assert await ask(courtesy)
