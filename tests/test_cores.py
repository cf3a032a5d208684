import os
from collections.abc import Iterator

import psutil
import pytest

from voice_os.cores import usable_cores, usable_cpus
from voice_os.models.machine import machine


@pytest.fixture
def one_cpu() -> Iterator[int]:
    """This process may run on one logical processor only, for the length of the test."""
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system binds no process to processors")
    before = os.sched_getaffinity(0)
    only = min(before)
    os.sched_setaffinity(0, {only})
    yield only
    os.sched_setaffinity(0, before)


def test_a_process_that_is_bound_to_one_processor_has_one_core(one_cpu: int) -> None:
    assert usable_cpus() == {one_cpu}
    assert usable_cores() == 1
    assert machine().cores == 1


def test_the_second_thread_of_a_core_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_os.cores.usable_cpus", lambda: frozenset(range(8)))
    monkeypatch.setattr(psutil, "cpu_count", lambda logical: 8 if logical else 4)
    assert usable_cores() == 4


def test_where_the_system_does_not_tell_cores_from_threads_all_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice_os.cores.usable_cpus", lambda: frozenset(range(3)))
    monkeypatch.setattr(psutil, "cpu_count", lambda logical: None)
    assert usable_cores() == 3
