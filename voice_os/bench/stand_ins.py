"""The stand-in models of full size, made on first use.

Their weights are random and their answers fixed, but they cost what real ones of their shape cost.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from voice_os.errors import Problem
from voice_os.paths import cache_folder

_MAKER = Path(__file__).parents[2] / "scripts" / "make_standins.py"
_PACKAGES = ("gguf", "onnx", "tokenizers")

_NAMES = ("base.en", "qwen2.5-0.5b", "piper-medium")
_STT, _LLM, _TTS = "whisper-base.en-int8", "qwen2.5-0.5b-Q4_K_M.gguf", "piper-medium.onnx"


def stand_ins(tell: Callable[[str], None]) -> Mapping[str, str]:
    """The settings, as dotted keys, that make her use the stand-ins; they are made if missing.

    Raises `Problem` where they are missing and cannot be made.
    """
    folder = cache_folder() / "bench-models"
    if not all((folder / file).exists() for file in (_STT, _LLM, _TTS)):
        tell(f"Making stand-in models of full size in {folder}; that takes some minutes, once.")
        _make(folder)
    return using(folder / _STT, folder / _LLM, folder / _TTS)


def using(stt: Path, llm: Path, tts: Path) -> Mapping[str, str]:
    """The settings, as dotted keys, that make her use these models."""
    return {
        "stt.engine": "whisper",
        "stt.model": str(stt),
        "llm.engine": "llama",
        "llm.model": str(llm),
        "tts.engine": "piper",
        "tts.voice": str(tts),
    }


def _make(folder: Path) -> None:
    missing = [package for package in _PACKAGES if find_spec(package) is None]
    if not _MAKER.is_file() or missing:
        raise Problem(
            "The stand-in models of the bench are made by scripts/make_standins.py of a checkout, "
            f"with the packages {', '.join(_PACKAGES)}; in a checkout, `scripts/voice-os bench` "
            "sets up all that it needs."
        )
    made = subprocess.run(
        [sys.executable, _MAKER, folder, "--full", *_NAMES],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if made.returncode:
        last = made.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise Problem(f"The stand-in models could not be made in {folder}: {last[0]}")
