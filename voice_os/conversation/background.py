"""Who speaks nearby, and what only sounds in the room: a fan, a television, people next door.

Pure: levels and voice activity in, a judgement out. Levels are those of frames, RMS in decibels
of full scale, as the microphone heard them: a gain that follows the level would hide the distance.
"""

from dataclasses import dataclass, replace
from typing import Final

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.conversation.utterance import VOICED

FAINTEST = -55.0
"""dBFS below which nobody is near."""

CLEARLY = 6.0
"""Decibels by which someone near is louder than the room and the voices in it."""

_SECONDS: Final = FRAME / SAMPLE_RATE
_TURN: Final = 1.0  # seconds of quiet in which one waits to be answered, as a television does not

# Decibels a second. Of the room's level: an upper one of its frames, soon learned anew. Of the
# voices': their loudest tenth, known after some seconds of them, and forgotten soon when they rest,
# so that nobody is taken for a television for longer than it takes to ask again.
_ROOM_RISES, _ROOM_FALLS = 10.0, 5.0
_VOICES_RISE, _VOICES_FALL, _VOICES_FADE = 5.0, 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Background:
    """How loud the room is, and the voices in it that nobody answers; both in dBFS.

    A level alone cannot tell a quiet person from a television that was just switched on. What
    can: a person waits for an answer, a television goes on. So voices that go on while she is not
    listening to them become part of the room within seconds.
    """

    room: float = FAINTEST - CLEARLY
    voices: float = FAINTEST - CLEARLY
    quiet: float = 0.0
    """Seconds since a voice was heard."""

    def after(self, dbfs: float, activity: float) -> "Background":
        """What is known once a frame of this level and voice activity (0 to 1) was heard.

        Frames that are being listened to, as part of an utterance that may be meant for her, are
        not given to it: those are voices that somebody answers.
        """
        if activity >= VOICED:
            step = _VOICES_RISE if dbfs > self.voices else -_VOICES_FALL
            return replace(self, voices=_towards(self.voices, dbfs, step), quiet=0.0)
        step = _ROOM_RISES if dbfs > self.room else -_ROOM_FALLS
        fading = -_VOICES_FADE if self.quiet >= _TURN else 0.0
        room = _towards(self.room, dbfs, step)
        return Background(room, _towards(self.voices, room, fading), self.quiet + _SECONDS)

    def is_near(self, dbfs: float) -> bool:
        """Whether a voiced frame of this level comes from someone at the desk."""
        return dbfs >= max(FAINTEST, self.room + CLEARLY, self.voices + CLEARLY)


def _towards(level: float, other: float, pace: float) -> float:
    """`level` a frame later, changed by `pace` (decibels a second), and never beyond `other`."""
    moved = level + pace * _SECONDS
    return min(moved, max(level, other)) if pace > 0 else max(moved, min(level, other))
