"""Many people at once on one machine, with a model that is not there: does memory keep them apart?

Everybody has a file, a key and a word of their own (a canary), asks for their own and for others'
words, and is answered by nobody. What is measured is the memory's own work of a turn: recalling
before the answer and remembering after it, the waiting for each other included.
"""

import asyncio
import hashlib
import random
import re
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from voice_os.bench.figures import machine, percentiles
from voice_os.bench.report import Limit
from voice_os.errors import Problem
from voice_os.memory import Turn, Vectors
from voice_os.memory.embedding import DIMENSIONS
from voice_os.memory.people import open_memory, person
from voice_os.memory.store import Store
from voice_os.settings import MemorySettings

TURNS = 5
"""How many each person has."""

LIMITS = (Limit("memory_ms.p95", 100, "ms"), Limit("leaks", 0))

_FILES = 3  # that an open memory has: itself, its log and the log's index
_CANARY = re.compile(r"\bcanary\d+\b")
_TALK = (
    "My word is {own}, and I keep it to myself.",
    "What is my word, and what is {other}?",
    "I went for a walk by the river with {own}.",
    "What did I say about the walk?",
    "Tell me about {other} and the river.",
)


@dataclass
class Crowd:
    """What was measured: seconds of each turn, and how often anybody met a word of another's."""

    people: int
    recalls: list[float] = field(default_factory=list)
    remembers: list[float] = field(default_factory=list)
    own: int = 0
    leaks: int = 0

    def figures(self) -> dict[str, Any]:
        """Every figure, in milliseconds; `own` says how often somebody met their own word."""
        work = [a + b for a, b in zip(self.recalls, self.remembers, strict=True)]
        return {
            "people": self.people,
            "n": len(work),
            "memory_ms": percentiles(work),
            "recall_ms": percentiles(self.recalls),
            "remember_ms": percentiles(self.remembers),
            "own_words_met": self.own,
            "leaks": self.leaks,
            "machine": machine(),
        }


async def measure_people(
    folder: Path,
    *,
    people: int = 641,
    turns: int = TURNS,
    pace: float = 15.0,
    on_turn: Callable[[], None] = lambda: None,
) -> Crowd:
    """Let `people` talk at once, each a turn every `pace` seconds, with memories in `folder`.

    Raises `Problem` where the system does not let so many files be open.
    """
    _allow_files(_FILES * people + 100)
    settings = MemorySettings(folder=folder / "memories", keys=folder / "keys", key="file")
    crowd = Crowd(people)
    async with AsyncExitStack() as stack:
        stores: list[Store] = []
        for number in range(people):
            who = person(settings, f"person {number}")
            store = await open_memory(who, settings, ask=str, embedder=_NoModel())
            stack.push_async_callback(store.close)
            stores.append(store)
        async with asyncio.TaskGroup() as tasks:
            for number, store in enumerate(stores):
                talk = _talk(crowd, store, number, turns, pace, on_turn)
                tasks.create_task(talk)
        for number, store in enumerate(stores):
            _look(crowd, number, [turn.text for turn in await store.turns()], told=False)
    return crowd


async def _talk(
    crowd: Crowd, store: Store, number: int, turns: int, pace: float, on_turn: Callable[[], None]
) -> None:
    chance = random.Random(number)  # noqa: S311 - a talk, and no secret
    session = await store.new_session()
    for turn in range(turns):
        await asyncio.sleep(chance.uniform(0, 2 * pace))
        other = chance.choice([n for n in range(crowd.people) if n != number] or [number])
        now = datetime.now(UTC)
        said = _TALK[turn % len(_TALK)]
        # The word of another is asked for, and not kept: what is kept of it would be one's own.
        asked = said.format(own=f"canary{number}", other=f"canary{other}")
        kept = said.format(own=f"canary{number}", other="that of others")
        begun = perf_counter()
        recalled = await store.recall(asked, now=now)
        crowd.recalls.append(perf_counter() - begun)
        _look(crowd, number, [one.turn.text for one in recalled])
        exchange = [
            Turn(0, session, now, "you", kept),
            Turn(0, session, now, "her", f"I have no model to answer turn {turn} with."),
        ]
        begun = perf_counter()
        await store.remember(exchange)
        crowd.remembers.append(perf_counter() - begun)
        on_turn()


def _look(crowd: Crowd, number: int, texts: Sequence[str], *, told: bool = True) -> None:
    """Count the canaries that somebody was told, their own and those of others."""
    met = _CANARY.findall("\n".join(texts))
    own = met.count(f"canary{number}")
    crowd.own += own * told
    crowd.leaks += len(met) - own


class _NoModel:
    """An embedder whose vectors tell texts apart, and nothing more."""

    name = "none"

    async def embed(self, texts: list[str]) -> Vectors:
        """A vector by chance for each text, the same for the same."""
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=DIMENSIONS) for seed in seeds]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)

    async def close(self) -> None:
        """There is nothing to free."""


def _allow_files(count: int) -> None:
    """Let this process have so many files open, where the system counts them."""
    try:
        import resource
    except ImportError:  # on Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise Problem(f"So many people need {count} open files; this system allows {hard}.")
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
