from collections.abc import Callable
from pathlib import Path

import pytest

from voice_os.catalog import Catalog, Entry
from voice_os.errors import Problem
from voice_os.models import lock
from voice_os.models.layout import folder_of, location
from voice_os.models.lock import Pin, PinnedModel
from voice_os.models.verify import Condition, best_installed, check, remove

Spoil = Callable[[Path], object]


@pytest.fixture
def installed(turn: Entry, models: Path, onnx: bytes) -> Path:
    """The one file of a model that is whole and pinned."""
    return _install(turn, models, onnx)


def _install(entry: Entry, models: Path, content: bytes) -> Path:
    folder_of(entry, models).mkdir()
    path = location(entry, models)
    path.write_bytes(content)
    pins = {entry.files[0]: Pin(size=len(content), sha256=lock.sha256_of(path))}
    lock.pin(models, entry.id, PinnedModel(repository=entry.repository, revision=None, files=pins))
    return path


def test_a_whole_model_is_healthy(installed: Path, turn: Entry, models: Path) -> None:
    assert check(turn, models).healthy
    assert check(turn, models, full=True).healthy


def test_a_model_that_never_came_is_not_here(turn: Entry, models: Path) -> None:
    finding = check(turn, models)
    assert finding.condition is Condition.ABSENT
    assert "voice-os models get test-turn" in finding.sentence


def test_a_model_that_has_only_begun_to_arrive_is_not_here(turn: Entry, models: Path) -> None:
    folder_of(turn, models).mkdir()
    (folder_of(turn, models) / "turn.onnx.12345678.part").write_bytes(b"\x08")
    assert check(turn, models).condition is Condition.ABSENT


@pytest.mark.parametrize(
    ("spoil", "condition"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), Condition.TRUNCATED),
        (lambda path: path.write_bytes(b""), Condition.TRUNCATED),
        (lambda path: path.write_bytes(path.read_bytes() + b"!"), Condition.DIFFERS),
    ],
)
def test_a_wrong_size_is_found_at_every_start(
    installed: Path, turn: Entry, models: Path, spoil: Spoil, condition: Condition
) -> None:
    spoil(installed)
    finding = check(turn, models)
    assert finding.condition is condition
    assert str(installed) in finding.sentence
    assert "voice-os models get test-turn" in finding.sentence


def test_a_flipped_byte_is_found_by_the_full_check_only(
    installed: Path, turn: Entry, models: Path, onnx: bytes
) -> None:
    installed.write_bytes(onnx[:-1] + b"!")
    assert check(turn, models).healthy
    finding = check(turn, models, full=True)
    assert finding.condition is Condition.CORRUPTED
    assert str(installed) in finding.sentence


def test_one_file_of_two_missing_is_named(voice: Entry, models: Path, onnx: bytes) -> None:
    _install(voice, models, onnx)
    finding = check(voice, models)
    assert finding.condition is Condition.MISSING
    assert str(folder_of(voice, models) / "test.onnx.json") in finding.sentence


def test_a_folder_in_a_files_place_is_a_finding(
    installed: Path, voice: Entry, models: Path, onnx: bytes
) -> None:
    _install(voice, models, onnx)
    (folder_of(voice, models) / "test.onnx.json").mkdir()
    assert not check(voice, models, full=True).healthy


def test_a_model_from_another_repository_differs(
    installed: Path, turn: Entry, models: Path
) -> None:
    moved = turn.model_copy(update={"repository": "somebody/else"})
    finding = check(moved, models)
    assert finding.condition is Condition.DIFFERS
    assert "voice-os models remove test-turn" in finding.sentence


def test_without_a_lock_the_form_counts(installed: Path, turn: Entry, models: Path) -> None:
    lock.lock_path(models).unlink()
    assert check(turn, models).healthy
    assert "not pinned" in check(turn, models, full=True).sentence
    installed.write_bytes(b"version https://git-lfs.github.com/spec/v1")
    finding = check(turn, models, full=True)
    assert finding.condition is Condition.CORRUPTED
    assert "no ONNX model" in finding.sentence


def test_removing_deletes_the_files_and_forgets_the_pins(
    installed: Path, turn: Entry, models: Path
) -> None:
    remove(turn, models)
    assert not folder_of(turn, models).exists()
    assert lock.read(models) == {}
    with pytest.raises(Problem, match="nothing was removed"):
        remove(turn, models)


def test_removing_leaves_other_models_alone(
    installed: Path, turn: Entry, voice: Entry, models: Path, onnx: bytes
) -> None:
    other = _install(voice, models, onnx)
    remove(turn, models)
    assert other.exists()
    assert lock.read(models).keys() == {"test-voice"}


def test_the_heaviest_healthy_model_that_speaks_the_language_is_used(
    turn: Entry, models: Path, onnx: bytes
) -> None:
    light, heavy, foreign = (
        turn.model_copy(update={"id": name, "languages": (language,)})
        for name, language in (("light", "en"), ("heavy", "en"), ("foreign", "fr"))
    )
    catalog = Catalog((light, heavy, foreign))
    assert best_installed(catalog, models, "turn", "en") is None
    for entry in (light, heavy, foreign):
        _install(entry, models, onnx)
    assert best_installed(catalog, models, "turn", "en") == heavy
    location(heavy, models).unlink()
    assert best_installed(catalog, models, "turn", "en") == light


def test_whisper_is_loaded_as_a_folder_and_a_voice_as_a_file(voice: Entry, models: Path) -> None:
    whisper = voice.model_copy(update={"part": "stt"})
    assert location(whisper, models) == models / "test-voice"
    assert location(voice, models) == models / "test-voice" / "test.onnx"
