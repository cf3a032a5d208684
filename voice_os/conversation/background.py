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

ABOVE_ROOM, ABOVE_VOICES = 6.0, 3.0
"""Decibels by which someone near is louder than the room, and than the syllables of its voices."""

_SECONDS: Final = FRAME / SAMPLE_RATE
_TURN: Final = 1.0  # seconds of quiet in which one waits to be answered, as a television does not
_ALIKE: Final = 10.0  # decibels by which the voices of one television differ

# Paces in decibels a second, up and down.
_ROOM: Final = 3.0, 6.0  # its lower frames: between words there are higher ones
_VOICE: Final = 100.0, 10.0  # its syllables' peaks
_FAR: Final = 5.0, 0.5
_PERHAPS_FAR: Final = 0.25, 0.5  # one may talk for a minute without a pause
_FADING: Final = 1.0  # nobody is taken for a television for long

_OFTEN: Final = 0.25  # of the voiced frames of somebody near are louder than a television's
_LATELY: Final = 16  # voiced frames (half a second)
_TRUSTING: Final = 0.1  # a second of quiet

_QUIET_ROOM: Final = FAINTEST - ABOVE_ROOM
_PERHAPS_ON: Final = -45.0  # until it has been quiet, faint voices are a television's


@dataclass(frozen=True, slots=True)
class Background:
    """How loud the room is, and the syllables of the voices in it that go on and on; in dBFS.

    A level alone cannot tell a quiet person from a television that was just switched on. What
    can: a person pauses to be answered and is quiet meanwhile, a television goes on. So a voice
    that goes on is known by and by as part of the room, and one that is no louder than those
    already known at once. In quiet all are forgotten.

    Some syllables of a television are as loud as somebody near, but few. Of 40 people who spoke 15
    dB over one, a third of the frames were louder and more; of its own frames one in a hundred.
    """

    room: float = _QUIET_ROOM
    voices: float = _PERHAPS_ON
    voice: float = _QUIET_ROOM
    """The level of whoever speaks now or spoke last."""
    quiet: float = 0.0
    """Seconds since a voice was heard."""
    loud: float = 1.0
    """The share of the last voiced frames that were loud enough to be near."""

    def after(self, dbfs: float, activity: float) -> "Background":
        """What is known once a frame of this level and voice activity (0 to 1) was heard.

        Give it every frame.
        """
        if activity >= VOICED:
            voice = _followed(self.voice, dbfs, _VOICE)
            far = voice < self.voices + _ALIKE
            voices = _followed(self.voices, voice, _FAR if far else _PERHAPS_FAR)
            loud = self.loud + (self.is_near(dbfs) - self.loud) / _LATELY
            return replace(self, voices=voices, voice=voice, quiet=0.0, loud=loud)
        room = _followed(self.room, dbfs, _ROOM)
        waits = self.quiet >= _TURN
        voices = _followed(self.voices, room, (0.0, _FADING * waits))
        loud = min(1.0, self.loud + _TRUSTING * waits * _SECONDS)
        return replace(self, room=room, voices=voices, quiet=self.quiet + _SECONDS, loud=loud)

    @property
    def somebody_is_near(self) -> bool:
        """Whether the voice of late is that of someone at the desk: it was loud often enough."""
        return self.loud >= _OFTEN

    def is_near(self, dbfs: float) -> bool:
        """Whether a voiced frame of this level may come from someone at the desk."""
        return dbfs >= max(FAINTEST, self.room + ABOVE_ROOM) and not self.is_known(dbfs)

    def is_known(self, dbfs: float) -> bool:
        """Whether a voiced frame of this level may come from those that go on and on."""
        return dbfs < self.voices + ABOVE_VOICES


def _followed(level: float, other: float, paces: tuple[float, float]) -> float:
    """`level` a frame later, moved towards the `other` at one of the paces, never beyond it."""
    up, down = paces
    if other > level:
        return min(other, level + up * _SECONDS)
    return max(other, level - down * _SECONDS)
