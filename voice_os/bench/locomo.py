"""Conversations of the LoCoMo benchmark: months of talk, and questions with their evidence turns.

Read from a folder of their JSON files (https://github.com/snap-research/locomo), which are for
measuring only and no part of this project.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from voice_os.errors import Problem
from voice_os.memory import Turn

MULTI_HOP = 1
"""The category of questions that need several memories; see the benchmark's own evaluation."""

_TIME = "%I:%M %p on %d %B, %Y"
_A_TURN = timedelta(seconds=10)  # only the session's time is known


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of the turns that its answer rests on, and the sessions of those."""

    text: str
    category: int
    evidence: frozenset[int]
    sessions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One long conversation in sessions; turns have ids from 1 on. `asked_at` is after it all."""

    name: str
    turns: Sequence[Turn]
    questions: Sequence[Question]
    asked_at: datetime


def conversations(folder: Path) -> list[Conversation]:
    """All conversations in a folder. Raises `Problem` where there is none, or one is broken."""
    found = [_read(path) for path in sorted(folder.glob("*.json"))]
    if not found:
        raise Problem(f"There are no conversations in {folder}; LoCoMo's JSON files belong there.")
    return found


def _read(path: Path) -> Conversation:
    try:
        content = json.loads(path.read_bytes())
        turns, ids = _turns(content)
        questions = [_question(entry, turns, ids) for entry in content["qa"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(f"The file {path} is no conversation of LoCoMo: {error!r}.") from None
    return Conversation(
        path.stem,
        turns,
        # What rests on no turn cannot be found.
        [question for question in questions if question.evidence],
        turns[-1].at + timedelta(days=1),
    )


def _turns(content: dict[str, Any]) -> tuple[list[Turn], dict[str, int]]:
    """The turns, and the id of each by its own name ("D3:11"). Pictures are left out."""
    turns: list[Turn] = []
    ids: dict[str, int] = {}
    sessions = sorted(int(key[8:]) for key in content if re.fullmatch(r"session_\d+", key))
    for session in sessions:
        began = datetime.strptime(content[f"session_{session}_date_time"], _TIME)
        for place, said in enumerate(content[f"session_{session}"]):
            at = began.replace(tzinfo=UTC) + place * _A_TURN
            ids[said["dia_id"]] = len(turns) + 1
            turns.append(Turn(len(turns) + 1, session, at, said["speaker"], said["text"]))
    if not turns:
        raise ValueError("nothing is said in it")
    return turns, ids


def _question(entry: dict[str, Any], turns: Sequence[Turn], ids: dict[str, int]) -> Question:
    names = (
        f"D{session}:{turn}"
        for several in entry["evidence"]  # some hold more than one, or a stray character
        for session, turn in re.findall(r"D:?(\d+):(\d+)", several)
    )
    evidence = frozenset(ids[name] for name in names if name in ids)
    sessions = frozenset(turns[number - 1].session for number in evidence)
    return Question(entry["question"], entry["category"], evidence, sessions)
