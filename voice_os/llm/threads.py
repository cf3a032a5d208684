"""How many threads to decode with, by how busy the rest of the machine is.

llama.cpp's threads wait for one another at every layer, spinning. Where another process holds one
of their cores they all wait for it: two threads on two cores decode at 45 tokens a second on an
idle machine, at 13 beside one busy neighbour, and there one thread alone reaches 29.
"""

import os
import time
from collections.abc import Callable
from typing import Final

import psutil

_WINDOW: Final = 0.25
"""Seconds over which the load is measured."""


class ThreadCount:
    """The number of threads that finds a core each, measured anew as time goes on."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        work_of_others: Callable[[], float] | None = None,
        cores: int | None = None,
    ) -> None:
        """The arguments stand for the machine in tests."""
        self._clock = clock
        self._work = work_of_others or _work_of_others
        self._cores = cores or _cores()
        self._count = self._cores
        self._since, self._work_then = self._clock(), self._work()

    def __call__(self) -> int:
        """How many threads to use now. Cheap enough to ask before each token."""
        now = self._clock()
        elapsed = now - self._since
        if elapsed >= _WINDOW:
            work = self._work()
            busy = round((work - self._work_then) / elapsed)
            self._count = min(max(1, self._cores - busy), self._cores)
            self._since, self._work_then = now, work
        return self._count


def _work_of_others() -> float:
    """Seconds that all cores together spent on other processes since boot."""
    spent = psutil.cpu_times()
    resting = spent.idle + getattr(spent, "iowait", 0.0)
    twice = getattr(spent, "guest", 0.0) + getattr(spent, "guest_nice", 0.0)  # in user, in nice
    own = psutil.Process().cpu_times()
    return float(sum(spent) - resting - twice - own.user - own.system)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
