"""A process that writes until it is killed, telling what was acknowledged."""

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path

from memory.conftest import Hashed, said

from voice_os.memory.key import Key
from voice_os.memory.store import Store


def write_until_killed(path: Path, key: Key, acknowledged: Connection, run: int) -> None:
    """Remember turn after turn; tell the words of each once it is durable."""
    asyncio.run(_write(path, key, acknowledged, run))


async def _write(path: Path, key: Key, acknowledged: Connection, run: int) -> None:
    store = await Store.open(path, key, embedder=Hashed())
    acknowledged.send("open")
    count = 0
    while True:
        words = [f"run {run} turn {count} you", f"run {run} turn {count} her " + "and more " * 200]
        await store.remember(said(*words, session=run))
        acknowledged.send(words)
        count += 1
