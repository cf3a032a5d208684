"""`voice-os learn` as a person types it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from documents import files

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def voice_os(tmp_path: Path) -> Run:
    """Runs `voice-os` with arguments, in an empty home; keys are in files."""
    hidden = ("XDG_", "VOICE_OS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    home = {"HOME": str(tmp_path / "home"), "VOICE_OS_MEMORY__KEY": "file", "COLUMNS": "200"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "voice_os", *arguments],
            env=kept | home,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_a_folder_is_learnt_with_one_sentence_for_what_is_bad(
    voice_os: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    files.pdf(folder / "guide.pdf", ["Turn the red valve.", "The pump is blue."])
    files.text(folder / "bad.epub", "broken")
    files.text(folder / "notes.md", "# Notes\n\nThe key is under the pot.")
    done = voice_os("learn", str(folder))
    assert done.returncode == 0
    assert "bad.epub cannot be read: it is broken." in done.stdout
    assert "2 learnt, 1 not to be read" in done.stdout or "1 not to be read" in done.stdout
    listed = json.loads(voice_os("learn", "--list", "--json").stdout)
    assert [one["title"] for one in listed] == ["guide", "Notes"]
    assert "2 known already" in voice_os("learn").stdout
    asked = voice_os("--quiet", "ask", "Where is the key?")
    assert "In Notes, it says: The key is under the pot." in asked.stdout
    assert "guide is forgotten" in voice_os("learn", "--forget", "guide").stdout
    assert "1 forgotten, and so left out" in voice_os("learn", str(folder)).stdout


def test_what_is_not_there_is_a_sentence(voice_os: Run) -> None:
    done = voice_os("learn", "/nowhere/at/all.txt")
    assert done.returncode == 1
    assert "There is no file or folder /nowhere/at/all.txt." in done.stderr
    assert "No one document is called 'x'." in voice_os("learn", "--forget", "x").stderr
    assert "Nothing was learnt yet" in voice_os("learn", "--list").stdout
