import json
from pathlib import Path
from typing import Any

import pytest

from voice_os.bench.large_memory import measure_books, measure_large
from voice_os.bench.locomo import Conversation, conversations
from voice_os.bench.memory import measure
from voice_os.errors import Problem

ANIMALS = ("badger", "heron", "otter", "weasel", "lynx", "marten", "stoat", "plover")


def talk(*, asks_for: tuple[str, ...], evidence: list[str]) -> dict[str, Any]:
    """A conversation in the benchmark's form: an animal a turn, and a question for some of them."""
    turns = [
        {"speaker": "Ann", "dia_id": f"D1:{n}", "text": f"I saw a {name} beside the river today."}
        for n, name in enumerate(ANIMALS, 1)
    ]
    small_talk = [
        {"speaker": "Ben", "dia_id": f"D2:{n}", "text": f"Well, and number {n} is also fine?"}
        for n in range(1, 12)
    ]
    return {
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": turns,
        "session_2_date_time": "9:01 am on 9 May, 2023",
        "session_2": small_talk,
        "session_3_date_time": "1:00 pm on 1 June, 2023",
        "qa": [
            {"question": f"Did Ann see {asks_for}?", "evidence": evidence, "category": 1},
            {"question": "What rests on nothing?", "evidence": [], "category": 5},
        ],
    }


def written(folder: Path, *contents: object) -> list[Conversation]:
    for number, content in enumerate(contents):
        (folder / f"{number}.json").write_text(json.dumps(content), "utf-8")
    return conversations(folder)


def test_conversations_are_read_with_their_evidence(tmp_path: Path) -> None:
    odd = talk(asks_for=("badger", "heron"), evidence=["D1:1; D:1:2", "D9:9", "D"])
    (one,) = written(tmp_path, odd)
    assert [turn.id for turn in one.turns] == list(range(1, 20))
    assert [turn.session for turn in one.turns[7:9]] == [1, 2]
    (question,) = one.questions
    assert question.evidence == {1, 2}
    assert question.sessions == {1}
    assert one.asked_at > one.turns[-1].at > one.turns[0].at


@pytest.mark.parametrize("content", [[], {"qa": []}, {"qa": 3, "session_1": [{}]}])
def test_what_is_no_conversation_is_named(tmp_path: Path, content: object) -> None:
    with pytest.raises(Problem, match=r"0\.json"):
        written(tmp_path, content)


def test_a_folder_without_conversations_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=tmp_path.name):
        conversations(tmp_path)


async def test_recall_is_the_share_of_the_evidence_that_is_found(tmp_path: Path) -> None:
    told = written(
        tmp_path,
        talk(asks_for=("badger", "heron"), evidence=["D1:1", "D1:2"]),
        talk(asks_for=("otter", "lynx"), evidence=["D1:3", "D2:11"]),
    )
    found = await measure(told, None)
    assert found["locomo"] is None
    without = found["locomo_without_vectors"]
    assert (without["n"], without["n_multihop"]) == (2, 2)
    assert without["r5"] == 75
    assert without["multihop_all10"] == 50
    assert without["session1"] == 100
    assert len(without["weights"]) == 2


async def test_a_large_memory_is_timed_and_weighed() -> None:
    arrived: list[int] = []
    large = await measure_large(300, None, recalls=3, on_turns=arrived.append)
    assert (large.turns, sum(arrived)) == (300, 300)
    assert large.recall_ms is not None
    assert large.recall_ms["p95"] >= large.recall_ms["p50"] > 0
    assert large.file_mb > 0.1


async def test_looking_something_up_in_books_is_timed() -> None:
    arrived: list[int] = []
    found = await measure_books(2, None, consultations=3, on_books=arrived.append)
    assert sum(arrived) == 2
    assert found is not None
    assert found["p95"] >= found["p50"] > 0
