"""The policy of push-to-talk, on facts alone."""

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.conversation.push_to_talk import LONGEST, Held, has_ended, may_begin_early, meaning
from voice_os.conversation.utterance import Speech, bounds, frames_in
from voice_os.desktop import Signal

POST_ROLL = SAMPLE_RATE // 4


def heard(*spans: tuple[float, float], until: float) -> Held:
    """An utterance with speech in these seconds."""
    held = Held(start=0)
    for start in range(0, int(until * SAMPLE_RATE) - FRAME + 1, FRAME):
        voiced = any(first <= start / SAMPLE_RATE < last for first, last in spans)
        held = held.after(Frame(start, np.zeros(FRAME, np.float32)), 0.9 if voiced else 0.1)
    return held


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
    held = heard((0.2, 1.0), until=1.5)
    assert has_ended(Held(0, held.speech, released=clock(1.5)), clock(1.5), POST_ROLL)


def test_a_key_let_go_in_a_word_lets_the_word_be_heard_out() -> None:
    held = heard((0.2, 1.5), until=1.5)
    released = Held(0, held.speech, released=clock(1.5))
    assert not has_ended(released, clock(1.5), POST_ROLL)
    assert not has_ended(released, clock(1.55), POST_ROLL)
    assert has_ended(released, clock(1.65), POST_ROLL)


def test_speech_that_never_stops_ends_after_the_post_roll() -> None:
    held = heard((0.2, 1.8), until=1.8)
    released = Held(0, held.speech, released=clock(1.5))
    assert has_ended(released, clock(1.8), POST_ROLL)


def test_a_key_that_is_never_let_go_ends_some_day() -> None:
    assert has_ended(Held(0), LONGEST, POST_ROLL)


def test_a_click_is_no_speech() -> None:
    assert not heard((0.2, 0.23), until=1).speech


def test_an_answer_may_be_begun_in_a_pause_after_speech_and_not_before_speech() -> None:
    assert not may_begin_early(heard(until=1), clock(1))
    assert not may_begin_early(heard((0.2, 0.9), until=0.96), clock(0.96))
    assert may_begin_early(heard((0.2, 0.8), until=1), clock(1))


def test_what_is_transcribed_is_the_speech_with_a_margin() -> None:
    speech = heard((2.0, 4.0), until=8).speech
    start, end = bounds(speech, 0, clock(8))
    assert start / SAMPLE_RATE == pytest.approx(1.7, abs=0.05)
    assert end / SAMPLE_RATE == pytest.approx(4.3, abs=0.05)


def test_the_margin_stays_within_what_was_heard() -> None:
    speech = Speech(voiced_frames=9, began=1000, ended=5000)
    assert bounds(speech, 500, 5200) == (500, 5200)


def test_a_time_is_covered_by_whole_frames() -> None:
    assert [frames_in(0), frames_in(0.032), frames_in(0.033), frames_in(0.4)] == [0, 1, 2, 13]
