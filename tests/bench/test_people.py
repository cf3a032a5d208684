"""The bench of many people: everybody meets their own words, and nobody another's."""

from pathlib import Path

from voice_os.bench.people import Crowd, _look, measure_people


async def test_everybody_meets_their_own_words_and_nobody_anothers(tmp_path: Path) -> None:
    crowd = await measure_people(tmp_path, people=6, turns=5, pace=0)
    found = crowd.figures()
    assert (found["people"], found["n"], found["leaks"]) == (6, 30, 0)
    assert found["own_words_met"] >= 6
    assert found["memory_ms"]["p95"] > 0


def test_a_word_of_another_is_a_leak() -> None:
    crowd = Crowd(3)
    _look(crowd, 1, ["canary1 and canary12", "canary2"])
    assert (crowd.own, crowd.leaks) == (1, 2)
