"""What was forgotten is in no byte of a home in which she was talked with."""

import os
import subprocess
import sys
from pathlib import Path

from memory.bytes_of import everything_under

from voice_os.memory.key import in_file

SECRET = b"grizelda"


def voice_os(home: Path, *arguments: str) -> str:
    hidden = ("XDG_", "VOICE_OS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        [sys.executable, "-m", "voice_os", *arguments],
        env=kept | {"HOME": str(home), "VOICE_OS_MEMORY__KEY": "file", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout


def pieces_in(home: Path) -> int:
    """How often the word is in any file: memory (decrypted), logs, states, caches, settings."""
    (file,) = home.rglob("memory.key")
    key = in_file(file)
    assert key is not None
    return everything_under(home, key).lower().count(SECRET)


def test_no_file_of_hers_holds_what_was_forgotten(tmp_path: Path) -> None:
    voice_os(tmp_path, "-vv", "ask", "My sister is called Grizelda.")
    assert pieces_in(tmp_path) > 2
    assert "Forgotten" in voice_os(tmp_path, "memory", "forget", "Grizelda", "--yes")
    assert pieces_in(tmp_path) == 0
    assert "Grizelda" not in voice_os(tmp_path, "-vv", "ask", "What is my sister called?")
    assert pieces_in(tmp_path) == 0
