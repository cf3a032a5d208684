#!/usr/bin/env python3
"""Record a first meeting from end to end into a sound file, with both voices in it.

    scripts/record_meeting.py FILE.wav

A guest, whom eSpeak NG speaks, meets her by key in an empty home, with the models that are
installed: she hears, asks and takes a name as she would with anybody. Takes as long as it lasts.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path

import numpy as np
import soundfile

from voice_os.assistant import assistant
from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.resample import resampled
from voice_os.audio.simulated import SimulatedSpeaker
from voice_os.desktop import Signal
from voice_os.dialogue.acquaintance import Meets
from voice_os.events import ClauseStarted, Event, Events, State, StateChanged, TranscriptReady
from voice_os.settings import load
from voice_os.surroundings import Surroundings
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak
from voice_os.visitor import Visitor

ANSWERS = ("My name is Robert.", "I like reading and music.", "My wife.", "Warm and brief, please.")
"""What the guest says. A machine without Whisper hears these."""


class Guest(Visitor):
    """A visitor who waits to be asked."""

    def __init__(self, utterances: list[Samples], events: Events) -> None:
        self.spoke: list[float] = []
        self._was_asked = False
        super().__init__(utterances, events)

    async def signals(self) -> AsyncGenerator[Signal, None]:
        """The guest's hand on the key."""
        async for signal in super().signals():
            if signal is Signal.PRESS:
                self.spoke.append(asyncio.get_running_loop().time())
            yield signal

    def _watch(self, event: Event) -> None:
        match event:
            case StateChanged(State.SPEAKING):
                self._was_asked = True
                self._quiet.clear()
            case StateChanged(State.WAITING) if self._was_asked:
                self._ready.set()
                self._quiet.set()
            case StateChanged():
                self._quiet.clear()


async def main(file: Path) -> None:
    """Let them meet, print what is said, and write it."""
    events, hers = Events(), list[Samples]()
    events.subscribe(_tell)
    answers = [await _spoken(text) for text in ANSWERS]
    guest, speaker = Guest(answers, events), SimulatedSpeaker(hers.append)
    await speaker.open()
    began = asyncio.get_running_loop().time()
    around = Surroundings(guest, speaker, guest)
    async with assistant(load(), events, around, meets=Meets.ANEW) as she:
        await she.run()
    await speaker.close()
    both = np.concatenate(hers)
    for at, answer in zip(guest.spoke, answers, strict=False):
        start = round((at - began) * PLAYBACK_RATE)
        said = resampled(answer, SAMPLE_RATE, PLAYBACK_RATE)[: len(both) - start]
        both[start : start + len(said)] += said
    soundfile.write(file, np.clip(both, -1, 1), PLAYBACK_RATE)
    print(f"{len(both) / PLAYBACK_RATE:.0f} seconds are in {file}.")


async def _spoken(text: str) -> Samples:
    voice = await Espeak.load("en")
    pieces = [piece async for piece in voice.synthesize(text, Delivery(rate=0.9, pitch=0.8))]
    await voice.close()
    return resampled(np.concatenate(pieces), voice.rate, SAMPLE_RATE)


def _tell(event: Event) -> None:
    match event:
        case TranscriptReady(_, text):
            print(f"guest: {text}")
        case ClauseStarted(_, text):
            print(f"she:   {text}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith(("XDG_", "VOICE_OS_"))]:
            del os.environ[name]
        os.environ["HOME"] = home
        asyncio.run(main(Path(sys.argv[1])))
