"""Several people on one machine: each with a memory and a key of their own.

A person is a folder with `memory.db` and a note of where its key is kept. Whoever shares a desktop
shares its keyring too, so from the second person on a memory is made with a passphrase, unless the
settings say otherwise.
"""

import asyncio
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from voice_os.errors import Problem
from voice_os.memory import Embedder, key, schema
from voice_os.memory.connection import alone_with
from voice_os.memory.key import Key
from voice_os.memory.store import Store
from voice_os.settings import MemorySettings

Place: TypeAlias = Literal["keyring", "file", "passphrase"]
"""Where a key is kept; a passphrase is kept by the person alone."""

Ask: TypeAlias = Callable[[str], str]
"""Asks a person for a passphrase, with these words."""

_NOTE = "key.json"
_MEMORY = "memory.db"
_KEY_FILE = "memory.key"
_PLACES: TypeAdapter[Place] = TypeAdapter(Place)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has, or may have, a memory here. Make one with `person`."""

    name: str
    folder: Path
    keys: Path
    """The folder of their key file, where they have one."""

    @property
    def memory(self) -> Path:
        """The encrypted file."""
        return self.folder / _MEMORY

    @property
    def key_file(self) -> Path:
        """Where the key lies if it is kept in a file."""
        return self.keys / self.name / _KEY_FILE


def person(settings: MemorySettings, name: str | None = None) -> Person:
    """The person of this profile, else of the settings' profile. Raises `Problem`."""
    known = unicodedata.normalize("NFC", name or settings.profile).strip().casefold()
    if not re.fullmatch(r"[^\W_][\w -]{0,39}", known):
        raise Problem(
            f"{name or settings.profile!r} cannot be a profile: up to 40 letters, digits, spaces "
            "and hyphens can."
        )
    return Person(known, settings.folder / known, settings.keys)


def everyone(settings: MemorySettings) -> list[str]:
    """The names of those who have a memory here."""
    return sorted(file.parent.name for file in settings.folder.glob(f"*/{_MEMORY}"))


async def open_memory(
    who: Person,
    settings: MemorySettings,
    *,
    ask: Ask,
    make: bool = True,
    embedder: Embedder | None = None,
) -> Store:
    """Open someone's memory; where there is none, make one, or with `make` false say so.

    Raises `Problem` where the key is not to be had, or is wrong, and then has changed nothing.
    """
    if who.memory.exists():
        opens = await asyncio.to_thread(_kept_key, who, ask)  # a keyring may ask the person first
    elif make:
        opens = await asyncio.to_thread(_new_key, who, settings, ask)
    else:
        raise Problem(f"There is no memory of {who.name!r} here.")
    return await Store.open(who.memory, opens, embedder=embedder)


def needs_passphrase(who: Person, settings: MemorySettings) -> bool:
    """Whether someone's memory is opened, or would be made, with a passphrase."""
    place = _place(who) if who.memory.exists() else _wanted(settings)
    return place == "passphrase"


def erase(who: Person) -> None:
    """Delete someone's memory and its key, without which no copy of the file can be read.

    The key is not needed for that, so a memory that is damaged or locked for good goes too.
    Raises `Problem`, and nothing was deleted, where another program has it open.
    """
    if not who.memory.exists():
        raise Problem(f"There is no memory of {who.name!r} here.")
    try:
        with alone_with(who.memory):
            if _note_of(who).exists() and _place(who) == "keyring":
                key.take_from_keyring(who.name)
            who.key_file.unlink(missing_ok=True)
            schema.delete(who.memory)
        _note_of(who).unlink(missing_ok=True)
        who.folder.rmdir()
    except OSError as error:
        raise Problem(f"The memory of {who.name!r} cannot be erased: {error.strerror}.") from None


def _kept_key(who: Person, ask: Ask) -> Key:
    """The key of a memory that exists."""
    match _place(who):
        case "keyring":
            found, where = key.in_keyring(who.name), "in the desktop's keyring"
        case "file":
            found, where = key.in_file(who.key_file), f"at {who.key_file}"
        case "passphrase":
            return key.from_passphrase(ask(f"Passphrase of {who.name}"))
    if found is None:
        raise Problem(
            f"The memory of {who.name!r} is here, but its key is not {where}. Put it back; without "
            "it the memory cannot be read, and `voice-os memory erase` makes room for a new one."
        )
    return found


def _new_key(who: Person, settings: MemorySettings, ask: Ask) -> Key:
    """A key for a memory that is to be made, kept where the settings say, and that noted."""
    place = _wanted(settings)
    match place:
        case "keyring":
            made = key.in_keyring(who.name) or key.new()
            key.keep_in_keyring(who.name, made)
        case "file":
            made = key.in_file(who.key_file) or key.new()
            if not who.key_file.exists():
                key.keep_in_file(who.key_file, made)
        case "passphrase":
            made = key.from_passphrase(ask(f"A passphrase for the new memory of {who.name}"))
    _note(who, place)
    return made


def _wanted(settings: MemorySettings) -> Place:
    if settings.key != "auto":
        return settings.key
    if everyone(settings):
        return "passphrase"
    return "keyring" if key.keyring_works() else "file"


def _place(who: Person) -> Place:
    """Where the key of a memory that exists is kept. Raises `Problem` where that is not known."""
    note = _note_of(who)
    try:
        return _PLACES.validate_python(json.loads(note.read_text("utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Problem(
            f"The note {note} does not say where the key of the memory is kept. Write "
            '{"key": "keyring"} into it, or "file" or "passphrase" in the place of "keyring".'
        ) from None


def _note_of(who: Person) -> Path:
    return who.folder / _NOTE


def _note(who: Person, place: Place) -> None:
    note = _note_of(who)
    partial = note.with_name(note.name + ".part")
    try:
        who.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.write_text(json.dumps({"key": place}) + "\n", "utf-8")
        partial.replace(note)
    except OSError as error:
        raise Problem(f"The folder {who.folder} cannot be written: {error.strerror}.") from None
