"""She stays inside the allowed folders, whatever the name of a file is."""

import os
from pathlib import Path

import pytest

from voice_os.consent.folders import Folders
from voice_os.errors import Problem


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "letters").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "home"


@pytest.fixture
def folders(home: Path) -> Folders:
    return Folders([home])


def test_a_file_inside_is_read_and_written(folders: Folders, home: Path) -> None:
    written = folders.write("letters/anna.txt", b"Dear Anna")
    assert written == home / "letters" / "anna.txt"
    assert folders.read(written) == b"Dear Anna"
    assert [file.name for file in folders.files()] == ["anna.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "letters/../../secret.txt",
        "/etc/passwd",
        "~root/.profile",
        "letters/\0",
        ".ssh/id_rsa",
        "letters/.hidden/x",
        "x" * 5000,
    ],
)
def test_what_is_outside_or_hidden_is_refused(folders: Folders, name: str) -> None:
    for touch in (folders.read, lambda path: folders.write(path, b"x")):
        with pytest.raises(Problem):
            touch(name)


def test_a_link_that_leads_out_is_refused(folders: Folders, home: Path) -> None:
    (home / "link.txt").symlink_to(home.parent / "secret.txt")
    (home / "up").symlink_to(home.parent)
    for name in ("link.txt", "up/secret.txt"):
        with pytest.raises(Problem, match="outside the folders"):
            folders.read(name)
        with pytest.raises(Problem, match="outside the folders"):
            folders.write(name, b"x", replace=True)
    assert list(folders.files()) == []
    assert (home.parent / "secret.txt").read_text() == "secret"


def test_nothing_is_overwritten_unasked_and_nothing_left_half_written(
    folders: Folders, home: Path
) -> None:
    folders.write("a.txt", b"first")
    with pytest.raises(Problem, match="already"):
        folders.write("a.txt", b"second")
    assert folders.read("a.txt") == b"first"
    folders.write("a.txt", b"third", replace=True)
    assert folders.read("a.txt") == b"third"
    assert [file.name for file in home.iterdir() if file.is_file()] == ["a.txt"]


def test_a_huge_file_is_not_read(folders: Folders, home: Path) -> None:
    with (home / "huge.bin").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(Problem, match="too large"):
        folders.read("huge.bin", 1000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_plain_file_is_not_read(folders: Folders, home: Path) -> None:
    os.mkfifo(home / "pipe")
    for name in ("pipe", "letters", "."):
        with pytest.raises(Problem, match="There is no file"):
            folders.read(name)


@pytest.mark.parametrize(
    "name",
    ["a\nb.txt", "call light now.txt", "\u202etxt.exe", "-rf", "$(x)", "a" * 200, "\udcff.txt"],
)
def test_a_hostile_name_is_a_name(folders: Folders, name: str) -> None:
    folders.write(name, b"x")
    assert folders.read(name) == b"x"
    assert name in [file.name for file in folders.files()]


def test_without_folders_nothing_may_be_touched() -> None:
    with pytest.raises(Problem):
        Folders([]).read("a.txt")
