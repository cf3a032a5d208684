"""One encrypted file takes a memory, an identity and settings to another machine."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_os import moving
from voice_os.errors import Problem
from voice_os.memory import Turn
from voice_os.memory.facts import YOU
from voice_os.memory.key import Key, from_passphrase
from voice_os.memory.people import open_memory, person
from voice_os.opening import nobody
from voice_os.paths import config_path, identities_folder
from voice_os.persona.persona import Persona
from voice_os.settings import load

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSPHRASE = from_passphrase("correct horse")

Machine = Callable[[str], None]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Be at another machine from now on: an empty home by that name."""
    monkeypatch.delenv("VOICE_OS_CONFIG", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)

    def be_at(name: str) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        monkeypatch.setenv("HOME", str(tmp_path / name))
        monkeypatch.setenv("VOICE_OS_MEMORY__KEY", "file")

    return be_at


async def live_at_the_old(machine: Machine) -> None:
    machine("old")
    settings = load().memory
    store = await open_memory(person(settings), settings, ask=nobody)
    await store.remember([Turn(0, 1, NOON, YOU, "My sister is called Anna.")])
    await store.close()
    she = Persona(lambda: NOON, identities_folder() / "me.toml")
    she.change({"name": "Miriam", "met": NOON}, what="met you", why="So.", kind="met")
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text('[tts]\nrate = 1.2\n\n[audio]\nmicrophone = "Headset"\n')


async def remembered() -> list[str]:
    settings = load().memory
    store = await open_memory(person(settings), settings, ask=nobody, make=False)
    said = [turn.text for turn in await store.turns()]
    await store.close()
    return said


def take_in(file: Path, passphrase: Key = PASSPHRASE) -> None:
    moving.unpack(file, passphrase, load().memory, nobody)


def files_of(home: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.fixture
async def file(machine: Machine, tmp_path: Path) -> Path:
    await live_at_the_old(machine)
    packed = tmp_path / "me.moving"
    moving.pack(packed, person(load().memory), PASSPHRASE, nobody)
    return packed


async def test_memory_identity_and_settings_come_along(machine: Machine, file: Path) -> None:
    machine("new")
    take_in(file)
    assert await remembered() == ["My sister is called Anna."]
    assert Persona(lambda: NOON, identities_folder() / "me.toml").name == "Miriam"
    assert load().tts.rate == 1.2


async def test_what_belongs_to_a_machine_stays_with_it(machine: Machine, file: Path) -> None:
    machine("new")
    config_path().parent.mkdir(parents=True)
    config_path().write_text('[audio]\nspeaker = "Desk"\n')
    take_in(file)
    assert (load().audio.speaker, load().audio.microphone) == ("Desk", None)


def test_nothing_in_the_file_can_be_read(file: Path) -> None:
    data = file.read_bytes()
    for secret in (b"Anna", b"Miriam", b"Headset", b"SQLite"):
        assert secret not in data


async def test_the_old_machine_keeps_what_it_had(machine: Machine, file: Path) -> None:
    assert await remembered() == ["My sister is called Anna."]
    with pytest.raises(Problem, match="there already"):
        moving.pack(file, person(load().memory), PASSPHRASE, nobody)


def test_a_wrong_passphrase_is_a_sentence_and_touches_nothing(
    machine: Machine, file: Path, tmp_path: Path
) -> None:
    machine("new")
    before, packed = files_of(tmp_path / "new"), file.read_bytes()
    with pytest.raises(Problem, match="does not open"):
        take_in(file, from_passphrase("wrong horse"))
    assert (files_of(tmp_path / "new"), file.read_bytes()) == (before, packed)


async def test_what_is_no_such_file_is_a_sentence(machine: Machine, tmp_path: Path) -> None:
    machine("new")
    (tmp_path / "note.txt").write_text("a note" * 2000)
    for name in ("note.txt", "nothing", "."):
        with pytest.raises(Problem, match="does not open"):
            take_in(tmp_path / name)


async def test_a_memory_that_is_here_is_not_overwritten(machine: Machine, file: Path) -> None:
    before = await remembered()
    with pytest.raises(Problem, match="already"):
        take_in(file)
    assert await remembered() == before


KILLED = """
import os, sys
from pathlib import Path
from voice_os import moving
from voice_os.memory.key import from_passphrase
from voice_os.opening import nobody
from voice_os.settings import load

where, count, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
owner, name = {"copy": (moving.schema, "copy"), "fsync": (moving.os, "fsync"),
               "ready": (moving, "_make_ready"), "count": (moving, "finish")}[where]
usual = getattr(owner, name)

def dies(*arguments):
    global count
    count -= 1
    if count == 0:
        os._exit(9)
    return usual(*arguments)

setattr(owner, name, dies)
moving.unpack(Path(file), from_passphrase("correct horse"), load().memory, nobody)
"""


def ended_by(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False).returncode


@pytest.mark.parametrize(
    ("where", "count", "arrived"),
    [
        *(("copy", 1, False), ("ready", 1, False)),
        *(("count", 1, True), ("fsync", 3, True), ("fsync", 4, True)),
    ],
)
async def test_killed_anywhere_it_is_all_there_or_nothing_is(
    machine: Machine, file: Path, where: str, count: int, arrived: bool
) -> None:
    machine("new")
    assert ended_by([where, str(count), str(file)]) == 9
    moving.finish()  # as the next command does
    if not arrived:
        assert not person(load().memory).memory.exists()
        assert load().tts.rate == 1.0
        take_in(file)
    assert await remembered() == ["My sister is called Anna."]
    assert Persona(lambda: NOON, identities_folder() / "me.toml").name == "Miriam"
    assert load().tts.rate == 1.2
