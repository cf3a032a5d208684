"""The policy of push-to-talk, on facts alone."""

from dataclasses import replace

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.conversation.push_to_talk import has_ended, meaning
from voice_os.conversation.utterance import LONGEST, Utterance
from voice_os.desktop import Signal

POST_ROLL = SAMPLE_RATE // 4


def heard(*spans: tuple[float, float], until: float) -> Utterance:
    """An utterance with speech in these seconds."""
    utterance = Utterance(start=0, by_key=True)
    for start in range(0, int(until * SAMPLE_RATE) - FRAME + 1, FRAME):
        voiced = any(first <= start / SAMPLE_RATE < last for first, last in spans)
        frame = Frame(start, np.zeros(FRAME, np.float32))
        utterance = utterance.after(frame, 0.9 if voiced else 0.1)
    return utterance


def clock(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE)


@pytest.mark.parametrize(
    ("signal", "mode", "listening", "meant"),
    [
        (Signal.PRESS, "hold", False, "begin"),
        (Signal.PRESS, "hold", True, "begin"),
        (Signal.RELEASE, "hold", True, "end"),
        (Signal.RELEASE, "hold", False, None),
        (Signal.PRESS, "toggle", False, "begin"),
        (Signal.PRESS, "toggle", True, "end"),
        (Signal.RELEASE, "toggle", True, None),
        (Signal.TOGGLE, "hold", False, "begin"),
        (Signal.TOGGLE, "hold", True, "end"),
        (Signal.TOGGLE, "toggle", True, "end"),
    ],
)
def test_what_a_signal_means(signal: Signal, mode: str, listening: bool, meant: str | None) -> None:
    assert meaning(signal, mode, listening) == meant  # type: ignore[arg-type]


def test_while_the_key_is_down_an_utterance_does_not_end() -> None:
    assert not has_ended(heard((0.2, 0.5), until=30), clock(30), POST_ROLL)


def test_a_key_let_go_in_silence_ends_it_at_once() -> None:
    utterance = heard((0.2, 1.0), until=1.5)
    assert has_ended(replace(utterance, released=clock(1.5)), clock(1.5), POST_ROLL)


def test_a_key_let_go_in_a_word_lets_the_word_be_heard_out() -> None:
    utterance = heard((0.2, 1.5), until=1.5)
    released = replace(utterance, released=clock(1.5))
    assert not has_ended(released, clock(1.5), POST_ROLL)
    assert not has_ended(released, clock(1.55), POST_ROLL)
    assert has_ended(released, clock(1.65), POST_ROLL)


def test_speech_that_never_stops_ends_after_the_post_roll() -> None:
    utterance = heard((0.2, 1.8), until=1.8)
    released = replace(utterance, released=clock(1.5))
    assert has_ended(released, clock(1.8), POST_ROLL)


def test_a_key_that_is_never_let_go_ends_some_day() -> None:
    assert has_ended(Utterance(0, by_key=True), LONGEST, POST_ROLL)
