"""How many threads to decode with, by how busy the rest of the machine is.

llama.cpp's threads wait for one another at every layer, spinning. Where another process holds one
of their cores they all wait for it: two threads on two cores decode at 45 tokens a second on an
idle machine, at 13 beside one busy neighbour, and there one thread alone reaches 29.
"""

import time
from collections.abc import Callable
from typing import Final

from voice_os.breath import OthersWork
from voice_os.cores import usable_cores

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
        self._busy = OthersWork(_WINDOW, clock, work_of_others)
        self._cores = cores or usable_cores()

    def __call__(self) -> int:
        """How many threads to use now. Cheap enough to ask before each token."""
        return min(max(1, self._cores - round(self._busy())), self._cores)
