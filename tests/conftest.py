"""Fixtures for every room: tiny models that the real engines load, and real models and speech."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

# A slow machine is no defect, and no test here is about speed.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"


@pytest.fixture(scope="session")
def tiny_models(request: pytest.FixtureRequest) -> Path:
    """A folder with `tiny-llm.gguf`, `tiny-whisper/` and `tiny-voice.onnx` (with its `.json`).

    What they answer: `standins.tiny_llm.REPLIES`, `standins.whisper.TONES`. They are made once for
    each state of their maker, and kept in pytest's cache.
    """
    maker = SCRIPTS / "make_standins.py"
    sources = sorted([maker, *(SCRIPTS / "standins").glob("*.py")])
    state = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    folder = request.config.cache.mkdir("tiny-models") / state[:16]
    subprocess.run([sys.executable, maker, folder], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real models and speech: `VOICE_OS_SHARED`, else `shared` beside the checkout.

    Skips where there is none.
    """
    folder = Path(os.environ.get("VOICE_OS_SHARED") or ROOT.parent / "shared")
    for part in ("models", "data"):
        if not (folder / part).is_dir():
            pytest.skip(f"no real models and speech: {folder / part} is missing (VOICE_OS_SHARED)")
    return folder
