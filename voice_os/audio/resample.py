"""Changing the sample rate of a stream, piece by piece."""

import numpy as np
import soxr

from voice_os.audio import Samples


class Resampler:
    """Turns samples at `from_rate` into samples at `to_rate`, with no seam between the pieces.

    The filter holds the last 10 to 30 ms back until more comes or the stream ends.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._stream = (
            None
            if from_rate == to_rate
            else soxr.ResampleStream(from_rate, to_rate, 1, dtype="float32", quality="HQ")
        )

    def feed(self, samples: Samples, last: bool = False) -> Samples:
        """Return what `samples` complete. `last` gives out the rest and begins a new stream."""
        if self._stream is None:
            return samples
        done: Samples = self._stream.resample_chunk(
            np.ascontiguousarray(samples, np.float32), last=last
        )
        if last:
            self._stream.clear()
        return done

    @property
    def delay(self) -> float:
        """Samples at `to_rate` that were fed and not yet given out."""
        return 0.0 if self._stream is None else self._stream.delay()


def resampled(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """The whole of a sound at another rate."""
    return Resampler(from_rate, to_rate).feed(samples, last=True)
