"""The reminder that she is an AI, and that a break does good, after hours of talk.

Talk is counted from answer to answer; a pause longer than `PAUSE` is none. Two states laws ask for
three hours at most, which is the longest that the settings allow.
"""

from collections.abc import Callable

PAUSE = 600.0
"""Seconds between two answers after which the time between them was no talk."""

MINORS = 3600.0
"""Seconds of talk between two reminders with a minor, at most."""

REMINDER = (
    "One thing in between: I'm an AI, a computer program, and not a human being. We've been "
    "talking for a while, so a break might do you good."
)


class Reminder:
    """Counts the talk, and says when it is time."""

    def __init__(self, after: float, time: Callable[[], float], *, minor: bool = False) -> None:
        """`after`: seconds of talk; `time`: a clock that only goes forward, in seconds."""
        self._after = min(after, MINORS) if minor else after
        self._time = time
        self._talked = 0.0
        self._last: float | None = None

    @property
    def due(self) -> bool:
        """Whether it is time to say it."""
        return self._talked >= self._after

    def talked(self) -> None:
        """An answer has just been heard."""
        now = self._time()
        if self._last is not None and now - self._last <= PAUSE:
            self._talked += now - self._last
        self._last = now

    def said(self) -> None:
        """It has been said: count anew."""
        self._talked = 0.0
