import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_os import catalog
from voice_os.errors import Problem
from voice_os.models.contents import check_entry, check_voice, check_whisper


@pytest.fixture
def whisper(tiny_models: Path, tmp_path: Path) -> Path:
    """A Whisper folder to spoil."""
    return shutil.copytree(tiny_models / "tiny-whisper", tmp_path / "whisper")


@pytest.fixture
def voice_file(tiny_models: Path, tmp_path: Path) -> Path:
    """A Piper voice to spoil."""
    for name in ("tiny-voice.onnx", "tiny-voice.onnx.json"):
        shutil.copy(tiny_models / name, tmp_path)
    return tmp_path / "tiny-voice.onnx"


def test_a_whisper_folder_is_recognised(whisper: Path) -> None:
    check_whisper(whisper)


def test_the_vocabulary_may_be_text_and_the_preprocessor_left_out(whisper: Path) -> None:
    (whisper / "vocabulary.json").rename(whisper / "vocabulary.txt")
    (whisper / "preprocessor_config.json").unlink()
    check_whisper(whisper)


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_missing_file_is_named(whisper: Path, name: str) -> None:
    (whisper / name).unlink()
    with pytest.raises(Problem, match=f"{name} missing"):
        check_whisper(whisper)


def test_a_model_of_another_kind_is_no_whisper(whisper: Path) -> None:
    (whisper / "model.bin").write_bytes(b"\x06\0\0\0\x10\0TransformerSpec")
    with pytest.raises(Problem, match=r"model\.bin is no Whisper"):
        check_whisper(whisper)


def test_a_broken_configuration_is_named(whisper: Path) -> None:
    (whisper / "config.json").write_text("{")
    with pytest.raises(Problem, match=r"config\.json is not valid JSON"):
        check_whisper(whisper)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no folder"):
        check_whisper(tmp_path / "nowhere")


def test_a_voice_is_recognised(voice_file: Path) -> None:
    check_voice(voice_file)


def test_a_voice_without_its_configuration(voice_file: Path) -> None:
    voice_file.with_name("tiny-voice.onnx.json").unlink()
    with pytest.raises(Problem, match=r"lacks its configuration tiny-voice\.onnx\.json"):
        check_voice(voice_file)


def test_a_voice_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no file"):
        check_voice(tmp_path / "none.onnx")


def test_a_web_page_is_no_voice(voice_file: Path) -> None:
    voice_file.write_text("<html>")
    with pytest.raises(Problem, match="no ONNX model"):
        check_voice(voice_file)


@pytest.mark.parametrize("key", ["audio", "espeak", "num_symbols", "phoneme_id_map"])
def test_what_piper_needs_must_be_in_the_configuration(voice_file: Path, key: str) -> None:
    config = voice_file.with_name("tiny-voice.onnx.json")
    values = json.loads(config.read_text())
    del values[key]
    config.write_text(json.dumps(values))
    with pytest.raises(Problem, match=f"no configuration of a Piper voice: {key}"):
        check_voice(voice_file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=100) | st.text(max_size=100).map(lambda s: json.dumps(s).encode())
)
def test_any_configuration_is_valid_or_a_problem(voice_file: Path, content: bytes) -> None:
    config = voice_file.with_name("tiny-voice.onnx.json")
    config.write_bytes(content)
    with pytest.raises(Problem, match="tiny-voice"):
        check_voice(voice_file)


@pytest.mark.parametrize("model_id", ["smart-turn-v3.2", "all-MiniLM-L6-v2"])
def test_real_models_are_recognised(shared: Path, model_id: str) -> None:
    check_entry(catalog.load().find(model_id), shared / "models")
