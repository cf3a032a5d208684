#!/usr/bin/env python3
"""Write the recorded visitor of the demonstration: utterances spoken by eSpeak NG.

make_visitor.py [FOLDER]     the default is voice_os/demo of this checkout
"""

import asyncio
import sys
from pathlib import Path

import numpy as np

from voice_os.audio import SAMPLE_RATE
from voice_os.audio.files import write_wav
from voice_os.audio.resample import resampled
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

UTTERANCES = (
    "what time is it",
    "calculate twelve times seven",
    "count down from five seconds",
    "say that again",
    "who are you",
    "tell me about the moon",
)
# PocketSphinx learned from people. Of the voices and paces tried it hears this one best.
VARIANT = "klatt6"
DELIVERY = Delivery(rate=0.95)
SILENCE = np.zeros(int(0.3 * SAMPLE_RATE), np.float32)


async def make(folder: Path) -> None:
    """Write one WAV file for each utterance, numbered in their order."""
    voice = await Espeak.load("en", variant=VARIANT)
    for number, words in enumerate(UTTERANCES, 1):
        pieces = [piece async for piece in voice.synthesize(words, DELIVERY)]
        spoken = resampled(np.concatenate(pieces), voice.rate, SAMPLE_RATE)
        path = folder / f"{number}-{words.replace(' ', '-')}.wav"
        write_wav(path, np.concatenate([SILENCE, spoken, SILENCE]))
        print(path)
    await voice.close()


if __name__ == "__main__":
    default = Path(__file__).parent.parent / "voice_os" / "demo"
    asyncio.run(make(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
