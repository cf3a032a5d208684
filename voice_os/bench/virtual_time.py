"""An event loop whose clock jumps to the next thing that is due, so that nothing ever waits."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jumping(selectors.DefaultSelector):
    """Where another selector would sleep, time has passed already."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("every task waits for something that will never happen")
        self.now += max(timeout, 0)
        return super().select(0)


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """A loop that begins at second 0 and never sleeps."""

    def __init__(self) -> None:
        self._selector_of_time = _Jumping()
        super().__init__(self._selector_of_time)
        self._clock_resolution = 1e-6  # after months a float knows no nanoseconds any more

    def time(self) -> float:
        """Virtual seconds."""
        return self._selector_of_time.now


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on virtual time."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(story)
