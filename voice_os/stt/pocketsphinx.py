"""Speech-to-text with PocketSphinx: the ear of a machine that has no Whisper.

English only; everything it needs is in its wheel. It looks for a brief phrase first ("stop",
"wait", "okay"), which would be lost among thousands of sentences, then for a command: with a
language model made of what is expected it hears that well, and in a fraction of the time. What does
not sound like one is heard again with the wheel's open model, which gets a third to a half of the
words wrong.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.errors import Problem
from voice_os.stt import Transcript, Word
from voice_os.stt.decoding import BRIEF, COMMANDS, OPEN, REST
from voice_os.worker import Worker

_LOG = logging.getLogger(__name__)

_LEAST = SAMPLE_RATE // 10  # shorter than this there is no word

# The model was trained on rooms that are never quite still, so a little noise goes under speech
# of an even loudness. Of 100 real orders 95 were then heard right, without it 81.
_LOUDNESS = 0.5
_MOST_GAIN = 30.0
_NOISE = 1e-3


class PocketSphinx:
    """PocketSphinx, expecting some sentences. Build it with `load`."""

    name = "PocketSphinx"

    def __init__(self, worker: Worker, process: "_Process") -> None:
        self._worker = worker
        self._process = process

    @classmethod
    async def load(
        cls, sentences: Sequence[str], *, brief: Sequence[str] = (), language: str = "en"
    ) -> "PocketSphinx":
        """Load, and expect `sentences` (lower case, numbers in words, no punctuation).

        `brief`: what people say in a word or two, and mean much by: those are listened for first.

        Sentences with a word that is not in PocketSphinx's dictionary cannot be expected; such
        words are logged. Raises `Problem` where `language` is not English.
        """
        if language != "en":
            raise Problem(
                f"PocketSphinx does not understand the language {language!r}, only English. "
                "`voice-os setup` gets a Whisper model that does."
            )
        engine = cls(Worker("pocketsphinx"), _Process(sentences, brief))
        try:
            await engine._worker.run(engine._process.begin)
        except BaseException:
            await engine.close()
            raise
        return engine

    async def transcribe(self, samples: Samples) -> Transcript:
        """Transcribe one utterance (mono, 16 kHz, shape (n,)). Has no effects.

        Calls wait for each other; what is cancelled before it has begun is dropped.
        """
        if len(samples) < _LEAST:
            return Transcript("")
        sound = _pcm(samples)
        for search in (BRIEF, COMMANDS, OPEN):
            found = await self._worker.run(self._process.search, search, sound)
            if found is not None:
                break
        words = tuple(Word(*word) for word in found or ())
        return Transcript(" ".join(word.text for word in words), words)

    async def close(self) -> None:
        """End the process, whatever it is at."""
        self._process.end()
        await self._worker.close()


class _Process:
    """The process of `decoding`, which is begun anew if it has died. Its methods block."""

    def __init__(self, sentences: Sequence[str], brief: Sequence[str]) -> None:
        self._expected = list(sentences), list(brief)
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False

    def begin(self) -> None:
        """Start it, and have it expect what there is to expect."""
        if self._over:
            raise RuntimeError("PocketSphinx is closed")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "voice_os.stt.decoding"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if unknown := self._ask(self._expected):
            _LOG.warning("PocketSphinx does not know these words: %s", ", ".join(unknown))

    def search(self, name: str, sound: bytes) -> Any:
        """What it found in the sound, as lists of what a `Word` consists of; None: nothing."""
        if self._process is None or self._process.poll() is not None:
            self.begin()
        return self._ask((name, len(sound)), sound)

    def end(self) -> None:
        """End it at once and for good: what waits for an answer gets an error."""
        self._over = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: object, sound: bytes = b"") -> Any:
        assert self._process is not None  # noqa: S101 - it was begun
        assert self._process.stdin is not None  # noqa: S101 - they are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps(request).encode() + b"\n" + sound)
        self._process.stdin.flush()
        if not (answer := self._process.stdout.readline()):
            raise RuntimeError("the process of PocketSphinx ended")
        return json.loads(answer)


def _pcm(samples: Samples) -> bytes:
    """16-bit samples of an even loudness, with the noise of a room. The same for the same."""
    peak = float(np.abs(samples).max(initial=0.0))
    gain = min(_LOUDNESS / peak, _MOST_GAIN) if peak else 1.0
    padded: Samples = np.pad(gain * samples, round(REST * SAMPLE_RATE))
    noise = np.random.default_rng(0).standard_normal(len(padded), np.float32)
    sound = np.clip(padded + _NOISE * noise, -1.0, 1.0)
    return (sound * np.float32(32_767)).astype("<i2").tobytes()
