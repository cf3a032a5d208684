"""The file that she is in: small, readable, yours to edit; written whole or not at all."""

import os
import shutil
import tomllib
from pathlib import Path

from pydantic import ValidationError

from voice_os.errors import Problem
from voice_os.persona import Identity
from voice_os.persona.changes import sentence_of

_HEADER = """\
# Who she is: yours to read, and to edit. `voice-os identity` shows it, its history, and takes
# changes back. Each change is a version, with its date and reason.
"""


def read(path: Path) -> Identity | None:
    """The identity in a file; None where there is no file.

    Raises `Problem` where it cannot be read, or is no identity; the file is left as it is.
    """
    try:
        return from_toml(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(f"The identity {path} cannot be read: {error.strerror}.") from None
    except (ValueError, Problem) as error:
        kept = before(path)
        copy = f", or put {kept}, the version before, in its place" if kept.exists() else ""
        why = str(error).rstrip(".")
        raise Problem(
            f"The identity {path} cannot be understood: {why}. Mend that line{copy}; nothing was "
            "changed."
        ) from None


def from_toml(text: str) -> Identity:
    """The identity that a text holds. Raises ValueError or `Problem`, saying what is wrong."""
    try:
        return Identity.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise Problem(sentence_of(error)) from None


def to_toml(identity: Identity) -> str:
    """An identity as the text of its file."""
    import tomli_w

    return f"{_HEADER}{tomli_w.dumps(identity.model_dump(exclude_none=True))}"


def write(path: Path, identity: Identity) -> None:
    """Put an identity into its file, and keep the version that was there beside it.

    Raises `Problem` where it cannot be written; then the file is as it was.
    """
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
        with os.fdopen(os.open(partial, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(to_toml(identity))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copyfile(path, before(path))
        partial.replace(path)
    except OSError as error:
        raise Problem(f"The identity {path} cannot be written: {error.strerror}.") from None


def before(path: Path) -> Path:
    """Where the version before the last one is kept."""
    return path.with_name(path.name + ".before")
