"""How loud a sound is."""

import numpy as np

from voice_os.audio import Samples

SILENCE_DBFS = -100.0
"""What nothing at all is measured as."""


def dbfs(samples: Samples) -> float:
    """RMS in decibels of full scale: 0 for a full square wave, `SILENCE_DBFS` at least."""
    if not len(samples):
        return SILENCE_DBFS
    power = float(np.dot(samples, samples)) / len(samples)
    return max(SILENCE_DBFS, 10 * float(np.log10(power))) if power > 0 else SILENCE_DBFS
