"""How loud a sound is, and how bright."""

import numpy as np

from voice_os.audio import Samples

SILENCE_DBFS = -100.0
"""What nothing at all is measured as."""

DULLEST = -20.0
"""The brightness of a tone of 250 Hz, and of all that is lower."""


def dbfs(samples: Samples) -> float:
    """RMS in decibels of full scale: 0 for a full square wave, `SILENCE_DBFS` at least."""
    if not len(samples):
        return SILENCE_DBFS
    power = float(np.dot(samples, samples)) / len(samples)
    return max(SILENCE_DBFS, 10 * float(np.log10(power))) if power > 0 else SILENCE_DBFS


def brightness(samples: Samples) -> float:
    """Decibels of what changes from sample to sample, against the whole sound.

    A hum has few (`DULLEST` at least), an "s" many. It is the lag-one autocorrelation, which tells
    in one figure where in the spectrum most of a sound lies.
    """
    changes = np.diff(samples)
    power, changing = float(np.dot(samples, samples)), float(np.dot(changes, changes))
    return max(DULLEST, 10 * float(np.log10(changing / power))) if changing > 0 else DULLEST
