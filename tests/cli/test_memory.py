"""`voice-os memory` as a person types it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_os.memory.key import NEW_PASSPHRASE, PASSPHRASE

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def memory(tmp_path: Path) -> Run:
    """Runs `voice-os memory` with arguments, in an empty home; keys are in files."""
    hidden = ("XDG_", "VOICE_OS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    home = {"HOME": str(tmp_path), "VOICE_OS_MEMORY__KEY": "file", "COLUMNS": "120"}

    def run(
        *arguments: str, answer: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "voice_os", "memory", *arguments],
            env=kept | home | environment,
            input=answer,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def export(tmp_path: Path) -> str:
    """A JSON file to import."""
    at = "2025-01-01T10:00:00Z"
    turns = [
        {"id": 1, "session": 1, "at": at, "speaker": "you", "text": "I moved to Rome."},
        {"id": 2, "session": 1, "at": at, "speaker": "you", "text": "My dog is ill."},
    ]
    fact = {"subject": "you", "attribute": "home", "value": "Rome", "since": at, "until": None}
    file = tmp_path / "export.json"
    content = {"turns": turns, "facts": [{**fact, "sources": [1]}], "diary": []}
    file.write_text(json.dumps(content), "utf-8")
    return str(file)


def shown(memory: Run, *options: str) -> list[str]:
    found = json.loads(memory("show", "--json", *options).stdout)
    return [turn["text"] for turn in found["turns"]]


def test_what_is_imported_is_shown_found_corrected_forgotten_and_erased(
    memory: Run, export: str, tmp_path: Path
) -> None:
    assert "2 of 2 turns" in memory("import", export).stdout
    assert shown(memory) == ["I moved to Rome.", "My dog is ill."]
    assert "F1  you, home: Rome" in memory("show").stdout
    (best, *_) = json.loads(memory("search", "how", "is", "the", "dog", "--json").stdout)
    assert best["text"] == "My dog is ill."

    assert memory("edit", "F1", "Ostia").returncode == 0
    assert memory("edit", "2", "My dog is well.").returncode == 0
    assert "Ostia" in memory("show").stdout
    assert memory("forget", "dog", answer="n\n").returncode == 1
    assert "My dog is well." in shown(memory)
    assert "1 turns" in memory("forget", "dog", answer="y\n").stdout
    assert shown(memory) == ["I moved to Rome."]

    letter = tmp_path / "letter.md"
    assert memory("export", str(letter)).returncode == 0
    assert "I moved to Rome." in letter.read_text("utf-8")
    assert "dog" not in letter.read_text("utf-8")
    assert memory("erase", answer="n\n").returncode == 1
    assert memory("erase", "--yes").returncode == 0
    assert "no memory of 'me'" in memory("show").stderr


def test_another_profile_is_another_memory_with_a_passphrase(memory: Run, export: str) -> None:
    phrase = {"VOICE_OS_MEMORY__KEY": "passphrase", "VOICE_OS_MEMORY_PASSPHRASE": "correct horse"}
    assert memory("import", export).returncode == 0
    assert memory("import", export, "--profile", "Bob", **phrase).returncode == 0
    assert memory("people").stdout.split() == ["bob", "me"]
    assert "passphrase is needed" in memory("show", "--profile", "bob").stderr
    other = {"VOICE_OS_MEMORY_PASSPHRASE": "wrong horse"}
    wrong = memory("show", "--profile", "bob", **other)
    assert wrong.returncode == 1
    assert "nothing was changed" in wrong.stderr
    assert "Rome" not in wrong.stdout
    assert "Rome" in memory("show", "--profile", "bob", **phrase).stdout


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["show"], "no memory of 'me'"),
        (["show", "--profile", "../me"], "profile"),
        (["forget"], "Say what to forget"),
        (["forget", "a", "--turn", "1"], "Say what to forget"),
        (["import", "nothing.json"], "cannot be read"),
        (["erase"], "no memory of 'me'"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(memory: Run, arguments: list[str], named: str) -> None:
    done = memory(*arguments)
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["edit", "99", "x"], "no turn 99"),
        (["edit", "F99", "x"], "no fact 99"),
        (["edit", "me", "x"], "no turn such as"),
        (["forget", "--fact", "F99"], "no fact 'F99'"),
        (["forget", "...", "--yes"], "which words"),
    ],
)
def test_a_number_that_is_none_is_a_sentence(
    memory: Run, export: str, arguments: list[str], named: str
) -> None:
    memory("import", export)
    done = memory(*arguments)
    assert done.returncode == 1
    assert named in done.stderr


def test_the_key_is_moved_to_a_passphrase(memory: Run, export: str) -> None:
    memory("import", export)
    assert memory("key").stdout == "file\n"
    moved = memory("key", "passphrase", **{NEW_PASSPHRASE: "a long passphrase"})
    assert moved.stdout == "The memory of 'me' has a new key now: passphrase.\n"
    assert "A passphrase is needed" in memory("show").stderr
    wrong = memory("show", **{PASSPHRASE: "another passphrase"})
    assert "nothing was changed" in wrong.stderr
    assert memory("show", **{PASSPHRASE: "a long passphrase"}).returncode == 0
    assert "not 'moon'" in memory("key", "moon").stderr
