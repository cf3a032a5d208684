"""Text-to-speech with eSpeak NG: formant synthesis, small and quick, with nothing to download.

The library and its data come in the `espeakng-loader` wheel and are called through ctypes. A
second of speech takes about a millisecond, so a clause is made whole.
"""

import ctypes
import threading
from collections.abc import AsyncGenerator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from voice_os.audio import Samples
from voice_os.errors import Problem
from voice_os.tts import Delivery
from voice_os.tts.phrasing import phrased
from voice_os.worker import Worker

# Of the female variants in the wheel the one that a speech recogniser understands best.
_VARIANT = "f2"

# What eSpeak calls a language where that is not its ISO 639 code.
_NAMES = {"en": "en-us", "zh": "cmn", "no": "nb"}

_WAY_OUT = "Set up again with `scripts/voice-os`, or reinstall the package espeakng-loader."

# From speak_lib.h.
_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_RATE, _VOLUME, _PITCH = 1, 2, 3
_UTF8 = 1
_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)

_LOUDNESS = 50  # of 200, where this variant peaks near `phrasing.LEVEL`
_PIECE = 50  # milliseconds between two calls of the callback, and so until an abort is seen

# How fast it speaks at a number of words a minute, and how high at a pitch between 0 and 100,
# against the defaults of 175 and 50: medians over ten sentences in five languages. A single
# sentence may be some percent off. Beyond the ends it cannot go.
_SPEED = (0.49, 0.57, 0.68, 0.8, 1.0, 1.15, 1.3, 1.46, 1.65, 1.82, 2.0, 2.13, 2.35, 2.5, 3.0)
_WORDS_A_MINUTE = (87, 100, 120, 140, 175, 200, 230, 260, 300, 330, 372, 400, 445, 460, 550)
_HEIGHT = (0.66, 0.71, 0.77, 0.84, 0.91, 1.0, 1.11, 1.22, 1.36, 1.51, 1.66)
_PITCHES = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)

# The library is one per process, with one voice and one set of parameters: whoever speaks sets
# them all and holds this lock. Piper's phonemes come from a copy of its own.
_LOCK = threading.Lock()


class _Library(NamedTuple):
    functions: Any
    sample_rate: int
    data: Path


class Espeak:
    """eSpeak NG speaking one language. Build it with `load`; there may be several."""

    def __init__(self, worker: Worker, library: _Library, voice: str) -> None:
        self._worker = worker
        self._library = library
        self._voice = voice

    @classmethod
    async def load(cls, language: str, *, variant: str | None = None) -> "Espeak":
        """Speak `language` (ISO 639, or a name of eSpeak's such as "en-gb-x-rp").

        `variant` is one of the files in eSpeak's `voices/!v`. Raises `Problem` where there is no
        such language or variant, or the library cannot be loaded.
        """
        worker = Worker("espeak")
        try:
            library = await worker.run(_library)
            voice = await worker.run(_checked_voice, library, language, variant or _VARIANT)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, library, voice)

    @property
    def name(self) -> str:
        """The engine and voice, for people."""
        return f"eSpeak NG {self._voice}"

    @property
    def rate(self) -> int:
        """Samples a second of what `synthesize` yields."""
        return self._library.sample_rate

    async def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        """Yield the sound of a clause, whole. A cancelled call ends within 50 ms of speech."""
        aborted = threading.Event()
        try:
            sound = await self._worker.run(
                _speak, self._library, self._voice, clause, delivery, aborted
            )
        finally:
            aborted.set()
        phrase = phrased(sound, clause, delivery, self.rate)
        if len(phrase):
            yield phrase

    async def close(self) -> None:
        """Free the thread. The library stays with the process."""
        await self._worker.close()


@cache
def _library() -> _Library:
    """The library, initialised once for the process."""
    import espeakng_loader

    data = Path(espeakng_loader.get_data_path())
    try:
        functions = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise Problem(f"eSpeak NG's library does not load ({error}). {_WAY_OUT}") from None
    functions.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t),  # text and its bytes
        *(ctypes.c_uint, ctypes.c_int, ctypes.c_uint),  # from where, in what unit, to where
        *(ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),  # flags, identifier, user data
    ]
    sample_rate = functions.espeak_Initialize(_SYNCHRONOUS, _PIECE, str(data).encode(), _DONT_EXIT)
    if sample_rate <= 0:
        raise Problem(f"eSpeak NG cannot read its data in {data}. {_WAY_OUT}")
    return _Library(functions, sample_rate, data)


def _checked_voice(library: _Library, language: str, variant: str) -> str:
    """eSpeak's name of the voice. It takes an unknown variant for none, so that is looked up."""
    variants = library.data / "voices" / "!v"
    if variant not in {file.name for file in variants.iterdir()}:
        raise Problem(f"eSpeak NG has no voice variant {variant!r}: it has those in {variants}.")
    voice = f"{_NAMES.get(language, language)}+{variant}"
    with _LOCK:
        if library.functions.espeak_SetVoiceByName(voice.encode()):
            raise Problem(
                f"eSpeak NG does not speak {language!r}. "
                "Choose another with `voice-os config set language`."
            )
    return voice


def _speak(
    library: _Library, voice: str, clause: str, delivery: Delivery, aborted: threading.Event
) -> Samples:
    """The sound of a clause as eSpeak makes it, at an energy of 1.0."""
    pieces = [np.zeros(0, np.int16)]

    def hear(samples: Any, count: int, _events: int) -> int:
        if samples and count:
            pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return aborted.is_set()

    callback = _Callback(hear)
    words = np.interp(delivery.rate, _SPEED, _WORDS_A_MINUTE)
    pitch = np.interp(delivery.pitch, _HEIGHT, _PITCHES)
    text = clause.replace("\0", " ").encode("utf-8", "replace") + b"\0"
    functions = library.functions
    with _LOCK:
        functions.espeak_SetVoiceByName(voice.encode())
        functions.espeak_SetParameter(_RATE, round(words), 0)
        functions.espeak_SetParameter(_PITCH, round(pitch), 0)
        functions.espeak_SetParameter(_VOLUME, _LOUDNESS, 0)
        functions.espeak_SetSynthCallback(callback)
        functions.espeak_Synth(text, len(text), 0, 0, 0, _UTF8, None, None)
    return np.concatenate(pieces).astype(np.float32) / np.float32(32_768)
