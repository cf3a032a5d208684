"""Whether files are what their engine needs: for models that a person brings, and for all others
whose hub stated no checksum.
"""

import json
from os.path import isdir, isfile
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from voice_os.catalog import Entry
from voice_os.errors import Problem
from voice_os.models import gguf
from voice_os.models.layout import folder_of, location

WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")
"""What a Whisper folder must hold, beside vocabulary.json or vocabulary.txt."""


def check_entry(entry: Entry, models_folder: Path) -> None:
    """Check the form of a model of the catalogue. Raises `Problem`."""
    path = location(entry, models_folder)
    match entry.part:
        case "stt":
            check_whisper(path)
        case "llm":
            gguf.read_header(path)
            for file in entry.files[1:]:  # the tokenizer is in the first
                gguf.read_metadata(folder_of(entry, models_folder) / file)
        case "tts":
            check_voice(path)
        case "turn":
            _check_onnx(path)
        case "embedding":
            _check_onnx(path / entry.files[0])


def check_whisper(folder: Path) -> None:
    """Check a folder with a CTranslate2 Whisper. Raises `Problem`.

    Without its tokenizer.json faster-whisper would go to the hub for one.
    """
    if not isdir(folder):
        raise Problem(f"There is no folder {folder}. `voice-os models list` shows what there is.")
    missing = [name for name in WHISPER_FILES if not isfile(folder / name)]
    if not any(isfile(folder / name) for name in ("vocabulary.json", "vocabulary.txt")):
        missing.append("vocabulary.json")
    if missing:
        raise Problem(
            f"The folder {folder} is no Whisper for faster-whisper: {', '.join(missing)} missing. "
            "Convert models of other kinds with `ct2-transformers-converter`."
        )
    for path in sorted(folder.glob("*.json")):
        _json(path)
    if b"WhisperSpec" not in _beginning(folder / "model.bin"):
        raise Problem(f"The file {folder / 'model.bin'} is no Whisper model. Fetch it again.")


class _Audio(BaseModel):
    sample_rate: int = Field(gt=0)


class _Espeak(BaseModel):
    voice: str


class _VoiceConfig(BaseModel):
    """What Piper reads from a voice's configuration without asking whether it is there."""

    audio: _Audio
    espeak: _Espeak
    num_symbols: int = Field(gt=0)
    num_speakers: int = Field(ge=0)
    phoneme_id_map: dict[str, list[int]] = Field(min_length=1)


def check_voice(path: Path) -> None:
    """Check a Piper voice: an .onnx file and its .onnx.json beside it. Raises `Problem`."""
    _check_onnx(path)
    config = path.with_name(path.name + ".json")
    if not isfile(config):
        raise Problem(f"The voice {path} lacks its configuration {config.name}: put it beside it.")
    try:
        _VoiceConfig.model_validate(_json(config))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise Problem(
            f"The file {config} is no configuration of a Piper voice: "
            f"{key or 'the whole'}: {first['msg'].lower()}. Fetch it again."
        ) from None


def _check_onnx(path: Path) -> None:
    # ONNX has no magic number, but its first field is always the version of the format.
    if not _beginning(path).startswith(b"\x08"):
        raise Problem(f"The file {path} is no ONNX model. Fetch it again.")


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except FileNotFoundError:
        raise Problem(f"There is no file {path}.") from None
    except OSError as error:
        raise Problem(f"The file {path} cannot be read: {error.strerror}.") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise Problem(f"The file {path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise Problem(f"The file {path} is not valid JSON. Fetch it again.") from None
