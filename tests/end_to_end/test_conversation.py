"""A person at a desk: the key, the microphone, the speaker, and everything in between, for real."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from end_to_end.conftest import Hand, Running
from numpy.typing import NDArray

from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.demo.demonstration import utterances

HINT = "Hold F9"
START = "--set=audio.earcons=false"


def question(name: str) -> Path:
    return next(path for path in utterances() if name in path.stem)


def speak(card: VirtualSoundCard, hand: Hand, name: str) -> None:
    hand.press()
    time.sleep(0.1)
    card.say(question(name))
    hand.release()


def sounding(samples: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether each 10 ms hold a sound."""
    frames = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    return np.asarray(np.abs(frames).max(axis=1) > 1e-3)


def test_hold_the_key_speak_let_go_and_she_answers(
    card: VirtualSoundCard, hand: Hand, start: Callable[..., Running]
) -> None:
    running = start(START)
    running.wait_for(HINT)
    with card.record() as recording:
        speak(card, hand, "time")
        assert "time" in running.wait_for("you  ")
        running.wait_for("Voice OS  ")
        time.sleep(4)
    heard = recording.samples
    assert sounding(heard).sum() > 50
    assert np.abs(heard).max() < 1.0
    assert running.end() == 0


def test_pressing_the_key_while_she_speaks_silences_her(
    card: VirtualSoundCard, hand: Hand, start: Callable[..., Running]
) -> None:
    running = start(START)
    running.wait_for(HINT)
    with card.record() as recording:
        speak(card, hand, "moon")
        running.wait_for("Voice OS  ")
        time.sleep(1.0)
        hand.press()
        pressed = time.monotonic()
        time.sleep(1.0)
        hand.release()
    assert recording.last_sound() < pressed + 0.5
    steps = np.abs(np.diff(recording.samples))
    assert steps.max() < 0.3, "a click"
    running.wait_for("(cut off)")


def test_a_speaker_pulled_out_in_mid_turn_loses_no_turn(
    card: VirtualSoundCard, hand: Hand, start: Callable[..., Running]
) -> None:
    card.plug_in_speaker("headset")
    card.switch_default(speaker="headset")
    running = start(START)
    running.wait_for(HINT)
    speak(card, hand, "moon")
    running.wait_for("Voice OS  ")
    with card.record() as recording:
        card.unplug("headset")
        time.sleep(4)
    assert sounding(recording.samples).sum() > 50
    speak(card, hand, "time")
    assert "time" in running.wait_for("you  ", count=2)
    running.wait_for("Voice OS  ", count=3)
    assert running.process.poll() is None


def test_killed_in_mid_turn_she_starts_again_and_answers(
    card: VirtualSoundCard, hand: Hand, start: Callable[..., Running]
) -> None:
    running = start(START)
    running.wait_for(HINT)
    speak(card, hand, "moon")
    running.wait_for("Voice OS  ")
    running.end(signal.SIGKILL)
    again = start(START)
    again.wait_for(HINT)
    speak(card, hand, "time")
    again.wait_for("Voice OS  ")


def test_the_commands_stand_for_the_key(
    card: VirtualSoundCard, environment: dict[str, str], start: Callable[..., Running]
) -> None:
    def command(signal_name: str) -> None:
        subprocess.run([sys.executable, "-m", "voice_os", signal_name], env=environment, check=True)

    running = start(START)
    running.wait_for(HINT)
    command("press")
    card.say(question("time"))
    command("release")
    assert "time" in running.wait_for("you  ")
    command("toggle")
    card.say(question("twelve"))
    command("toggle")
    running.wait_for("you  ", count=2)


def test_without_a_running_assistant_the_commands_say_so(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "voice_os", "toggle"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "voice-os" in done.stderr
    assert "Traceback" not in done.stderr
