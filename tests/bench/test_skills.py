"""How well she understands plain wishes: the tables, and what is made of SLURP's utterances."""

import json
from pathlib import Path

import pytest

from voice_os.bench import slurp
from voice_os.bench.skills import Understood, is_right, measure_skills, understand
from voice_os.bench.slurp import DESTINATIONS, plain, told
from voice_os.errors import Problem
from voice_os.understanding import classifier
from voice_os.understanding.classifier import CANNOT, OPEN
from voice_os.understanding.recognition import Recognizer

KEYS = {"n", "right", "wrong_acting", "slot_f1", "noisy", "p95_ms", "by_scenario"}


def row(sentence: str, scenario: str, action: str, *entities: tuple[str, list[int]]) -> str:
    return json.dumps(
        {
            "sentence": sentence,
            "scenario": scenario,
            "action": action,
            "tokens": [{"surface": word} for word in sentence.split()],
            "entities": [{"type": kind, "span": span} for kind, span in entities],
        }
    )


@pytest.fixture
def utterances(tmp_path: Path) -> Path:
    file = tmp_path / "some.jsonl"
    file.write_text(
        "\n".join(
            [
                row("olly get me up at eight", "alarm", "set", ("time", [5])),
                row("will it rain in oslo", "weather", "query", ("place_name", [4])),
                row("i fancy a cab to the airport", "transport", "taxi"),
                row("what do you dream about", "general", "quirky"),
            ]
        )
    )
    return file


def test_every_destination_is_one_that_the_classifier_or_a_skill_knows(
    recognizer: Recognizer,
) -> None:
    known = {*classifier.names(), OPEN, CANNOT}
    for intent, right in DESTINATIONS.items():
        assert set(right) & known, intent


def test_skills_hold_most_of_what_people_ask(shared: Path) -> None:
    asked = slurp.read(shared / "data/slurp-devel/devel.jsonl")
    held = [one for one in asked if one.right[0] not in (OPEN, CANNOT)]
    assert len(held) >= 0.7 * len(asked)


def test_an_utterance_is_read_with_its_slots_and_without_the_assistants_name(
    utterances: Path,
) -> None:
    first, second, *_ = slurp.read(utterances)
    assert first.words == "get me up at eight"
    assert first.right[0] == "alarms.set_alarm"
    assert first.slots == {"when": "eight"}
    assert second.slots == {"place": "oslo"}


def test_a_file_of_something_else_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("milk and eggs")
    with pytest.raises(Problem, match=r"notes is no file of SLURP's"):
        slurp.read(tmp_path / "notes")


def test_small_words_do_not_count_in_a_slot() -> None:
    assert plain("at the Office") == "office"
    assert told("currency.convert", {"currency": "euros", "to": "yen"}) == {"currency": "euros yen"}


def test_all_that_she_cannot_do_is_one_place(utterances: Path) -> None:
    *_, taxi, dream = slurp.read(utterances)
    found = Understood("cannot.ticket", {}, acts=False, asks=False, seconds=0.0)
    assert is_right(taxi, found)
    assert not is_right(dream, found)


def test_the_figures_have_their_names_and_are_shares(utterances: Path) -> None:
    found = measure_skills(utterances, None, lambda: None)
    assert set(found) >= KEYS
    assert found["n"] == 4
    assert found["right"] == 1.0
    assert 0 <= found["noisy"]["right"] <= 1
    assert set(found["by_scenario"]) == {"alarm", "general", "transport", "weather"}


def test_asking_for_silence_is_understood(recognizer: Recognizer) -> None:
    assert understand(recognizer, "no stop stop please").destination == "talk.stop"
