"""Processes that work on a memory until they are killed, telling what was acknowledged."""

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path

from memory.conftest import Hashed, said

from voice_os.memory.forgetting import Words
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


def forget_until_killed(path: Path, key: Key, acknowledged: Connection, run: int) -> None:
    """Remember words and forget them, again and again; tell each word once it is forgotten."""
    asyncio.run(_forget(path, key, acknowledged, run))


async def _forget(path: Path, key: Key, acknowledged: Connection, run: int) -> None:
    store = await Store.open(path, key, embedder=Hashed())
    acknowledged.send("open")
    count = 0
    while True:
        word = f"zq{'abcdefghij'[run]}x{count}x"
        await store.remember(said(*(f"{word} and more {n}" for n in range(20)), session=run))
        await store.forget(Words(word))
        acknowledged.send([word])
        count += 1


def open_until_killed(path: Path, key: Key, acknowledged: Connection, _: int) -> None:
    """Open an older memory, which brings it up to date."""
    acknowledged.send("open")
    asyncio.run(_open(path, key))


async def _open(path: Path, key: Key) -> None:
    store = await Store.open(path, key)
    await store.close()
