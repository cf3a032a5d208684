"""Her disposition in this conversation: the one place where her mood is kept.

It moves only with exchanges that count. What an answer that is begun on trial would be said like is
worked out without moving anything. Between conversations it lies in the memory's encrypted file:
two numbers and a time, and what is usual of the person's voice; no words and no sound.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime

from voice_os.audio import Samples
from voice_os.memory import tables
from voice_os.memory.store import Store
from voice_os.persona import sentiment
from voice_os.persona.mood import (
    BASELINE,
    Feeling,
    Mood,
    Moved,
    bounded,
    in_words,
    mood_at,
    moved_by,
)
from voice_os.persona.prosody import coloured
from voice_os.persona.voice import Usual, UsualVoice, voice_of
from voice_os.tts import Delivery

_NOTE = "mood"


async def _at_once() -> None:
    """Nothing to wait for."""


class Disposition:
    """How she is, and how the person usually sounds."""

    def __init__(
        self,
        now: Callable[[], datetime],
        usual: Callable[[], Mood] = lambda: BASELINE,
        opened: Callable[[], Awaitable[None]] = _at_once,
    ) -> None:
        """`now` gives aware times; `usual` is how she is when nothing has moved her.

        `opened` waits a moment for a memory that is being opened.
        """
        self._now = now
        self._opened = opened
        self._usual_mood = usual
        self._moved: Moved | None = None
        self._voice = UsualVoice()

    @property
    def mood(self) -> Mood:
        """Her mood now."""
        if self._moved is None:
            return self._usual_mood()
        return mood_at(self._moved, self._now(), self._usual_mood())

    @property
    def in_words(self) -> str:
        """Her mood in a few words that follow "you are"; "" where it is as always."""
        return in_words(self.mood, self._usual_mood())

    async def told(self) -> str:
        """The same, once it is known how the last conversation left her."""
        await self._opened()
        return self.in_words

    def delivery(self, base: Delivery, said: str = "") -> Delivery:
        """How she would speak after `said` was said to her. Moves nothing."""
        mood = self.mood if not said else moved_by(self.mood, sentiment.feeling_of(said))
        return coloured(base, mood, self._usual_mood())

    def take(self, said: str, sound: Samples | None) -> None:
        """This was said, and counts. `sound` is measured and let go; None: it was typed."""
        feeling = sentiment.feeling_of(said)
        voice = None if sound is None else voice_of(sound, said)
        if voice is not None:
            if not sentiment.is_farewell(said):
                arousal = feeling.arousal + self._voice.arousal(voice)
                feeling = Feeling(feeling.valence, bounded(arousal))
            self._voice = self._voice.after(voice)
        if feeling != Feeling():
            self._moved = Moved(moved_by(self.mood, feeling), self._now())

    async def wake(self, store: Store) -> None:
        """Take up what was kept of the last conversation; what has been said since counts more."""
        kept = await store.read(lambda c: tables.state(c, _NOTE))
        if kept is not None:
            moved, self._voice = _from_bytes(kept)
            self._moved = self._moved or moved

    async def keep(self, store: Store) -> None:
        """Note in the memory how she is, and how the person usually sounds."""
        kept = _to_bytes(self._moved, self._voice)
        await store.write(lambda c: tables.note(c, _NOTE, kept))


def _to_bytes(moved: Moved | None, usual: UsualVoice) -> bytes:
    mood = moved and [moved.mood.valence, moved.mood.arousal, moved.at.isoformat()]
    return json.dumps({"mood": mood, "voice": asdict(usual)}).encode()


def _from_bytes(kept: bytes) -> tuple[Moved | None, UsualVoice]:
    read = json.loads(kept)
    usual = UsualVoice(**{name: Usual(**values) for name, values in read["voice"].items()})
    if read["mood"] is None:
        return None, usual
    valence, arousal, at = read["mood"]
    mood = Mood(bounded(valence), bounded(arousal))
    return Moved(mood, datetime.fromisoformat(at)), usual
