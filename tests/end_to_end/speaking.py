"""What somebody says, in eSpeak NG's voice: the same sound every time.

eSpeak NG breathes by chance, and what it said before is heard in what it says next. So a process of
its own says each sentence, from the same seed.
"""

import asyncio
import ctypes
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import espeakng_loader
import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.resample import Resampler
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

_NEW = multiprocessing.get_context("forkserver")
_NEW.set_forkserver_preload(["soxr", "voice_os.audio.resample", "voice_os.tts.espeak"])


@cache
def spoken(words: str, pace: float) -> Samples:
    """A sentence at the microphone's rate, with a quarter of a second of silence around it."""
    with ProcessPoolExecutor(1, mp_context=_NEW) as process:
        return process.submit(say, words, pace).result()


def say(words: str, pace: float, seed: int = 0) -> Samples:
    """Say it in this process."""
    return asyncio.run(_say(words, pace, seed))


async def _say(words: str, pace: float, seed: int) -> Samples:
    voice = await Espeak.load(language="en")
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_ng_SetRandSeed(ctypes.c_long(seed))
    pieces = [piece async for piece in voice.synthesize(words, Delivery(rate=pace))]
    await voice.close()
    quiet = np.zeros(SAMPLE_RATE // 4, np.float32)
    sound = Resampler(voice.rate, SAMPLE_RATE).feed(np.concatenate(pieces), last=True)
    return np.concatenate([quiet, sound, quiet])
