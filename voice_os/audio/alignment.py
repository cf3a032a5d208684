"""Two streams side by side: which frame of the one belongs to which of the other, kept steady."""

from voice_os.audio import PLAYBACK_RATE

_PULL = 0.002
"""The part of what stamps say otherwise that is made up for in a frame."""

_STEADIEST = 0.3
"""Positions a frame, 200 ppm, that are made up for at most: quartzes differ by less."""

_JUMP = PLAYBACK_RATE // 100
"""Positions from which on the stamps are believed at once: a stream was begun anew, or stood."""


class Alignment:
    """Follows where time stamps say that one lies in the other, and believes no haste.

    Stamps of a busy sound server wander by milliseconds, the streams themselves hardly do. A
    model of the room bears any delay, if only it stays.
    """

    def __init__(self) -> None:
        self._next: float | None = None

    def follow(self, first: float, last: float) -> tuple[float, float]:
        """Where a frame begins and ends, which lies from `first` to `last` by the stamps."""
        begin = first
        if self._next is not None and abs(first - self._next) < _JUMP:
            wrong = _PULL * (first - self._next)
            begin = self._next + max(-_STEADIEST, min(wrong, _STEADIEST))
        self._next = begin + (last - first)
        return begin, self._next
