"""Nothing leaves the machine: also nothing that a library would send of its own accord."""

import os
import subprocess
import sys
from pathlib import Path

SPEAK_AND_LISTEN = """
import numpy as np
from voice_os.audio.voice_activity import VoiceActivity
VoiceActivity().probability(np.zeros(512, np.float32))
import faster_whisper, piper
from huggingface_hub import constants
print(constants.HF_HUB_DISABLE_TELEMETRY)
"""


def test_no_library_prepares_a_report_on_its_use(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    # What any of these would silence by itself must not hide that she does.
    for name in ("CI", "ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", SPEAK_AND_LISTEN],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in written if "onnxruntime" in str(path)] == []
