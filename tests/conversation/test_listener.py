"""What is being heard, and how much of it is kept."""

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.conversation.listener import Listener


class Voiced:
    """Takes everything that is loud for a voice."""

    def probability(self, samples: Samples) -> float:
        return float(np.abs(samples).max() > 0.01)

    def reset(self) -> None:
        pass


class Room:
    """A listener, and what it is given to hear."""

    def __init__(self) -> None:
        self.listener = Listener(Voiced(), pre_roll=0.3, even=False)
        self.listener.attend(True)

    def hear(self, seconds: float, level: float) -> None:
        for _ in range(round(seconds * SAMPLE_RATE / FRAME)):
            samples = np.full(FRAME, level, np.float32)
            self.listener.hear(Frame(self.listener.clock, samples))


def kept(listener: Listener) -> float:
    """Seconds of sound that are kept."""
    return len(listener._tape) * FRAME / SAMPLE_RATE


def test_of_silence_a_moment_is_kept() -> None:
    room = Room()
    room.hear(60, 0.0)
    assert kept(room.listener) < 1


def test_of_an_utterance_everything_is_kept_until_it_cannot_be_reopened() -> None:
    room = Room()
    room.listener.begin(0, by_key=False)
    room.hear(10, 0.1)
    assert kept(room.listener) > 9
    room.listener.close()
    room.hear(5, 0.0)
    assert kept(room.listener) > 14
    room.listener.settle()
    room.hear(1, 0.0)
    assert kept(room.listener) < 1


def test_an_utterance_begins_before_the_frame_in_which_it_was_noticed() -> None:
    room = Room()
    room.hear(1, 0.0)
    room.hear(0.2, 0.1)
    room.listener.begin(room.listener.clock, by_key=False)
    assert room.listener.open is not None
    assert room.listener.open.speech.voiced_frames == 6
    assert len(room.listener.sound()) > 0.4 * SAMPLE_RATE


def test_what_belonged_to_one_utterance_is_no_part_of_the_next() -> None:
    room = Room()
    room.listener.begin(0, by_key=False)
    room.hear(1, 0.1)
    room.listener.close()
    room.hear(0.1, 0.0)
    room.listener.begin(room.listener.clock, by_key=False)
    assert room.listener.open is not None
    assert not room.listener.open.speech


def test_both_parts_of_a_reopened_utterance_are_one_with_the_pause_between_them() -> None:
    room = Room()
    room.listener.begin(0, by_key=False)
    room.hear(1, 0.1)
    room.hear(0.64, 0.0)
    room.listener.close()
    room.hear(0.096, 0.0)
    room.hear(0.096, 0.1)
    room.listener.begin(room.listener.clock, by_key=False)
    room.hear(0.9, 0.1)
    pause = room.listener.reopen()
    assert pause is not None
    assert 0.7 < pause / SAMPLE_RATE < 0.8
    assert len(room.listener.sound()) > 2.6 * SAMPLE_RATE
    assert room.listener.last is None


def test_what_is_past_when_the_microphone_closes_is_past() -> None:
    room = Room()
    room.hear(0.3, 0.1)
    room.listener.forget_past()
    room.listener.begin(room.listener.clock, by_key=False)
    room.hear(0.1, 0.1)
    assert len(room.listener.sound()) <= 0.11 * SAMPLE_RATE


def test_a_television_is_no_voice_and_somebody_louder_is() -> None:
    room = Room()
    for _ in range(120):  # a minute of it
        room.hear(0.4, 0.011)
        room.hear(0.1, 0.0)
    far, near = (Frame(0, np.full(FRAME, level, np.float32)) for level in (0.011, 0.1))
    assert room.listener.hear(far) == 0.0
    assert room.listener.hear(near) == 1.0
