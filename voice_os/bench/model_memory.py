"""How much memory a model takes: `python -m voice_os.bench.model_memory MODEL SETTINGS`.

MODEL is a key of `LIBRARIES`, SETTINGS a JSON object of dotted keys. Prints the megabytes by which
this process grows while the engine is loaded and warmed up as a conversation does it. The engine's
library is imported before, so that its code does not count.
"""

import asyncio
import importlib
import json
import os
import sys

import numpy as np
import psutil

from voice_os import catalog
from voice_os.audio import FRAME
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.bench.plain import insist
from voice_os.dialogue.prompt import front
from voice_os.events import Part
from voice_os.loading import Loader
from voice_os.persona import Identity
from voice_os.settings import Settings, load
from voice_os.skills import registry

VOICE_ACTIVITY = "activity"
"""The name of the one model that belongs to no part."""

LIBRARIES = {
    Part.STT.value: ("ctranslate2", "tokenizers", "psutil"),
    Part.LLM.value: ("llama_cpp",),
    Part.TTS.value: ("onnxruntime", "piper"),
    VOICE_ACTIVITY: ("onnxruntime",),
}


async def growth(model: str, settings: Settings) -> float:
    """Megabytes by which this process grows with a model. Raises `Problem` where there is none."""
    for library in LIBRARIES[model]:
        importlib.import_module(library)
    loader = Loader(settings, catalog.load(), insist)
    skills = registry.load().skills
    spare = await loader.spare_voice()
    before = psutil.Process().memory_info().rss
    match model:
        case Part.STT:
            await loader.stt(skills)
        case Part.LLM:
            if (llm := await loader.llm()) is not None:
                await llm.prefill([front(Identity(), settings.language, private=True)])
        case Part.TTS:
            await loader.tts(spare)
        case _:
            VoiceActivity().probability(np.zeros(FRAME, np.float32))
    return (psutil.Process().memory_info().rss - before) / 1e6


if __name__ == "__main__":
    named, options = sys.argv[1:]
    print(asyncio.run(growth(named, load(json.loads(options)))), flush=True)
    os._exit(0)  # nothing is to be freed in order
