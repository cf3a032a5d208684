"""Bringing quiet and loud people to one level."""

import numpy as np

from voice_os.audio import FRAME, Samples
from voice_os.audio.levels import dbfs

TARGET = -26.0
"""Where speech is brought to, in dBFS."""

MOST = 30.0
"""Decibels by which it is raised or lowered at most."""

_PAUSES = 25.0
"""Decibels below the loudest frame from which a frame is a pause, and says nothing of a voice."""


def evened(utterance: Samples) -> Samples:
    """An utterance whose speech is as loud as it should be, within full scale.

    One gain for the whole of it: a hand on the knob while somebody speaks would make their first
    word differ from the last, and hide from whoever listens to levels how near they are.
    """
    levels = [dbfs(utterance[at : at + FRAME]) for at in range(0, len(utterance), FRAME)]
    spoken = [level for level in levels if level > max(levels) - _PAUSES]
    if not spoken:
        return utterance
    power = np.mean(np.power(10, np.array(spoken) / 10))
    decibels = float(np.clip(TARGET - 10 * np.log10(power), -MOST, MOST))
    louder: Samples = (utterance * 10 ** (decibels / 20)).astype(np.float32)
    return np.clip(louder, -1, 1)
