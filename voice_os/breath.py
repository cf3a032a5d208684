"""How much breath the machine has: what others leave of its cores, and of its battery."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psutil

from voice_os.cores import usable_cores, usable_cpus

_LOG = logging.getLogger(__name__)

FRESH: Final = 1.0
"""Seconds for which what was measured counts as now."""


@dataclass(frozen=True, slots=True)
class Breath:
    """How free the machine is for work that may turn out to be for nothing.

    `load`: the share (0 to 1) of the `cores` we may use that is busy with others' work.
    `charge`: how full the battery is (0 to 1); 1 where there is none.
    """

    load: float
    on_battery: bool
    cores: int = 2
    charge: float = 1.0

    @property
    def free_cores(self) -> float:
        """How many of the cores nobody else uses."""
        return (1 - self.load) * self.cores


class OthersWork:
    """How many of the cores we may use others keep busy, measured anew as time goes on."""

    def __init__(
        self,
        window: float,
        clock: Callable[[], float] = time.monotonic,
        work_of_others: Callable[[], float] | None = None,
    ) -> None:
        """`window`: seconds over which at least is measured. The rest stands for the machine."""
        self._window = window
        self._clock = clock
        self._work = work_of_others or seconds_of_others
        self._busy = 0.0
        self._since, self._work_then = self._clock(), self._work()

    def __call__(self) -> float:
        """Cores that others kept busy since this was last measured, a window ago or longer."""
        now = self._clock()
        elapsed = now - self._since
        if elapsed >= self._window:
            work = self._work()
            self._busy = max(0.0, (work - self._work_then) / elapsed)
            self._since, self._work_then = now, work
        return self._busy


class Machine:
    """This machine, asked how much breath it has.

    The load is that since the last look: ask often while the answer matters, it costs nothing.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        work_of_others: Callable[[], float] | None = None,
        battery: Callable[[], Any] | None = None,
        cores: int | None = None,
    ) -> None:
        """The arguments stand for the machine in tests. `battery` is psutil's, or None."""
        self._clock = clock
        self._cores = cores or usable_cores()
        self._busy = OthersWork(FRESH, clock, work_of_others)
        self._battery = battery or _battery
        self._seen_at = clock()
        self._seen = self._look(Breath(0.0, on_battery=False, cores=self._cores))

    def breath(self) -> Breath:
        """How much breath there is now, at most `FRESH` seconds old. Never raises."""
        now = self._clock()
        if now - self._seen_at >= FRESH:
            self._seen, self._seen_at = self._look(self._seen), now
        return self._seen

    def _look(self, before: Breath) -> Breath:
        try:
            load = min(1.0, self._busy() / self._cores)
            battery = self._battery()
        except Exception:  # a system that tells nothing must not take her voice away
            _LOG.debug("the machine does not say how it is", exc_info=True)
            return before
        if battery is None:
            return Breath(load, on_battery=False, cores=self._cores)
        # `power_plugged` is None where the system does not know.
        return Breath(load, battery.power_plugged is False, self._cores, battery.percent / 100)


def _battery() -> Any:
    """psutil's view of the battery; None where there is none, or none that the system tells of."""
    return psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None


def seconds_of_others() -> float:
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
