"""A person at a desk without a key: loudspeakers in a room, and a microphone that hears them."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from end_to_end.conftest import Running
from end_to_end.room import room
from end_to_end.test_conversation import question

from voice_os.bench.virtual_sound_card import VirtualSoundCard

START = ("--mode=open", "--set=audio.earcons=false")
HINT = "Ctrl+C"


def turns(running: Running) -> list[str]:
    return [line for line in running.lines if "you  " in line]


def test_speak_and_she_answers(card: VirtualSoundCard, start: Callable[..., Running]) -> None:
    running = start(*START)
    running.wait_for(HINT)
    time.sleep(0.5)
    card.say(question("time"))
    assert "time" in running.wait_for("you  ")
    running.wait_for("Voice OS  ")
    assert running.end() == 0


def test_she_does_not_answer_her_own_voice(
    card: VirtualSoundCard, start: Callable[..., Running]
) -> None:
    with room(echo_db=-6):
        running = start(*START)
        running.wait_for(HINT)
        time.sleep(0.5)
        card.say(question("moon"))  # which is answered at length: there is no language model
        running.wait_for("Voice OS  ")
        time.sleep(14)
        assert len(turns(running)) == 1
        assert not [line for line in running.lines if "cut off" in line]


def test_who_cuts_in_is_listened_to(card: VirtualSoundCard, start: Callable[..., Running]) -> None:
    with room(echo_db=-6):
        running = start(*START)
        running.wait_for(HINT)
        time.sleep(0.5)
        card.say(question("moon"))
        running.wait_for("Voice OS  ")
        time.sleep(2.5)
        card.say(question("calculate"))
        running.wait_for("cut off")
        assert "seven" in running.wait_for("you  ", count=2)
        running.wait_for("Voice OS  ", count=2)


def test_muted_from_outside_she_hears_nothing(
    card: VirtualSoundCard, environment: dict[str, str], start: Callable[..., Running]
) -> None:
    def command(*words: str) -> None:
        subprocess.run([sys.executable, "-m", "voice_os", *words], env=environment, check=True)

    running = start(*START)
    running.wait_for(HINT)
    command("mode", "muted")
    time.sleep(0.5)
    assert "virtual_mic" not in card.control("list", "short", "source-outputs")
    card.say(question("time"))
    command("mode", "open")
    time.sleep(1)
    assert not turns(running)
    card.say(question("time"))
    assert "time" in running.wait_for("you  ")


def test_by_name_she_answers_only_when_called(
    card: VirtualSoundCard, start: Callable[..., Running], tmp_path: Path
) -> None:
    running = start("--mode=name", "--set=audio.earcons=false")
    running.wait_for(HINT)
    time.sleep(0.5)
    card.say(question("time"))
    time.sleep(3)
    assert not turns(running)
