"""Time is a list of facts here: at which millisecond the key is said to go down or up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from voice_os.desktop.hold import AUTO_REPEAT, Hold


@dataclass
class Timer:
    due: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Clock:
    now: float = 0.0
    timers: list[Timer] = field(default_factory=list)

    def later(self, delay: float, call: Callable[[], None]) -> Timer:
        timer = Timer(self.now + delay, call)
        self.timers.append(timer)
        return timer

    def advance(self, now: float) -> None:
        for timer in [timer for timer in self.timers if timer.due <= now]:
            self.timers.remove(timer)
            self.now = timer.due
            if not timer.cancelled:
                timer.call()
        self.now = now


def heard(
    moves: Sequence[tuple[float, str]], doubt: float = AUTO_REPEAT
) -> list[tuple[float, str]]:
    """What is emitted for `moves`, each with its millisecond."""
    clock = Clock()
    emitted: list[tuple[float, str]] = []

    def tell(pressed: bool) -> None:
        emitted.append((round(clock.now * 1000), "press" if pressed else "release"))

    hold = Hold(tell, clock.later, doubt)
    for at, move in moves:
        clock.advance(at / 1000)
        (hold.press if move == "down" else hold.release)()
    clock.advance(clock.now + 1)
    return emitted


def test_a_key_held_and_let_go_is_one_press_and_one_release() -> None:
    assert heard([(0, "down"), (800, "up")]) == [(0, "press"), (825, "release")]


def test_a_release_with_a_press_a_few_milliseconds_later_is_the_key_repeating() -> None:
    repeats = [(500 + n * 33 + d, m) for n in range(30) for d, m in ((0, "up"), (3, "down"))]
    assert heard([(0, "down"), *repeats, (2000, "up")]) == [(0, "press"), (2025, "release")]


def test_presses_without_releases_are_the_key_repeating() -> None:
    moves = [(0, "down"), (500, "down"), (533, "down"), (600, "up")]
    assert heard(moves) == [(0, "press"), (625, "release")]


def test_a_press_after_the_doubt_is_a_press_of_its_own() -> None:
    moves = [(0, "down"), (100, "up"), (130, "down"), (300, "up")]
    assert heard(moves) == [(0, "press"), (125, "release"), (130, "press"), (325, "release")]


def test_where_keys_do_not_repeat_so_a_release_is_believed_at_once() -> None:
    assert heard([(0, "down"), (90, "up")], doubt=0) == [(0, "press"), (90, "release")]


def test_a_release_of_a_key_that_is_not_held_is_nothing() -> None:
    assert heard([(0, "up"), (50, "up")]) == []


def test_a_key_that_can_no_longer_be_seen_is_let_go_once() -> None:
    emitted: list[bool] = []
    clock = Clock()
    hold = Hold(emitted.append, clock.later, AUTO_REPEAT)
    hold.press()
    hold.release()
    hold.let_go()
    clock.advance(1)
    hold.let_go()
    assert emitted == [True, False]


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["down", "up"]))))
def test_presses_and_releases_always_alternate(steps: list[tuple[int, str]]) -> None:
    at, moves = 0, []
    for wait, move in steps:
        at += wait
        moves.append((float(at), move))
    signals = [signal for _, signal in heard(moves)]
    assert signals == ["press", "release"] * (len(signals) // 2) + ["press"] * (len(signals) % 2)
