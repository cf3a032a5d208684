"""Scripted lives: what is true now, and was true then. A stale answer is the worst of all."""

import pytest
from memory.lives import HELD_OUT, LATER, WRITTEN_WITH, Line, life
from memory.lives_as_told import AS_TOLD
from memory.lives_in_idiom import IN_IDIOM
from memory.lives_unforeseen import UNFORESEEN

from voice_os.memory import Fact, Turn
from voice_os.memory.corrections import amended
from voice_os.memory.doubts import taken_in
from voice_os.memory.facts import YOU, learn
from voice_os.memory.questions import answer

LIVES = WRITTEN_WITH | HELD_OUT | LATER | AS_TOLD | IN_IDIOM | UNFORESEEN


def answers(lines: tuple[Line, ...]) -> list[tuple[Line, str]]:
    """Live a life; return what was asked in it and what was answered."""
    known: list[Fact] = []
    meant: tuple[Fact, ...] = ()
    told = []
    for number, line in enumerate(lines, 1):
        turn = Turn(number, 1, line.at, YOU, line.words)
        if line.mark == "?":
            found = answer(line.words, known, line.at)
            told.append((line, found.text if found else ""))
            meant = found.facts if found else meant
            continue
        if line.mark == "~":
            amendment = amended(known, meant, turn)
            assert amendment is not None, line.words
            known = amendment
        else:
            for fact in taken_in(known, turn):
                known = learn(known, fact)
        meant = tuple(fact for fact in known if number in fact.sources)
    return told


@pytest.mark.parametrize("name", LIVES)
def test_a_life_is_answered_from_as_it_was_and_is(name: str) -> None:
    for line, told in answers(life(LIVES[name])):
        assert not [word for word in line.stale if word in told], f"stale: {told}"
        assert not [word for word in line.right if word not in told], f"{line.words}: {told}"


def test_there_are_lives_enough() -> None:
    assert len(LIVES) >= 40
