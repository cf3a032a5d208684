"""Whether a model is whole: a quick look at every start, every byte when asked."""

from dataclasses import dataclass
from enum import StrEnum
from os.path import isfile
from pathlib import Path

from voice_os.catalog import Catalog, Entry, ModelPart
from voice_os.errors import Problem
from voice_os.models import contents, lock
from voice_os.models.layout import delete_files, folder_of
from voice_os.models.lock import Pin


class Condition(StrEnum):
    """How it stands with a model's files."""

    HEALTHY = "healthy"
    ABSENT = "not here"
    MISSING = "missing file"
    TRUNCATED = "truncated"
    CORRUPTED = "corrupted"
    DIFFERS = "differs from the lock"


@dataclass(frozen=True, slots=True)
class Finding:
    """How it stands with a model, and a sentence for people: which file, and what to run."""

    entry: Entry
    condition: Condition
    sentence: str

    @property
    def healthy(self) -> bool:
        """Whether the model can be used."""
        return self.condition is Condition.HEALTHY


def check(entry: Entry, models_folder: Path, *, full: bool = False) -> Finding:
    """Compare a model's files with the lock: that they are there and their size, `full`: all bytes.

    Files that nothing is pinned of (the lock is gone, or a person put them there) count as healthy
    where they are there, and with `full` where their form is right. Writes nothing.
    Raises `Problem` only over a broken lock.
    """
    pinned = lock.read(models_folder).get(entry.id)
    pins = pinned.files if pinned else {}
    folder = folder_of(entry, models_folder)
    get = f"`voice-os models get {entry.id}`"
    if not any(isfile(folder / file) for file in entry.files):
        return Finding(entry, Condition.ABSENT, f"{entry.name} is not here: {get} fetches it.")
    if pinned and pinned.repository != entry.repository:
        sentence = (
            f"{folder} came from {pinned.repository}, and the catalogue now names "
            f"{entry.repository}: run `voice-os models remove {entry.id}`, then {get}."
        )
        return Finding(entry, Condition.DIFFERS, sentence)
    for file in entry.files:
        condition, what = compare(folder / file, pins.get(file), full=full)
        if condition is not Condition.HEALTHY:
            return Finding(entry, condition, f"{folder / file} {what}: {get} fetches it again.")
    if full and not pins.keys() >= set(entry.files):
        try:
            contents.check_entry(entry, models_folder)
        except Problem as problem:
            return Finding(entry, Condition.CORRUPTED, f"{problem} {get} does.")
        return Finding(entry, Condition.HEALTHY, f"{entry.name} has the right form (not pinned).")
    return Finding(entry, Condition.HEALTHY, f"{entry.name} is whole.")


def compare(path: Path, pin: Pin | None, *, full: bool) -> tuple[Condition, str]:
    """Compare one file with its pin; return how it stands and that in words."""
    try:
        size = path.stat().st_size
        if pin is None:
            return (Condition.HEALTHY, "is there") if size else (Condition.TRUNCATED, "is empty")
        if size < pin.size:
            return Condition.TRUNCATED, f"is cut short ({size} of {pin.size} bytes)"
        if size > pin.size:
            return Condition.DIFFERS, f"is not what was pinned ({size} bytes, not {pin.size})"
        if full and lock.sha256_of(path) != pin.sha256:
            return Condition.CORRUPTED, "is corrupted (its sha256 is not the pinned one)"
    except FileNotFoundError:
        return Condition.MISSING, "is missing"
    except OSError as error:
        return Condition.CORRUPTED, f"cannot be read ({error.strerror})"
    return Condition.HEALTHY, "is whole"


def remove(entry: Entry, models_folder: Path) -> None:
    """Delete a model and forget what was pinned of it. Raises `Problem`, also where it is not here.

    What arrives next under this id is pinned anew.
    """
    if not folder_of(entry, models_folder).exists() and entry.id not in lock.read(models_folder):
        raise Problem(f"{entry.name} is not here; nothing was removed.")
    with lock.exclusive(models_folder, entry.id):
        delete_files(entry, models_folder)
        lock.pin(models_folder, entry.id, None)


def best_installed(
    catalog: Catalog, models_folder: Path, part: ModelPart, language: str
) -> Entry | None:
    """Return the heaviest healthy model of a part that speaks a language, by a quick look."""
    for entry in reversed(catalog.of(part, language)):
        if check(entry, models_folder).healthy:
            return entry
    return None
