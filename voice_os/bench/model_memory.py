"""How much memory an engine's model takes: `python -m voice_os.bench.model_memory PART SETTINGS`.

Prints the megabytes by which this process grows while the engine is loaded and warmed up as a
conversation does it. The engine's library is imported before, so that its code does not count.
SETTINGS is a JSON object of dotted keys.
"""

import asyncio
import importlib
import json
import os
import sys

import psutil

from voice_os import catalog
from voice_os.assistant import HER_NAME
from voice_os.bench.plain import insist
from voice_os.dialogue.prompt import front
from voice_os.events import Part
from voice_os.loading import Loader
from voice_os.settings import Settings, load
from voice_os.skills import registry

_LIBRARIES = {
    Part.STT: ("ctranslate2", "tokenizers", "faster_whisper.transcribe"),
    Part.LLM: ("llama_cpp",),
    Part.TTS: ("onnxruntime", "piper"),
}


async def growth(part: Part, settings: Settings) -> float:
    """Megabytes by which this process grows with the engine. Raises `Problem` where it is none."""
    for library in _LIBRARIES[part]:
        importlib.import_module(library)
    loader = Loader(settings, catalog.load(), insist)
    skills = registry.load().skills
    spare = await loader.spare_voice()
    before = psutil.Process().memory_info().rss
    match part:
        case Part.STT:
            await loader.stt(skills)
        case Part.LLM:
            if (model := await loader.llm()) is not None:
                await model.prefill([front(HER_NAME, settings.language)])
        case Part.TTS:
            await loader.tts(spare)
    return (psutil.Process().memory_info().rss - before) / 1e6


if __name__ == "__main__":
    named, options = sys.argv[1:]
    print(asyncio.run(growth(Part(named), load(json.loads(options)))), flush=True)
    os._exit(0)  # nothing is to be freed in order
