"""How much of the processor this process may use, the same for every engine."""

import os

import psutil


def usable_cpus() -> frozenset[int]:
    """The numbers of the logical processors that this process may run on.

    Fewer than the machine has in a container, under `taskset`, or as a job's share of a server.
    """
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):  # not on macOS
        return frozenset(process.cpu_affinity())
    return frozenset(range(os.cpu_count() or 1))


def usable_cores() -> int:
    """How many cores this process may use, at least 1. A core's second thread does not help."""
    allowed = len(usable_cpus())
    return max(1, min(allowed, psutil.cpu_count(logical=False) or allowed))
