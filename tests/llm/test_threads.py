import subprocess
import sys
from typing import Any

import psutil
import pytest

from voice_os.llm.threads import ThreadCount, _work_of_others


class Machine:
    """A machine whose other processes keep `busy` cores at work."""

    def __init__(self) -> None:
        self.clock = 0.0
        self.work = 100.0

    def go_on(self, seconds: float, busy: float) -> None:
        self.clock += seconds
        self.work += seconds * busy


def count_on(machine: Machine, cores: int) -> ThreadCount:
    return ThreadCount(lambda: machine.clock, lambda: machine.work, cores)


def test_an_idle_machine_gives_all_its_cores() -> None:
    machine = Machine()
    threads = count_on(machine, 4)
    machine.go_on(1.0, busy=0.1)
    assert threads() == 4


def test_a_busy_neighbour_keeps_its_core_until_it_is_done() -> None:
    machine = Machine()
    threads = count_on(machine, 2)
    machine.go_on(1.0, busy=0.9)
    assert threads() == 1
    machine.go_on(1.0, busy=0.0)
    assert threads() == 2


def test_one_thread_is_always_left() -> None:
    machine = Machine()
    threads = count_on(machine, 2)
    machine.go_on(1.0, busy=2.0)
    assert threads() == 1


def test_too_short_a_look_changes_nothing() -> None:
    machine = Machine()
    threads = count_on(machine, 2)
    machine.go_on(0.01, busy=2.0)
    assert threads() == 2


def test_the_work_of_another_process_is_measured() -> None:
    before = _work_of_others()
    program = "import time\nwhile time.process_time() < 0.5: pass"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert _work_of_others() - before > 0.4


def test_work_on_cores_that_this_process_may_not_use_takes_none_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rest, clock, working = psutil.cpu_times(), 0.0, {2, 3, 4}

    def cpu_times(percpu: bool) -> list[Any]:
        assert percpu
        fields = dict.fromkeys(rest._fields, 0.0)
        return [
            type(rest)(**fields | {"user" if cpu in working else "idle": 100.0 + clock})
            for cpu in range(8)
        ]

    monkeypatch.setattr(psutil, "cpu_times", cpu_times)
    monkeypatch.setattr("voice_os.llm.threads.usable_cpus", lambda: frozenset({0, 1, 2}))
    threads = ThreadCount(lambda: clock, cores=3)
    clock = 1000.0  # so long that what this process itself does in the test counts for nothing
    assert threads() == 2
