"""How many threads to decode with, by how busy the rest of the machine is.

llama.cpp's threads wait for one another at every layer, spinning. Where another process holds one
of their cores they all wait for it: two threads on two cores decode at 45 tokens a second on an
idle machine, at 13 beside one busy neighbour, and there one thread alone reaches 29.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import psutil

from voice_os.cores import usable_cores, usable_cpus

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
        self._cores = cores or usable_cores()
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
    """Seconds that the processors we may use together spent on other processes since boot."""
    usable = usable_cpus()
    spent = (
        _work(times) for cpu, times in enumerate(psutil.cpu_times(percpu=True)) if cpu in usable
    )
    own = psutil.Process().cpu_times()
    return float(sum(spent) - own.user - own.system)


def _work(spent: Any) -> float:
    """Seconds that a processor did not rest, from its `scputimes`."""
    resting = spent.idle + getattr(spent, "iowait", 0.0)
    twice = getattr(spent, "guest", 0.0) + getattr(spent, "guest_nice", 0.0)  # in user, in nice
    return float(sum(spent) - resting - twice)
