"""The file that she is in: readable, whole or not at all, and never silently replaced."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_os.errors import Problem
from voice_os.persona import Identity, file
from voice_os.persona.persona import Persona

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def persona(path: Path) -> Persona:
    return Persona(lambda: NOON, path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "identities" / "me.toml"


def test_without_a_file_she_is_as_from_the_first_and_writes_none(path: Path) -> None:
    assert persona(path).identity == Identity()
    assert not path.exists()


def test_what_she_becomes_survives_the_end_of_the_program(path: Path) -> None:
    she = persona(path)
    she.change({"name": "Ada", "manner.warmth": 0.9}, what="took the name Ada", why="So.")
    again = persona(path)
    assert again.identity == she.identity
    assert again.undo().what == "took back: took the name Ada"
    assert persona(path).identity.manner == Identity().manner


def test_only_the_person_can_read_the_file(path: Path) -> None:
    persona(path).change({"name": "Ada"}, what="took the name Ada", why="So.")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "broken", ["name = 3", 'name = "Ada"\nnonsense = 1', "not TOML at all", "[manner]\nwarmth = 9"]
)
def test_a_broken_file_is_a_sentence_and_is_left_as_it_is(path: Path, broken: str) -> None:
    persona(path).change({"name": "Ada"}, what="took the name Ada", why="So.")
    path.write_text(broken)
    she = persona(path)
    assert str(path) in she.wrong
    assert she.identity == Identity()
    with pytest.raises(Problem, match="cannot be understood"):
        she.change({"name": "Eve"}, what="took the name Eve", why="So.")
    assert path.read_text() == broken


def test_the_version_before_is_kept_and_can_be_put_in_its_place(path: Path) -> None:
    she = persona(path)
    for name in ("Ada", "Eve"):
        she.change({"name": name}, what=f"took the name {name}", why="So.")
    path.write_text("broken")
    file.before(path).replace(path)
    assert persona(path).name == "Ada"


def test_while_she_runs_a_hand_or_a_command_may_change_the_file(path: Path) -> None:
    she, command = persona(path), persona(path)
    command.change({"name": "Ada"}, what="took the name Ada", why="So.")
    she.change({"voice.rate": 1.2}, what="speak faster", why="You asked me to.")
    assert (she.name, she.identity.voice.rate) == ("Ada", 1.2)
    path.write_text(path.read_text().replace('"Ada"', '"Eve"'))
    os.utime(path, ns=(0, 0))
    she.refresh()
    assert she.name == "Eve"


def test_where_it_cannot_be_written_she_stays_who_she_was(tmp_path: Path) -> None:
    (tmp_path / "identities").write_text("a file in the folder's place")
    she = persona(tmp_path / "identities" / "me.toml")
    with pytest.raises(Problem, match=r"cannot be (written|read)"):
        she.change({"name": "Ada"}, what="took the name Ada", why="So.")
    assert she.identity == Identity()
