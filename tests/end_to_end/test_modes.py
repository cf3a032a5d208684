"""How she listens, changed by key and by command while she runs."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from end_to_end.conftest import Hand, Running


@pytest.mark.usefixtures("card")
def test_a_key_and_a_command_change_how_she_listens(
    hand: Hand, start: Callable[..., Running], environment: dict[str, str]
) -> None:
    running = start("--set=audio.earcons=false")
    running.wait_for("Hold F9")
    hand.press("shift+F9")
    hand.release("shift+F9")
    running.wait_for("Just speak.")
    mute = [sys.executable, "-m", "voice_os", "mute"]
    subprocess.run(mute, env=environment, check=True)
    running.wait_for("Muted")
    subprocess.run(mute, env=environment, check=True)
    running.wait_for("Just speak.", count=2)
    assert running.end() == 0
