"""Where a model's files lie below the models folder."""

import shutil
from pathlib import Path

from voice_os.catalog import Entry
from voice_os.errors import Problem

PARTIAL = ".part"
"""Ending of a file that is still arriving."""


def folder_of(entry: Entry, models_folder: Path) -> Path:
    """Return the folder that holds a model's files."""
    return models_folder / entry.id


def location(entry: Entry, models_folder: Path) -> Path:
    """Return what the engine loads: a folder for Whisper and embeddings, else the first file.

    Whether it is there and whole is for `verify.check` to say.
    """
    folder = folder_of(entry, models_folder)
    return folder if entry.part in ("stt", "embedding") else folder / entry.files[0]


def delete_files(entry: Entry, models_folder: Path) -> None:
    """Delete a model's files, also those still arriving. Raises `Problem`."""
    folder = folder_of(entry, models_folder)
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Problem(f"The model folder {folder} cannot be removed: {error.strerror}.") from None
