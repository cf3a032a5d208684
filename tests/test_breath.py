import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from voice_os.breath import Breath, Machine, OthersWork, seconds_of_others


class Stage:
    """A machine whose other processes keep `busy` cores at work."""

    def __init__(self, battery: Any = None) -> None:
        self.clock = 0.0
        self.work = 100.0
        self.battery = battery

    def go_on(self, seconds: float, busy: float) -> None:
        self.clock += seconds
        self.work += seconds * busy

    def machine(self, cores: int = 4) -> Machine:
        return Machine(lambda: self.clock, lambda: self.work, lambda: self.battery, cores)


def on_battery(percent: float, plugged: bool | None) -> SimpleNamespace:
    return SimpleNamespace(percent=percent, power_plugged=plugged)


def test_a_machine_just_met_is_taken_to_be_idle() -> None:
    assert Stage().machine().breath() == Breath(0.0, on_battery=False, cores=4)


def test_the_load_is_the_share_of_the_cores_that_others_keep_busy() -> None:
    stage = Stage()
    machine = stage.machine(cores=4)
    stage.go_on(2.0, busy=3.0)
    assert machine.breath().load == pytest.approx(0.75)
    assert machine.breath().free_cores == pytest.approx(1.0)


def test_the_load_is_never_more_than_all_the_cores() -> None:
    stage = Stage()
    machine = stage.machine(cores=2)
    stage.go_on(2.0, busy=2.5)
    assert machine.breath().load == 1.0


def test_within_a_second_the_machine_is_not_asked_again() -> None:
    stage = Stage()
    machine = stage.machine()
    stage.go_on(0.9, busy=4.0)
    assert machine.breath().load == 0.0


def test_a_battery_that_is_not_plugged_in_counts_with_its_charge() -> None:
    breath = Stage(on_battery(40, plugged=False)).machine().breath()
    assert (breath.on_battery, breath.charge) == (True, 0.4)


@pytest.mark.parametrize("plugged", [True, None])
def test_a_battery_that_is_plugged_in_or_may_be_costs_nothing(plugged: bool | None) -> None:
    assert not Stage(on_battery(40, plugged)).machine().breath().on_battery


def test_a_machine_that_no_longer_tells_is_as_it_was() -> None:
    stage = Stage()
    machine = stage.machine(cores=4)
    stage.go_on(2.0, busy=2.0)
    before = machine.breath()
    stage.go_on(2.0, busy=0.0)
    stage.work = "nonsense"  # type: ignore[assignment]
    assert machine.breath() == before


def test_this_machine_says_how_it_is() -> None:
    breath = Machine().breath()
    assert 0 <= breath.load <= 1
    assert breath.cores >= 1


def test_the_work_of_another_process_is_measured() -> None:
    before = seconds_of_others()
    program = "import time\nwhile time.process_time() < 0.5: pass"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert seconds_of_others() - before > 0.4


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
    monkeypatch.setattr("voice_os.breath.usable_cpus", lambda: frozenset({0, 1, 2}))
    busy = OthersWork(1.0, lambda: clock)
    clock = 1000.0  # so long that what this process itself does in the test counts for nothing
    assert busy() == pytest.approx(1.0, abs=0.1)
