"""Two clocks: one that counts the seconds that pass, one on the wall that people live by.

A timer runs on the first, an alarm on the second: the wall's clock may be set, and jumps by an hour
twice a year.
"""

import asyncio
import ctypes
import errno
import os
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

LONGEST_SLEEP = 60.0
"""Seconds after which a sleeper looks again: another program may have changed what it waits for,
and not every system tells when its clock is set."""


class Timepiece(Protocol):
    """Both clocks, and sleep that ends when one of them does something unforeseen."""

    @property
    def run(self) -> str:
        """Names the stretch of time over which `elapsed` counts on: it is new after a restart."""
        ...

    def elapsed(self) -> float:
        """Seconds that have passed in this run, those that the machine slept among them."""
        ...

    def wall(self) -> float:
        """Seconds since 1970 by the wall's clock."""
        ...

    def instant(self, local: datetime) -> float:
        """When the wall's clock shows a local time (naive), in seconds since 1970.

        A time that is skipped comes as much later as is skipped; of two the first is meant.
        """
        ...

    async def sleep(self, seconds: float | None) -> None:
        """Sleep so long, or less: until the wall's clock was set, or for `LONGEST_SLEEP`."""
        ...


class MachineTime:
    """The machine's own clocks. Use it inside `watching`, to be told when the clock is set."""

    def __init__(self) -> None:
        self.run = _boot() or uuid.uuid4().hex
        self._was_set = asyncio.Event()

    def elapsed(self) -> float:
        """Seconds since the machine was started (where it can tell), sleep included."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def instant(self, local: datetime) -> float:
        """When a local time is, by the zone that the machine is in now."""
        if hasattr(time, "tzset"):
            time.tzset()  # the machine may have travelled
        return local.replace(fold=0).timestamp()

    async def sleep(self, seconds: float | None) -> None:
        """Sleep so long, or less."""
        self._was_set.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(LONGEST_SLEEP, seconds or LONGEST_SLEEP)):
                await self._was_set.wait()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Be told by the system when its clock is set or it wakes, for the length of the block.

        Linux can; elsewhere a sleeper notices within `LONGEST_SLEEP`.
        """
        watch = _clock_watch()
        if watch is None:
            yield
            return
        loop = asyncio.get_running_loop()

        def on_set() -> None:
            try:
                os.read(watch, 8)
            except OSError as error:
                if error.errno != errno.ECANCELED:
                    raise
            self._was_set.set()

        loop.add_reader(watch, on_set)
        try:
            yield
        finally:
            loop.remove_reader(watch)
            os.close(watch)


def _boot() -> str:
    """Names this run of the machine, where the system does."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return ""


_FAR_FUTURE = 2**40
_ABSOLUTE, _CANCEL_ON_SET = 1, 2


class _TimerSpec(ctypes.Structure):
    _fields_ = [(part, ctypes.c_long) for part in ("every", "every_ns", "at", "at_ns")]


def _clock_watch() -> int | None:
    """A file that becomes readable when the wall's clock is set: timerfd_create(2); None: not here.

    Python has this from 3.13 on.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    watch: int = libc.timerfd_create(time.CLOCK_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC)
    if watch < 0:
        return None
    never = _TimerSpec(0, 0, _FAR_FUTURE, 0)
    if libc.timerfd_settime(watch, _ABSOLUTE | _CANCEL_ON_SET, ctypes.byref(never), None):
        os.close(watch)
        return None
    return watch
