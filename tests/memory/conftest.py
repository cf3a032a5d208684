"""A memory of one's own, and an embedder that needs no model."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import keyring
import numpy as np
import pytest

from voice_os.memory import Fact, Turn, Vectors, tables
from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry

DAWN = datetime(2025, 3, 1, 9, tzinfo=UTC)


class Hashed:
    """An embedder whose vectors are the hash of the text: like texts alone are alike."""

    name = "hashes"

    async def embed(self, texts: list[str]) -> Vectors:
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=384) for seed in seeds]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32).reshape(-1, 384)

    async def close(self) -> None:
        pass


def said(*texts: str, session: int = 1, speaker: str = "you", at: datetime = DAWN) -> list[Turn]:
    """Turns of these words, a minute apart."""
    return [
        Turn(0, session, at + timedelta(minutes=place), speaker, text)
        for place, text in enumerate(texts)
    ]


async def put_facts(store: Store, facts: Sequence[Fact]) -> None:
    """Make these all the facts there are."""
    await store.write(lambda c: tables.put_facts(c, facts))


async def write_diary(store: Store, entries: Sequence[Entry]) -> None:
    """Put entries into a diary as they are."""
    await store.write(lambda c: [tables.add_entry(c, entry) for entry in entries])


@pytest.fixture
def key() -> Key:
    return new()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "memory.db"


@pytest.fixture
async def store(path: Path, key: Key) -> AsyncIterator[Store]:
    opened = await Store.open(path, key, embedder=Hashed())
    yield opened
    await opened.close()


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A desktop's keyring: what it keeps, by service and name."""
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "get_password", lambda *where: kept.get(where))
    monkeypatch.setattr(
        keyring,
        "set_password",
        lambda service, name, secret: kept.update({(service, name): secret}),
    )
    monkeypatch.setattr(keyring, "delete_password", lambda *where: kept.pop(where))
    monkeypatch.setattr(keyring, "get_keyring", lambda: SimpleNamespace(priority=5))
    return kept
