"""The first meeting by voice, with the real ear and the real voice, on a sound card."""

import asyncio
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from end_to_end.conftest import Hand, Running

from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

ANSWERS = {
    "What shall I call you?": "My name is Robert.",
    "What do you like to spend your time on?": "I like music.",
    "Who is dear to you?": "No more questions.",
}


async def recorded(text: str, path: Path) -> Path:
    """Somebody's words, as a sound file."""
    voice = await Espeak.load("en")
    pieces = [piece async for piece in voice.synthesize(text, Delivery(rate=0.9, pitch=0.8))]
    soundfile.write(path, np.concatenate(pieces), voice.rate)
    await voice.close()
    return path


def test_she_asks_hears_the_answers_and_takes_a_name(
    card: VirtualSoundCard, hand: Hand, start: Callable[..., Running], home: Path, tmp_path: Path
) -> None:
    running = start("--set=audio.earcons=false", "--set=tts.rate=3", "meet")
    for number, (question, answer) in enumerate(ANSWERS.items(), 1):
        said = asyncio.run(recorded(answer, tmp_path / f"{number}.wav"))
        running.wait_for(question)
        time.sleep(0.5)
        hand.press()
        time.sleep(0.1)
        card.say(said)
        hand.release()
        running.wait_for("you  ", count=number)
    running.wait_for("Ask me what I can do")
    shown = "\n".join(running.lines)
    assert "Robert." in shown
    assert running.end() == 0
    identity = tomllib.loads(next(home.rglob("identities/me.toml")).read_text("utf-8"))
    name = identity["name"]
    assert f"I am {name}." in shown
    assert identity["changes"][0]["what"] == f"met you and took the name {name}"
