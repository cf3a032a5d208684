"""Where the models of the bench come from."""

from pathlib import Path

import pytest

from voice_os.bench import stand_ins
from voice_os.errors import Problem


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stand_ins, "cache_folder", lambda: tmp_path)
    return tmp_path / "bench-models"


def test_models_that_are_there_are_used_as_they_are(folder: Path) -> None:
    folder.mkdir()
    for name in ("whisper-base.en-int8", "qwen2.5-0.5b-Q4_K_M.gguf", "piper-medium.onnx"):
        (folder / name).touch()
    told: list[str] = []
    settings = stand_ins.stand_ins(told.append)
    assert settings["stt.model"] == str(folder / "whisper-base.en-int8")
    assert not told


def test_outside_of_a_checkout_missing_models_are_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stand_ins, "_MAKER", folder / "make_standins.py")
    with pytest.raises(Problem, match="scripts/voice-os bench"):
        stand_ins.stand_ins(lambda _: None)


def test_a_maker_that_fails_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = folder.with_name("maker.py")
    maker.write_text("raise SystemExit('the disk is full')\n")
    monkeypatch.setattr(stand_ins, "_MAKER", maker)
    told: list[str] = []
    with pytest.raises(Problem, match="the disk is full"):
        stand_ins.stand_ins(told.append)
    assert "minutes" in told[0]
