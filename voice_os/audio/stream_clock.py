"""A smooth clock out of the jittery time stamps of a stream of samples."""

from math import pi, sqrt

_GROWING = 0.45
_NARROW = 0.01
"""Hz, the loop's bandwidth when it knows the stream well. It begins at `_GROWING` over the seconds
known, with which the loop is the straight line that fits all stamps best."""

_OUTLIER = 0.02
_ASTRAY = 0.004
_PATIENCE = 0.5
_JUMP = 0.25
_DRIFT = 1e-3
"""A quartz is better than 100 ppm; sound servers that adjust a rate may go to a few hundred."""


class StreamClock:
    """When which sample of a stream sounds, from time stamps that come too early and too late.

    A delay-locked loop of the second order (Fons Adriaensen, "Using a DLL to filter time", 2005),
    whose bandwidth narrows while it learns. It follows drift. When the stream has jumped, it
    begins anew: at once if it is by far, else when every stamp of half a second lies on the same
    side. Positions are samples of the stream, times are seconds of any one clock.
    """

    def __init__(self, rate: float) -> None:
        self._nominal = self._period = 1 / rate
        self._position = 0.0
        self._time = 0.0
        self._known = -1.0
        self._astray = 0.0
        self._astray_sum = 0.0

    @property
    def is_known(self) -> bool:
        """Whether there was a stamp at all."""
        return self._known >= 0

    @property
    def drift(self) -> float:
        """How much slower the stream runs than its rate says: 1e-6 is one part in a million."""
        return self._period / self._nominal - 1

    def begin(self, position: float, time: float) -> None:
        """Take this for the truth: the stream was opened anew. What is known of its drift stays."""
        self._position, self._time = position, time
        self._known = self._astray = self._astray_sum = 0.0

    def note(self, position: float, time: float) -> None:
        """Learn from a stamp: the sample at `position` was said to sound at `time`."""
        samples = position - self._position
        elapsed = samples * self._period
        error = time - (self._time + elapsed)
        if not self.is_known or abs(error) > _JUMP:
            self.begin(position, time)
        elif samples > 0:
            self._follow(samples, elapsed, error)

    def _follow(self, samples: float, elapsed: float, error: float) -> None:
        self._position += samples
        self._time += elapsed
        if self._has_gone_astray(elapsed, error):
            self.begin(self._position, self._time + self._astray_sum / self._astray)
            return
        self._known += elapsed
        error = max(-_OUTLIER, min(error, _OUTLIER))
        omega = min(2 * pi * max(_GROWING / self._known, _NARROW) * elapsed, 0.5)
        self._time += sqrt(2) * omega * error
        period = self._period + omega * omega * error / samples
        self._period = self._nominal * max(1 - _DRIFT, min(period / self._nominal, 1 + _DRIFT))

    def _has_gone_astray(self, elapsed: float, error: float) -> bool:
        """Whether all stamps have been off to one side for a while."""
        if abs(error) < _ASTRAY or error * self._astray_sum < 0:
            self._astray = self._astray_sum = 0.0
        if abs(error) >= _ASTRAY:
            self._astray += elapsed
            self._astray_sum += error * elapsed
        return self._astray > _PATIENCE

    def time_of(self, position: float) -> float:
        """When the sample at a position sounds."""
        return self._time + (position - self._position) * self._period

    def position_at(self, time: float) -> float:
        """Which sample sounds at a time."""
        return self._position + (time - self._time) / self._period
