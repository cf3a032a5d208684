"""Her disposition: moved by what counts, and kept in the memory's file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from persona.test_voice import said

from voice_os.memory.key import Key, new
from voice_os.memory.store import Store
from voice_os.persona.disposition import Disposition
from voice_os.persona.mood import BASELINE
from voice_os.tts import Delivery

GOOD = "I got the job, I'm so happy!"
BAD = "My dog died and I'm so sad."


class Calendar:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def she(calendar: Calendar) -> Disposition:
    return Disposition(calendar.now)


@pytest.fixture
def key() -> Key:
    return new()


@pytest_asyncio.fixture
async def store(tmp_path: Path, key: Key) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "memory.db", key)
    yield opened
    await opened.close()


def test_at_first_she_is_as_always(she: Disposition) -> None:
    assert she.mood == BASELINE
    assert she.in_words == ""
    assert she.delivery(Delivery()) == Delivery()


def test_an_answer_on_trial_is_spoken_in_the_mood_it_would_leave_and_moves_nothing(
    she: Disposition,
) -> None:
    gentle = she.delivery(Delivery(), BAD)
    assert gentle.rate < 1
    assert gentle.energy < 1
    assert gentle.pause > 1
    assert she.mood == BASELINE
    she.take(BAD, None)
    assert she.delivery(Delivery()) == gentle


def test_good_news_makes_her_glad_and_it_passes(she: Disposition, calendar: Calendar) -> None:
    she.take(GOOD, None)
    assert "good spirits" in she.in_words or "glad" in she.in_words
    calendar.time += timedelta(hours=5)
    assert she.in_words == ""


def test_a_lively_voice_makes_her_lively_whatever_it_says(she: Disposition) -> None:
    words = "so this is how I usually say it"
    for _ in range(8):
        she.take(words, said())
    before = she.mood.arousal
    she.take(words, said(level=0.2, pitch=180, seconds=1.5))
    assert she.mood.arousal > before + 0.1


def test_a_farewell_moves_nothing_however_it_sounds(she: Disposition) -> None:
    for _ in range(8):
        she.take("so this is how I usually say it", said())
    before = she.mood
    she.take("goodbye my dear, I love you", said(level=0.3, pitch=200, seconds=1.5))
    assert she.mood == before


async def test_it_survives_a_restart_and_fades_meanwhile(
    she: Disposition, calendar: Calendar, store: Store
) -> None:
    for _ in range(8):
        she.take(GOOD, said())
    await she.keep(store)
    mood = she.mood
    calendar.time += timedelta(minutes=10)
    again = Disposition(calendar.now)
    await again.wake(store)
    assert BASELINE.valence < again.mood.valence < mood.valence
    lively = said(level=0.3, pitch=200, seconds=1.5)
    she.take("so this is how it is", lively)
    again.take("so this is how it is", lively)
    assert again.mood == she.mood


async def test_what_was_said_before_the_memory_opened_counts_more(
    she: Disposition, calendar: Calendar, store: Store
) -> None:
    she.take(BAD, None)
    await she.keep(store)
    again = Disposition(calendar.now)
    again.take(GOOD, None)
    mood = again.mood
    await again.wake(store)
    assert again.mood == mood


async def test_no_word_and_no_sound_of_the_person_is_in_what_is_kept(
    she: Disposition, store: Store
) -> None:
    she.take(f"{GOOD} Quetzalcoatl told me.", np.tile(said(), 3))
    await she.keep(store)
    (kept,) = await store.read(
        lambda c: c.execute("SELECT value FROM state WHERE name = 'mood'").fetchone()
    )
    assert b"Quetzalcoatl" not in kept
    assert len(kept) < 500
