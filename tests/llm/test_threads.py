from voice_os.llm.threads import ThreadCount


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
