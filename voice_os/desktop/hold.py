"""A key that is held, told from one that is repeated."""

from collections.abc import Callable
from typing import Protocol

AUTO_REPEAT = 0.025
"""Seconds within which a release and a press are X11 repeating a held key.

They come a few milliseconds apart. A finger takes 50 and more.
"""


class _Timer(Protocol):
    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], _Timer]
"""Calls the function after so many seconds, unless cancelled: the event loop's `call_later`."""


class Hold:
    """Tells of one press (True) and one release (False) for each time that a key is held.

    A release is believed after `doubt` seconds without a press; with 0, at once. Presses of a
    key that is held already are its repeats too.
    """

    def __init__(self, tell: Callable[[bool], None], later: Later, doubt: float) -> None:
        self._tell = tell
        self._later = later
        self._doubt = doubt
        self._held = False
        self._doubted: _Timer | None = None

    def press(self) -> None:
        """The key went down, or is said to have."""
        if self._doubted:
            self._doubted.cancel()
            self._doubted = None
        if not self._held:
            self._held = True
            self._tell(True)

    def release(self) -> None:
        """The key went up, or is said to have."""
        if not self._held or self._doubted:
            return
        if self._doubt:
            self._doubted = self._later(self._doubt, self.let_go)
        else:
            self.let_go()

    def let_go(self) -> None:
        """The key is up without a doubt, or can no longer be seen."""
        if self._doubted:
            self._doubted.cancel()
            self._doubted = None
        if self._held:
            self._held = False
            self._tell(False)
