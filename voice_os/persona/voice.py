"""How a person speaks now, against how they usually do: loudness, pace and pitch.

Three numbers are taken from an utterance and its sound is let go. What is usual is a running mean
and spread of each: what is lively from somebody quiet is nothing special from somebody who shouts.
Pure.
"""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.levels import dbfs
from voice_os.audio.pitch import pitch_of

ENOUGH = 5
"""Utterances after which it is known how somebody usually speaks."""

_MEMORY = 40  # utterances of which the running mean and spread are made, about
_SHORTEST = 1.0  # seconds of speech, and words, of which a pace can be told
_WORDS = 3
_LONGEST = 4 * SAMPLE_RATE  # samples whose pitch is looked at: the last ones
_PAUSES = 25.0  # decibels under the loudest frame from which a frame is a pause
_LEAST_SPREAD = (2.0, 0.4, 1.0)  # decibels, words a second, semitones: less is no difference
_STRONG = 3.0  # spreads from the usual that count as full arousal


@dataclass(frozen=True, slots=True)
class Voice:
    """One utterance: level in dBFS, words a second without pauses, pitch in semitones over 1 Hz.

    `height` is None where no vowel was clear.
    """

    level: float
    pace: float
    height: float | None


@dataclass(frozen=True, slots=True)
class Usual:
    """The running mean and variance of one number, over `count` utterances."""

    count: int = 0
    mean: float = 0.0
    variance: float = 0.0

    def after(self, value: float) -> "Usual":
        """What is usual once this was heard too. Later ones weigh more: a microphone may change."""
        share = 1 / min(self.count + 1, _MEMORY)
        away = value - self.mean
        mean = self.mean + share * away
        return Usual(self.count + 1, mean, (1 - share) * (self.variance + share * away**2))

    def strangeness(self, value: float, least_spread: float) -> float | None:
        """How many spreads a value is above the usual; None while that is not known."""
        if self.count < ENOUGH:
            return None
        return (value - self.mean) / max(sqrt(self.variance), least_spread)


@dataclass(frozen=True, slots=True)
class UsualVoice:
    """How somebody usually speaks."""

    level: Usual = Usual()
    pace: Usual = Usual()
    height: Usual = Usual()

    def after(self, voice: Voice) -> "UsualVoice":
        """What is usual once this was heard too."""
        usual = replace(self, level=self.level.after(voice.level), pace=self.pace.after(voice.pace))
        if voice.height is None:
            return usual
        return replace(usual, height=self.height.after(voice.height))

    def arousal(self, voice: Voice) -> float:
        """How lively a voice is for this person: -1 to 1; 0 while their usual is not known.

        Louder, faster and higher than usual are the signs that people's judgements of arousal
        agree on most (Scherer 2003).
        """
        heard = ((self.level, voice.level), (self.pace, voice.pace), (self.height, voice.height))
        strange = [
            usual.strangeness(value, least)
            for (usual, value), least in zip(heard, _LEAST_SPREAD, strict=True)
            if value is not None
        ]
        known = [one for one in strange if one is not None]
        return float(np.clip(np.mean(known) / _STRONG, -1, 1)) if known else 0.0


def voice_of(sound: Samples, words: str) -> Voice | None:
    """What an utterance (mono, 16 kHz, as it was recorded) tells; None where it is too short."""
    levels = np.array([dbfs(sound[at : at + FRAME]) for at in range(0, len(sound), FRAME)])
    if not len(levels):
        return None
    spoken = levels[levels > levels.max() - _PAUSES]
    seconds = len(spoken) * FRAME / SAMPLE_RATE
    if seconds < _SHORTEST or len(words.split()) < _WORDS:
        return None
    pitch = pitch_of(sound[-_LONGEST:], SAMPLE_RATE)
    return Voice(
        level=float(10 * np.log10(np.mean(np.power(10, spoken / 10)))),
        pace=len(words.split()) / seconds,
        height=None if pitch is None else float(12 * np.log2(pitch)),
    )
