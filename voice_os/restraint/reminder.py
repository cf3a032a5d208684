"""The reminder that she is an AI, and that a break does good, after hours of talk.

Talk is counted from answer to answer; a pause longer than `PAUSE` is none. Two states laws ask for
three hours at most, which is the longest that the settings allow.
"""

from collections.abc import Callable

PAUSE = 600.0
"""Seconds between two answers after which the time between them was no talk."""

LONGEST = 3 * 3600.0
"""Seconds of talk between two reminders, at most."""

MINORS = 3600.0
"""Seconds of talk between two reminders with a minor, at most."""

OPENING = "Before we talk: I'm an AI, a computer program, and not a human being."
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
        self._opening = minor
        self._talked = 0.0
        self._last: float | None = None

    @property
    def sentence(self) -> str:
        """What it is time to say; "" where it is not. A minor is told at the beginning, too."""
        if self._opening:
            return OPENING
        return REMINDER if self._talked + self._since_last() >= self._after else ""

    def talked(self) -> None:
        """An answer has just been heard."""
        self._talked += self._since_last()
        self._last = self._time()

    def said(self) -> None:
        """It has been said: count anew."""
        self._opening = False
        self._talked, self._last = 0.0, self._time()

    def _since_last(self) -> float:
        """Seconds of talk since the last answer."""
        gone = 0.0 if self._last is None else self._time() - self._last
        return gone if gone <= PAUSE else 0.0
