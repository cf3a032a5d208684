"""The commands as a person types them, each in a process of its own and an empty home."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from voice_os.audio.files import read_wav
from voice_os.demo.demonstration import utterances, words_of
from voice_os.desktop import Signal
from voice_os.mode import Mode

Run = Callable[..., subprocess.CompletedProcess[str]]


LISTENING = """
import asyncio
from voice_os.desktop.remote import Remote
from voice_os.mode import Mode
from voice_os.paths import socket_path
remote = Remote(socket_path(), lambda: Mode.NAME)
ready = lambda: print("ready", flush=True)
asyncio.run(remote.listen(lambda command: print(repr(command), flush=True), ready))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home, away from a sound server."""
    (tmp_path / "run").mkdir(mode=0o700)
    hidden = ("XDG_", "VOICE_OS_", "PULSE_", "ALSA_", "DISPLAY", "WAYLAND")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return kept | {
        "HOME": str(tmp_path),
        "VOICE_OS_MODELS": str(tmp_path / "models"),
        "PULSE_SERVER": "/nowhere",
        "COLUMNS": "120",
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
    }


@pytest.fixture
def voice_os(environment: dict[str, str], tmp_path: Path) -> Run:
    """Runs `voice-os` with arguments."""

    def run(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "voice_os", *arguments]
        return subprocess.run(
            command,
            env=environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def no_devices(voice_os: Run) -> None:
    """There is nothing to hear or speak with."""
    if json.loads(voice_os("devices", "--json").stdout):
        pytest.skip("this machine has sound devices")


@contextmanager
def ended_with(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kills the process at the end of the block."""
    try:
        yield
    finally:
        process.kill()


COMMANDS = (
    *("setup", "doctor", "devices", "say", "transcribe", "ask", "demo", "bench"),
    *("models", "models list", "models get", "models verify", "models remove"),
    *("config", "config show", "config path", "config set", "press", "release", "toggle"),
    *("mode", "mute"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(voice_os: Run, command: str) -> None:
    done = voice_os(*command.split(), "--help")
    assert done.returncode == 0
    assert f"voice-os {command}" in done.stdout


def test_a_wrong_command_is_named(voice_os: Run) -> None:
    done = voice_os("sing")
    assert done.returncode == 2
    assert "sing" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--set", "stt.engine=cloud", "config", "show"], "stt.engine"),
        (["--set", "stt.engine", "config", "show"], "KEY=VALUE"),
        (["config", "set", "tts.rate", "fast"], "tts.rate"),
        (["config", "set", "tts.colour", "red"], "tts.colour"),
        (["models", "get", "gpt-9"], "gpt-9"),
        (["transcribe", "nothing.wav"], "nothing.wav"),
        (["toggle"], "not running"),
        (["mute"], "not running"),
        (["mode"], "not running"),
        (["mode", "open"], "not running"),
        (["mode", "next"], "not running"),
        (["--mic", "a.wav", "--mic", "headset"], "--mic"),
        (["ask", " "], "nothing to answer"),
    ],
)
def test_what_goes_wrong_is_one_sentence(voice_os: Run, arguments: list[str], named: str) -> None:
    done = voice_os(*arguments)
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("voice-os: ")


@pytest.mark.parametrize("arguments", [["mode", "loud"], ["--mode", "loud", "config", "show"]])
def test_a_mode_that_there_is_not_is_answered_with_those_there_are(
    voice_os: Run, arguments: list[str]
) -> None:
    done = voice_os(*arguments)
    assert done.returncode == 2
    assert all(mode in done.stderr for mode in ("loud", "key", "open", "name", "muted"))


def test_the_mode_at_first_is_an_option(voice_os: Run) -> None:
    shown = voice_os("--mode", "open", "config", "show", "--json").stdout
    assert json.loads(shown)["listening"]["mode"] == "open"


def test_commands_tell_a_running_assistant_how_to_listen(
    voice_os: Run, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-c", LISTENING]
    with (
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running,
        ended_with(running),
    ):
        assert running.stdout
        assert running.stdout.readline() == "ready\n"
        assert voice_os("mode").stdout == "name\n"
        for words, heard in (
            (["mode", "open"], Mode.OPEN),
            (["mode", "muted"], Mode.MUTED),
            (["mode", "next"], Signal.NEXT_MODE),
            (["mute"], Signal.MUTE),
            (["toggle"], Signal.TOGGLE),
        ):
            assert voice_os(*words).returncode == 0
            assert running.stdout.readline() == f"{heard!r}\n"


def test_a_setting_that_was_set_is_shown(voice_os: Run, tmp_path: Path) -> None:
    assert voice_os("config", "set", "key.mode", "toggle").returncode == 0
    shown = json.loads(voice_os("config", "show", "--json").stdout)
    assert shown["key"]["mode"] == "toggle"
    assert Path(voice_os("config", "path").stdout.strip()).is_relative_to(tmp_path)


def test_what_is_shown_can_be_kept_as_the_settings_file(voice_os: Run) -> None:
    shown = voice_os("config", "show")
    path = Path(voice_os("config", "path").stdout.strip())
    path.parent.mkdir(parents=True)
    path.write_text(shown.stdout)
    assert voice_os("config", "show").stdout == shown.stdout


def test_she_says_a_text_into_a_file(voice_os: Run, tmp_path: Path) -> None:
    done = voice_os("--speaker", "said.wav", "say", "Hello there.")
    assert done.returncode == 0
    said = read_wav(tmp_path / "said.wav")
    assert 0.5 < len(said) / 16000 < 4
    assert np.abs(said).max() > 0.1


@pytest.mark.usefixtures("no_devices")
def test_without_a_speaker_nothing_can_be_said(voice_os: Run) -> None:
    done = voice_os("say", "hello")
    assert done.returncode == 1
    assert "There is no speaker" in done.stderr


@pytest.mark.usefixtures("no_devices")
def test_a_microphone_that_was_chosen_and_is_missing_is_named(voice_os: Run) -> None:
    done = voice_os("--set", "audio.microphone=headset")
    assert done.returncode == 1
    assert "headset" in done.stderr
    assert "demonstration" not in done.stdout


@pytest.mark.usefixtures("no_devices")
def test_a_file_in_place_of_the_microphone_needs_a_speaker(voice_os: Run) -> None:
    done = voice_os("--mic", str(utterances()[0]))
    assert done.returncode == 1
    assert "There is no speaker" in done.stderr


@pytest.mark.usefixtures("no_devices")
def test_typed_words_are_answered_in_print_where_there_is_no_speaker(voice_os: Run) -> None:
    done = voice_os("ask", "what is twelve times seven")
    assert done.returncode == 0
    assert "84" in done.stdout
    answer = json.loads(voice_os("ask", "--json", "what is twelve times seven").stdout)
    assert "84" in answer["answer"]
    assert answer["error"] is None


def test_a_file_is_transcribed(voice_os: Run) -> None:
    path = utterances()[0]
    done = voice_os("transcribe", str(path))
    assert done.stdout.strip() == words_of(path)


def test_a_file_in_place_of_the_microphone_is_answered(voice_os: Run, tmp_path: Path) -> None:
    done = voice_os("--mic", str(utterances()[0]), "--speaker", "out.wav", "--fast")
    assert done.returncode == 0
    assert words_of(utterances()[0]) in done.stdout
    assert np.abs(read_wav(tmp_path / "out.wav")).max() > 0.1


@pytest.mark.usefixtures("no_devices")
def test_without_a_microphone_there_is_the_demonstration(voice_os: Run, tmp_path: Path) -> None:
    done = voice_os("--fast")
    assert "no microphone" in done.stdout
    for path in utterances():
        assert words_of(path) in done.stdout
    assert "first" in done.stdout
    assert (tmp_path / "voice-os-demo.wav").is_file()
    assert done.returncode == 0


@pytest.mark.usefixtures("no_devices")
def test_the_doctor_tells_programs_how_every_part_is(voice_os: Run) -> None:
    done = voice_os("doctor", "--json")
    parts = {finding["part"]: finding for finding in json.loads(done.stdout)}
    assert {"stt", "llm", "tts", "microphone", "speaker", "key", "skills"} <= parts.keys()
    assert "PocketSphinx" in parts["stt"]["in_use"]
    assert "setup" in parts["stt"]["advice"]
    assert not parts["microphone"]["healthy"]
    assert done.returncode == 1


def test_a_broken_model_is_named_and_replaced(voice_os: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(100))
    done = voice_os(
        "--set", f"llm.model={broken}", "--speaker", "said.wav", "ask", "what time is it"
    )
    assert done.returncode == 0
    assert "broken.gguf" in done.stdout.replace("\n", "")


def test_no_command_writes_what_was_said_into_the_log(voice_os: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))
    broken = ("--set", "llm.model=broken.gguf", "--speaker", "said.wav")
    voice_os(*broken, "ask", "my secret is a purple giraffe")
    logs = [path.read_text() for path in tmp_path.rglob("*.log")]
    assert any("broken.gguf" in log for log in logs)
    assert not any("giraffe" in log for log in logs)
