"""`models.lock`: revision, size and sha256 of every model file as it was first seen."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_os.errors import Problem


class Pin(BaseModel):
    """What a file was when it first arrived: its size in bytes and the hex of its sha256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class PinnedModel(BaseModel):
    """Where a model came from and what its files were. `revision` is None if the hub named none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repository: str
    revision: str | None
    files: dict[str, Pin]


class _Lock(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    models: dict[str, PinnedModel] = {}


def lock_path(models_folder: Path) -> Path:
    """Return where the lock lies."""
    return models_folder / "models.lock"


def read(models_folder: Path) -> dict[str, PinnedModel]:
    """Return what is pinned, by model id; nothing where there is no lock. Raises `Problem`."""
    path = lock_path(models_folder)
    try:
        return _Lock.model_validate_json(path.read_bytes()).models
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise Problem(f"The lock {path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        why = error.errors()[0]["msg"]
        raise Problem(
            f"The lock {path} is broken ({why}). Delete it, then run `voice-os models get ID` for "
            "your models: whole files are pinned anew without another download."
        ) from None


def pin(models_folder: Path, model_id: str, model: PinnedModel | None) -> None:
    """Pin a model, or forget it (None); the other models' pins stay as they are.

    Safe beside other processes: the lock is replaced whole, one writer at a time.
    Raises `Problem`.
    """
    with exclusive(models_folder, "models.lock"):
        models = read(models_folder)
        if models.get(model_id) == model:
            return
        if model is None:
            del models[model_id]
        else:
            models[model_id] = model
        text = _Lock(models=dict(sorted(models.items()))).model_dump_json(indent=2) + "\n"
        path = lock_path(models_folder)
        partial = path.with_name(path.name + ".part")
        try:
            with partial.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            raise Problem(f"The lock {path} cannot be written: {error.strerror}.") from None


@contextmanager
def exclusive(models_folder: Path, name: str) -> Iterator[None]:
    """Keep other processes out of `name` meanwhile; wait for one that is in. Raises `Problem`.

    The lock is the kernel's where the file system has locks, and then ends with its process.
    """
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    marks = models_folder / ".locks"
    with ExitStack() as stack:
        try:
            marks.mkdir(parents=True, exist_ok=True)
            stack.enter_context(WeakFileLock(marks / f"{name}.lock"))
        except OSError as error:
            raise Problem(
                f"The models folder {models_folder} cannot be written: {error.strerror or error}. "
                "Choose another with `voice-os config set models FOLDER`."
            ) from None
        yield


def sha256_of(path: Path) -> str:
    """Return the hex of a file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
