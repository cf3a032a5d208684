"""The edges of a clause: the silence an engine happens to leave, and the pause that is meant.

Engines pad what they say with silence as they like. Here it is taken off, and the one pause that
belongs behind the clause is put on, so that clauses join as they would in a person's speech.
"""

import numpy as np

from voice_os.audio import Samples
from voice_os.audio.playback import soft_limit
from voice_os.tts import Delivery

LEVEL = 0.45
"""Peak that engines aim at for an energy of 1.0: twice as loud is still linear, and unclipped."""

SENTENCE_PAUSE = 0.28
"""Seconds of silence behind a sentence, at a rate of 1.0."""

CLAUSE_PAUSE = 0.13
"""Seconds of silence behind a comma or a dash, at a rate of 1.0."""

_QUIET = LEVEL * 10 ** (-45 / 20)  # samples below it count as silence: 45 dB under the peak
_MARGIN = 0.010  # seconds of quiet kept at either edge: room for a soft consonant, and the fade

_CLOSERS = "\"'”’»)]}“‘）」』"
_SENTENCE_ENDS = ".!?…。！？"
_CLAUSE_ENDS = ",;:–—，；：、"


def phrased(sound: Samples, clause: str, delivery: Delivery, sample_rate: int) -> Samples:
    """Give the sound of a clause its edges, its energy and the pause that belongs behind it.

    `sound` has its peak near `LEVEL`. Empty where nothing is to be heard.
    """
    trimmed = _trimmed(sound, round(_MARGIN * sample_rate))
    if not len(trimmed):
        return trimmed
    pause = round(pause_after(clause) * delivery.pause / delivery.rate * sample_rate)
    return np.pad(soft_limit(trimmed * np.float32(delivery.energy)), (0, pause))


def pause_after(clause: str) -> float:
    """Seconds of silence that belong behind a clause at a rate of 1.0, by the mark it ends with."""
    end = clause.rstrip().rstrip(_CLOSERS).rstrip()[-1:]
    if end and end in _SENTENCE_ENDS:
        return SENTENCE_PAUSE
    if end and end in _CLAUSE_ENDS:
        return CLAUSE_PAUSE
    return 0.0


def _trimmed(sound: Samples, margin: int) -> Samples:
    """The sound without the silence around it, but for a margin that fades in and out."""
    loud = np.flatnonzero(np.abs(sound) > _QUIET)
    if not len(loud):
        return np.zeros(0, np.float32)
    kept = sound[max(0, loud[0] - margin) : loud[-1] + 1 + margin].astype(np.float32)
    ramp = np.linspace(0, 1, min(margin, len(kept)), dtype=np.float32)
    kept[: len(ramp)] *= ramp
    kept[len(kept) - len(ramp) :] *= ramp[::-1]
    return kept
