"""How long a recall takes in a memory of many turns, and how much room that takes.

The memory is made: turns of about eighteen words, as common as words are in a language (Zipf), and
vectors in clusters. Questions are of such words too. Each is asked as a person's is, of the store,
with the question's own vector where there is an embedder.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import psutil

from voice_os.bench.figures import percentiles
from voice_os.documents import Passage
from voice_os.memory import (
    Embedder,
    Turn,
    Vectors,
    connection,
    documents,
    index,
    key,
    schema,
    tables,
)
from voice_os.memory.documents import Learnt
from voice_os.memory.embedding import DIMENSIONS
from voice_os.memory.index import PASSAGES
from voice_os.memory.library import Library
from voice_os.memory.store import Store

_PIECE = 20_000
_VOCABULARY = 30_000
_COMMON = 3  # how much rarer the first word is than in the plain law: those before it ask nothing
_TURN, _QUESTION, _PASSAGE = 18, 5, 90  # words
_PASSAGES = 1000  # of a book
_SESSION = 20  # turns
_CLUSTERS = 1000
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_SOUNDS = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True, slots=True)
class Large:
    """What a memory of `turns` turns takes. The first recall reads what the others find read."""

    turns: int
    recall_ms: dict[str, float] | None
    first_ms: float
    file_mb: float
    memory_mb: float


async def measure_large(
    turns: int,
    embedder: Embedder | None,
    *,
    recalls: int = 60,
    on_turns: Callable[[int], None] = lambda _: None,
) -> Large:
    """Make a memory of `turns` turns in a temporary folder, and ask it `recalls` questions."""
    random = np.random.default_rng(0)
    if embedder is not None:
        await embedder.embed(["The first call is slower."])
    with TemporaryDirectory() as folder:
        path, secret = Path(folder) / "memory.db", key.new()
        schema.make(path, secret)
        _fill(path, secret, turns, random, on_turns)
        gc.collect()
        process = psutil.Process()
        before = process.memory_info().rss
        store = await Store.open(path, secret, embedder=embedder)
        took = []
        try:
            for question in _questions(recalls + 1, random):
                began = perf_counter()
                await store.recall(question, now=_BEGAN + timedelta(days=2000))
                took.append(perf_counter() - began)
        finally:
            await store.close()
        return Large(
            turns,
            percentiles(took[1:]),
            round(1000 * took[0], 1),
            round(path.stat().st_size / 1e6, 1),
            round((process.memory_info().rss - before) / 1e6, 1),
        )


async def measure_books(
    books: int,
    embedder: Embedder | None,
    *,
    consultations: int = 60,
    on_books: Callable[[int], None] = lambda _: None,
) -> dict[str, float] | None:
    """How long looking something up takes in so many books of a thousand passages each, in ms."""
    random = np.random.default_rng(0)
    centres = random.standard_normal((_CLUSTERS, DIMENSIONS)).astype(np.float32)
    with TemporaryDirectory() as folder:
        store = await Store.open(Path(folder) / "memory.db", key.new(), embedder=embedder)
        took = []
        try:
            for number in range(books):
                texts = _sentences(_PASSAGES, _PASSAGE, random)
                vectors = _vectors(_PASSAGES, centres, random)
                book = Learnt(0, f"book {number}", f"Book {number}", str(number), 0, 0, _BEGAN)
                await store.write(partial(_shelve, book, texts, vectors))
                on_books(1)
            library = Library(store)
            for question in _questions(consultations + 1, random):
                began = perf_counter()
                await library.consult(question, 3)
                took.append(perf_counter() - began)
        finally:
            await store.close()
    return percentiles(took[1:])


def _shelve(book: Learnt, texts: list[str], vectors: Vectors, connection: Connection) -> None:
    passages = (Passage(f"page {number}", text) for number, text in enumerate(texts, 1))
    kept = documents.keep(connection, book, passages)
    PASSAGES.give_sense(connection, list(documents.extent(connection, kept.id)), vectors)


def _fill(
    path: Path,
    secret: key.Key,
    count: int,
    random: np.random.Generator,
    on_turns: Callable[[int], None],
) -> None:
    centres = random.standard_normal((_CLUSTERS, DIMENSIONS)).astype(np.float32)
    with closing(connection.connect(path, secret)) as opened:
        for start in range(1, count + 1, _PIECE):
            texts = _sentences(min(_PIECE, count + 1 - start), _TURN, random)
            turns = [
                Turn(
                    number,
                    number // _SESSION,
                    _BEGAN + timedelta(minutes=number),
                    ("you", "her")[number % 2],
                    text,
                )
                for number, text in enumerate(texts, start)
            ]
            with connection.transaction(opened):
                for turn in turns:
                    tables.add_turn(opened, turn)
                index.TURNS.add(opened, turns, _vectors(len(turns), centres, random))
            on_turns(len(turns))


def _questions(count: int, random: np.random.Generator) -> Iterator[str]:
    for words in _sentences(count, _QUESTION, random):
        yield f"What did I say about {words}?"


def _sentences(count: int, length: int, random: np.random.Generator) -> list[str]:
    likely = 1 / (np.arange(_VOCABULARY) + _COMMON)
    chosen = random.choice(_VOCABULARY, (count, length), p=likely / likely.sum())
    return [" ".join(map(_word, row)) for row in chosen.tolist()]


def _word(rank: int) -> str:
    """The word of a rank: the rarer, the longer."""
    word = ""
    while rank or len(word) < 4:
        rank, sound = divmod(rank, len(_SOUNDS))
        word += _SOUNDS[sound]
    return word


def _vectors(count: int, centres: Vectors, random: np.random.Generator) -> Vectors:
    rows: Vectors = centres[random.integers(len(centres), size=count)]
    rows = rows + random.standard_normal(rows.shape, np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
