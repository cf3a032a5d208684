"""`voice-os meet`, `identity` and `move` as a person types them, in an empty home without sound."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_os.cli.move import PASSPHRASE

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def voice_os(tmp_path: Path) -> Run:
    """Runs `voice-os` with arguments, in the home that is named."""
    hidden = ("XDG_", "VOICE_OS_", "PULSE_", "ALSA_", "DISPLAY", "WAYLAND")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}

    def run(
        *arguments: str, answers: str = "", home: str = "home", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        (tmp_path / home).mkdir(exist_ok=True)
        own = {
            "HOME": str(tmp_path / home),
            "VOICE_OS_MODELS": str(tmp_path / "models"),
            "VOICE_OS_MEMORY__KEY": "file",
            "PULSE_SERVER": "/nowhere",
            "COLUMNS": "200",
        }
        return subprocess.run(
            [sys.executable, "-m", "voice_os", *arguments],
            env=kept | own | environment,
            input=answers,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def shown(voice_os: Run, home: str = "home") -> dict[str, object]:
    found: dict[str, object] = json.loads(voice_os("identity", "show", "--json", home=home).stdout)
    return found


def test_a_meeting_by_typing_gives_her_a_name_and_the_answers_to_memory(voice_os: Run) -> None:
    done = voice_os("meet", "--typed", answers="Tom\nchess\nwhat time is it\n\nwarm\n")
    assert done.returncode == 0
    name = shown(voice_os)["name"]
    for said in ("I am an AI", "Hello, Tom.", "It's ", f"I am {name}."):
        assert said in done.stdout
    assert done.stdout.count("Who is dear to you?") == 2
    memory = json.loads(voice_os("memory", "show", "--json").stdout)
    facts = {(fact["attribute"], fact["value"]) for fact in memory["facts"]}
    assert {("name", "Tom"), ("likes", "chess")} <= facts
    assert any(f"took the name {name}" in entry["text"] for entry in memory["diary"])


def test_her_name_can_be_given_taken_back_and_carried(voice_os: Run, tmp_path: Path) -> None:
    assert "Ada" in voice_os("identity", "rename", "Ada").stdout
    assert voice_os("identity", "export", "her.toml").returncode == 0
    assert "Took back: took the name Ada" in voice_os("identity", "undo").stdout
    assert "took the name Ada" in voice_os("identity", "history").stdout
    assert "Ada" in voice_os("identity", "import", "her.toml").stdout
    assert shown(voice_os)["name"] == "Ada"
    assert tomllib.loads((tmp_path / "her.toml").read_text("utf-8"))["name"] == "Ada"


def test_a_broken_file_is_a_sentence_and_she_talks_on(voice_os: Run, tmp_path: Path) -> None:
    voice_os("identity", "rename", "Ada")
    (file,) = tmp_path.rglob("identities/me.toml")
    file.write_text("name = ")
    done = voice_os("identity", "rename", "Eve")
    assert (done.returncode, str(file) in done.stderr) == (1, True)
    asked = voice_os("ask", "what's your name")
    assert asked.returncode == 0
    assert "cannot be understood" in asked.stdout.replace("\n", " ")
    assert file.read_text() == "name = "


def test_she_moves_to_another_machine(voice_os: Run) -> None:
    secret = {PASSPHRASE: "correct horse"}
    voice_os("identity", "rename", "Ada")
    assert voice_os("move", "out", "me.moving", **secret).returncode == 0
    refused = voice_os("move", "in", "me.moving", home="new", **{PASSPHRASE: "wrong horse"})
    assert (refused.returncode, "does not open" in refused.stderr) == (1, True)
    assert voice_os("move", "in", "me.moving", home="new", **secret).returncode == 0
    assert shown(voice_os, home="new")["name"] == "Ada"


def test_for_a_passphrase_there_must_be_somebody_to_ask(voice_os: Run) -> None:
    done = voice_os("move", "out", "me.moving")
    assert (done.returncode, PASSPHRASE in done.stderr) == (1, True)
