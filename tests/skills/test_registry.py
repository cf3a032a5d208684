"""Her own skills, those of other packages, and the sentences that a recogniser expects."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice_os.skills import Done, registry, run
from voice_os.skills.registry import Registry
from voice_os.understanding.recognition import Recognizer

GARDEN = '''
from voice_os.skills import Effect, skill

@skill("water the (plants|garden)", effect=Effect.CHANGES)
async def water() -> str:
    """Water the plants."""
    return "Done."
'''

Install = Callable[[str, str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a package with one module and one entry point where Python finds it."""

    def install(name: str, source: str, target: str) -> None:
        (tmp_path / f"{name}.py").write_text(source)
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[{registry.GROUP}]\nextra = {target}\n")
        monkeypatch.syspath_prepend(tmp_path)

    before = set(sys.modules)
    yield install
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_every_built_in_skill_is_there_under_a_name_of_its_own(everything: Registry) -> None:
    assert not everything.problems
    names = [one.name for one in everything.skills]
    assert len(set(names)) == len(names)
    assert {"clock.tell_time", "timers.set_timer", "talk.stop"} <= set(names)


@pytest.mark.parametrize("target", ["garden", "garden:water"])
async def test_another_package_adds_skills_by_an_entry_point(install: Install, target: str) -> None:
    install("garden", GARDEN, target)
    found = registry.load()
    assert not found.problems
    wish = Recognizer(found.skills).recognize("Could you water the plants?")
    assert wish is not None
    assert await run(wish, {}) == Done("Done.")


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("raise RuntimeError('no sun')", "garden", "no sun"),
        ("import sys; sys.exit('no rain')", "garden", "no rain"),
        ("import no_such_module", "garden", "no_such_module"),
        (GARDEN, "garden:mow", "mow"),
        ("", "garden", "there is no skill at garden"),
        ("weed = 1", "garden:weed", "there is no skill at garden:weed"),
        (GARDEN.replace("(plants|garden)", "(plants|garden"), "garden", "malformed"),
        (GARDEN.replace("garden)", "{bed})"), "garden", "bed"),
    ],
)
def test_a_broken_package_is_a_sentence_and_all_else_works(
    install: Install, everything: Registry, source: str, target: str, why: str
) -> None:
    install("garden", source, target)
    found = registry.load()
    assert [one.name for one in found.skills] == [one.name for one in everything.skills]
    (problem,) = found.problems
    assert "garden" in problem
    assert why in problem


def test_a_package_cannot_take_the_place_of_a_skill(install: Install) -> None:
    install("clock", GARDEN.replace("async def water", "async def tell_time"), "clock")
    (problem,) = registry.load().problems
    assert "there is a skill clock.tell_time already" in problem


@pytest.fixture(scope="module")
def spoken(everything: Registry) -> list[str]:
    return registry.sentences(everything.skills)


def test_the_sentences_are_spoken_words_only(spoken: list[str]) -> None:
    assert len(spoken) > 1000
    assert all(word.replace("'", "").isalpha() for one in spoken for word in one.split())
    assert all(one == one.lower() for one in spoken)


def test_what_a_recogniser_is_told_to_expect_is_what_she_understands(
    spoken: list[str], recognizer: Recognizer
) -> None:
    heard = [recognizer.recognize(one) for one in spoken]
    understood = Counter(wish.skill.name for wish in heard if wish)
    assert sum(understood.values()) == len(spoken)
    assert max(understood.values()) <= 2 * min(understood.values())


def test_the_sentences_hold_every_number_word_below_a_hundred(spoken: list[str]) -> None:
    words = {word for one in spoken for word in one.split()}
    tens = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
    ones = "zero one two three four five six seven eight nine ten eleven twelve"
    teens = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    assert {*tens.split(), *ones.split(), *teens.split()} <= words


def test_the_same_skills_give_the_same_sentences(everything: Registry, spoken: list[str]) -> None:
    assert registry.sentences(everything.skills) == spoken


def test_a_language_that_no_skill_speaks_has_no_sentences(everything: Registry) -> None:
    assert registry.sentences(everything.skills, "fi") == []
