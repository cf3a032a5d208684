"""`voice-os skills` and `voice-os history` as a person types them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def voice_os(tmp_path: Path) -> Run:
    """Runs `voice-os` with arguments, in an empty home; keys are in files."""
    hidden = ("XDG_", "VOICE_OS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    home = {"HOME": str(tmp_path), "VOICE_OS_MEMORY__KEY": "file", "COLUMNS": "120"}

    def run(*arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "voice_os", *arguments],
            env=kept | home,
            input=answer,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_her_skills_are_listed_with_their_effects_and_no_memory_is_made(
    voice_os: Run, tmp_path: Path
) -> None:
    listed = json.loads(voice_os("skills", "list", "--json").stdout)
    timer = next(one for one in listed if one["name"] == "timers.set_timer")
    assert (timer["effect"], timer["policy"]) == ("changes", "allow")
    assert all(one["policy"] == "ask" for one in listed if one["effect"] == "sends")
    assert not list(tmp_path.rglob("memory.db"))


def test_words_are_tried_and_a_question_is_asked_at_the_terminal(voice_os: Run) -> None:
    tried = voice_os("skills", "try", "always", "allow", "timers", answer="yes\n")
    assert "[do doing.allow (ability: timers)]" in tried.stderr
    assert "Shall I?" in tried.stdout
    assert "without asking." in tried.stdout
    policy = json.loads(voice_os("config", "show", "--json").stdout)["consent"]["policies"]
    assert policy == {"timers": "allow"}


def test_what_was_done_is_shown_and_taken_back(voice_os: Run, tmp_path: Path) -> None:
    speaker = str(tmp_path / "said.wav")
    voice_os("--speaker", speaker, "--fast", "ask", "set a timer for ten minutes")
    (deed,) = json.loads(voice_os("history", "--json").stdout)
    assert (deed["words"], deed["effect"]) == ("set a timer for ten minutes", "changes")
    undone = voice_os("history", "undo", "1")
    assert undone.returncode == 0, undone.stderr
    assert "(taken back)" in voice_os("history").stdout


def test_a_package_begun_here_passes_its_own_test(voice_os: Run, tmp_path: Path) -> None:
    made = voice_os("skills", "new", "plants", "--in", str(tmp_path))
    assert made.returncode == 0, made.stderr
    package = tmp_path / "voice-os-plants"
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_plants.py"],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    assert voice_os("skills", "new", "../evil", "--in", str(tmp_path)).returncode == 1
