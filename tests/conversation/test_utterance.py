"""Where speech lies in an utterance."""

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.conversation.utterance import Speech, Utterance, frames_in


def heard(*spans: tuple[float, float], until: float) -> Utterance:
    """An utterance with speech in these seconds."""
    utterance = Utterance(start=0)
    for start in range(0, int(until * SAMPLE_RATE) - FRAME + 1, FRAME):
        voiced = any(first <= start / SAMPLE_RATE < last for first, last in spans)
        frame = Frame(start, np.zeros(FRAME, np.float32))
        utterance = utterance.after(frame, 0.9 if voiced else 0.1)
    return utterance


def clock(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE)


def test_a_click_is_no_speech() -> None:
    assert not heard((0.2, 0.23), until=1).speech


def test_a_pause_counts_after_speech_and_not_before_it() -> None:
    assert not heard(until=1).has_paused(clock(1))
    assert not heard((0.2, 0.9), until=0.96).has_paused(clock(0.96))
    assert heard((0.2, 0.8), until=1).has_paused(clock(1))


def test_what_is_transcribed_is_the_speech_with_a_margin() -> None:
    start, end = heard((2.0, 4.0), until=8).bounds(clock(8))
    assert start / SAMPLE_RATE == pytest.approx(1.7, abs=0.05)
    assert end / SAMPLE_RATE == pytest.approx(4.3, abs=0.05)


def test_the_margin_stays_within_what_was_heard() -> None:
    speech = Speech(voiced_frames=9, began=1000, ended=5000)
    assert Utterance(500, speech).bounds(5200) == (500, 5200)


def test_two_parts_of_a_turn_are_one_utterance() -> None:
    first = Utterance(0, Speech(voiced_frames=10, began=1000, ended=9000))
    second = Utterance(12_000, Speech(voiced_frames=5, began=13_000, ended=20_000))
    assert first.joined(second) == Utterance(0, Speech(15, began=1000, ended=20_000))


def test_a_time_is_covered_by_whole_frames() -> None:
    assert [frames_in(0), frames_in(0.032), frames_in(0.033), frames_in(0.4)] == [0, 1, 2, 13]
