import os
from pathlib import Path

import pytest

from voice_os.llm.front import FrontStore, front_key, mark_of


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"weights" * 1000)
    return path


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    FrontStore(tmp_path / "fronts").save("key", b"state")
    assert FrontStore(tmp_path / "fronts").load("key") == b"state"


def test_what_was_never_kept_is_absent(tmp_path: Path) -> None:
    assert FrontStore(tmp_path).load("key") is None


@pytest.mark.parametrize("damage", [b"", b"voice-os", b"something else entirely" * 9])
def test_a_foreign_file_counts_as_absent(tmp_path: Path, damage: bytes) -> None:
    store = FrontStore(tmp_path)
    store.save("key", b"state")
    (tmp_path / "key.front").write_bytes(damage)
    assert store.load("key") is None


def test_one_flipped_bit_counts_as_absent(tmp_path: Path) -> None:
    store = FrontStore(tmp_path)
    store.save("key", b"state" * 100)
    data = bytearray((tmp_path / "key.front").read_bytes())
    data[300] ^= 4
    (tmp_path / "key.front").write_bytes(data)
    assert store.load("key") is None


def test_the_least_recently_used_go(tmp_path: Path) -> None:
    store = FrontStore(tmp_path, keep=2)
    for age, key in enumerate(("first", "second")):
        store.save(key, b"state")
        os.utime(tmp_path / f"{key}.front", (age, age))
    store.load("first")
    store.save("third", b"state")
    assert {path.stem for path in tmp_path.iterdir()} == {"first", "third"}


def test_what_a_crash_left_half_written_goes(tmp_path: Path) -> None:
    (tmp_path / "old.1.part").write_bytes(b"half")
    FrontStore(tmp_path).save("key", b"state")
    assert [path.name for path in tmp_path.iterdir()] == ["key.front"]


def test_only_the_person_can_read_it(tmp_path: Path) -> None:
    FrontStore(tmp_path).save("key", b"state")
    assert (tmp_path / "key.front").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = FrontStore(tmp_path / "file")
    store.save("key", b"state")
    assert store.load("key") is None


def test_the_key_changes_with_model_settings_and_tokens(model: Path) -> None:
    mark = mark_of(model)
    key = front_key(mark, ("1.0", 2048), [1, 2, 3])
    assert front_key(mark_of(model), ("1.0", 2048), [1, 2, 3]) == key
    others = {front_key(mark, ("1.1", 2048), [1, 2, 3]), front_key(mark, ("1.0", 2048), [1, 2])}
    about = model.stat()
    model.write_bytes(b"Weights" + b"weights" * 999)
    os.utime(model, ns=(about.st_atime_ns, about.st_mtime_ns))
    others.add(front_key(mark_of(model), ("1.0", 2048), [1, 2, 3]))
    assert len(others - {key}) == 3
