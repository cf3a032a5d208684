"""How a model arrives: resumed after a break, checked against the hub and the lock, then pinned."""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from voice_os.catalog import Entry
from voice_os.errors import Problem
from voice_os.models import contents, hub, lock
from voice_os.models.hub import Offer, RemoteFile
from voice_os.models.layout import PARTIAL, folder_of
from voice_os.models.lock import Pin, PinnedModel
from voice_os.models.transfer import Arrived, append_rest
from voice_os.models.verify import check

Progress: TypeAlias = Callable[[int, int | None], None]
"""Told the bytes that are here and the bytes of the whole model (None: the hub did not say)."""


def download(
    entry: Entry, models_folder: Path, progress: Progress = lambda here, total: None
) -> PinnedModel:
    """Make a model be here and whole, and return what is pinned of it.

    A model that is whole already takes no network and no writing. Files that are whole stay as
    they are, others are fetched at the pinned revision or, the first time, at the newest one. A
    file takes its name only when it is checked. Another process at the same model is waited for.

    Raises `Problem`: no network, no such file, disk full, not writable, or not the right bytes.
    """
    if whole := _already_whole(entry, models_folder):
        return whole
    with lock.exclusive(models_folder, entry.id):
        if whole := _already_whole(entry, models_folder):  # the process waited for brought it
            return whole
        pinned = lock.read(models_folder).get(entry.id)
        if pinned and pinned.repository != entry.repository:
            raise Problem(check(entry, models_folder).sentence)
        offer = hub.ask(entry, pinned.revision if pinned else None)
        files = _fetch(offer, pinned.files if pinned else {}, models_folder, progress)
        try:
            contents.check_entry(entry, models_folder)
        except Problem as problem:
            raise Problem(f"What the hub has for {entry.id} cannot be used. {problem}") from None
        model = PinnedModel(repository=entry.repository, revision=offer.revision, files=files)
        lock.pin(models_folder, entry.id, model)
        return model


def _already_whole(entry: Entry, models_folder: Path) -> PinnedModel | None:
    pinned = lock.read(models_folder).get(entry.id)
    if pinned is None or not pinned.files.keys() >= set(entry.files):
        return None
    return pinned if check(entry, models_folder, full=True).healthy else None


def _fetch(
    offer: Offer, pins: Mapping[str, Pin], models_folder: Path, progress: Progress
) -> dict[str, Pin]:
    """Fetch what is not whole yet; return the pins of all files."""
    entry, folder = offer.entry, folder_of(offer.entry, models_folder)
    whole: dict[str, Pin] = {}
    wanted: list[RemoteFile] = []
    for remote in offer.files:
        pin = pins.get(remote.file)
        _require_same(entry, remote, pin)
        with hub.explained(entry, remote.file):
            known = _pin_of_existing(folder / remote.file, remote, pin)
        if known:
            whole[remote.file] = known
        else:
            wanted.append(remote)
    _require_room(entry, folder, wanted)
    for remote in wanted:
        before = sum(pin.size for pin in whole.values())

        def arrived(here: int, before: int = before) -> None:
            progress(before + here, offer.size)

        with hub.explained(entry, remote.file):
            whole[remote.file] = _fetch_file(
                entry, remote, pins.get(remote.file), folder / remote.file, arrived
            )
    return whole


def _fetch_file(
    entry: Entry, remote: RemoteFile, pin: Pin | None, path: Path, arrived: Arrived
) -> Pin:
    """Fetch one file into its partial file, check that, and give it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial(path, remote)
    for other in path.parent.glob(f"{path.name}.*{PARTIAL}"):
        if other != partial:  # of another edition of this file
            other.unlink()
    with partial.open("ab") as file:
        if remote.etag is None or remote.size is None or file.tell() > remote.size:
            file.truncate(0)  # nothing says that the rest would belong to it
        append_rest(remote, file, arrived)
        file.flush()
        os.fsync(file.fileno())
    known = _pin_of(partial, remote, pin)
    if known is None:
        partial.unlink()
        raise Problem(
            f"{remote.file} of {entry.id} arrived with other bytes than it should have and was "
            f"thrown away: run `voice-os models get {entry.id}` again."
        )
    partial.replace(path)
    return known


def _partial(path: Path, remote: RemoteFile) -> Path:
    """The partial file of exactly these bytes: one of another edition is not gone on with."""
    edition = hashlib.sha256((remote.etag or "").encode()).hexdigest()[:8]
    return path.with_name(f"{path.name}.{edition}{PARTIAL}")


def _require_same(entry: Entry, remote: RemoteFile, pin: Pin | None) -> None:
    """Never replace what was first seen by something else that the hub has by now."""
    if pin and remote.sha256 not in (None, pin.sha256):
        raise Problem(
            f"The hub has another {remote.file} for {entry.id} than the one first seen, so nothing "
            f"was replaced. To take the new one, run `voice-os models remove {entry.id}`, then "
            f"`voice-os models get {entry.id}`."
        )


def _require_room(entry: Entry, folder: Path, wanted: list[RemoteFile]) -> None:
    """Say that the disk is too full before it is."""
    partials = [_partial(folder / remote.file, remote) for remote in wanted]
    needed = sum(remote.size or 0 for remote in wanted)
    needed -= sum(partial.stat().st_size for partial in partials if partial.exists())
    free = shutil.disk_usage(folder.parent).free
    if needed > free:
        raise Problem(
            f"{entry.id} needs {needed / 1e6:,.0f} MB more and {folder.parent} has "
            f"{free / 1e6:,.0f} MB left: make room, or choose a smaller model with "
            "`voice-os models list`."
        )


def _pin_of_existing(path: Path, remote: RemoteFile, pin: Pin | None) -> Pin | None:
    """Return the pin of a file that lies here already, if hub or lock know its bytes."""
    if not path.is_file() or not (remote.sha256 or remote.git_blob or pin):
        return None
    return _pin_of(path, remote, pin)


def _pin_of(path: Path, remote: RemoteFile, pin: Pin | None) -> Pin | None:
    """Return the pin of a file, unless its bytes are not what the hub states or the lock says."""
    size = path.stat().st_size
    if remote.size not in (None, size):
        return None
    if remote.git_blob not in (None, _git_blob(path, size)):
        return None
    found = Pin(size=size, sha256=lock.sha256_of(path))
    return found if remote.sha256 in (None, found.sha256) and pin in (None, found) else None


def _git_blob(path: Path, size: int) -> str:
    """The id that git gives to a file's content."""
    begun = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: begun).hexdigest()
