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
from voice_os.memory.connection import alone_with, opens
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
_PLACES: TypeAdapter[list[Place]] = TypeAdapter(list[Place])


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
        opens = await asyncio.to_thread(kept_key, who, ask)  # a keyring may ask the person first
    elif make:
        opens = await asyncio.to_thread(new_key, who, settings, ask)
    else:
        raise Problem(f"There is no memory of {who.name!r} here.")
    return await Store.open(who.memory, opens, embedder=embedder)


def needs_passphrase(who: Person, settings: MemorySettings) -> bool:
    """Whether someone's memory is opened, or would be made, with a passphrase."""
    places = _places(who) if who.memory.exists() else [_wanted(settings)]
    return "passphrase" in places


def kept_key(who: Person, ask: Ask) -> Key:
    """The key of a memory that exists. Raises `Problem` where it is not to be had."""
    places = _places(who)
    for place in places[:-1]:  # a move to the last of them was broken off
        if (found := _key_at(who, place, ask)) and opens(who.memory, found):
            return found
    found = _key_at(who, places[-1], ask)
    if found is None:
        where = f"at {who.key_file}" if places[-1] == "file" else "in the desktop's keyring"
        raise Problem(
            f"The memory of {who.name!r} is here, but its key is not {where}. Put it back; without "
            "it the memory cannot be read, and `voice-os memory erase` makes room for a new one."
        )
    if len(places) > 1 and opens(who.memory, found):
        _note(who, places[-1])
    return found


def place_of_key(who: Person) -> Place:
    """Where the key of someone's memory is kept. Raises `Problem`."""
    if not who.memory.exists():
        raise Problem(f"There is no memory of {who.name!r} here.")
    return _places(who)[0]


def move_key(who: Person, place: Place, *, ask: Ask, ask_new: Ask) -> None:
    """Make a new key for someone's memory and keep it at `place`; the old one opens it no more.

    Killed at any moment the memory opens with the one or the other: until it is done the note names
    both places. Raises `Problem`, and nothing was changed, where it cannot be done.
    """
    now = place_of_key(who)
    if now == place != "passphrase":
        raise Problem(f"The key of the memory of {who.name!r} is kept in that way already.")
    old = kept_key(who, ask)
    new = _made(who, place, ask_new)
    _note(who, now, place)
    try:
        schema.rekey(who.memory, old, new)
    except Problem:
        _note(who, now)
        raise
    _note(who, place)
    if now == "keyring":
        key.take_from_keyring(who.name)
    elif now == "file":
        who.key_file.unlink(missing_ok=True)


def erase(who: Person) -> None:
    """Delete someone's memory and its key, without which no copy of the file can be read.

    The key is not needed for that, so a memory that is damaged or locked for good goes too.
    Raises `Problem`, and nothing was deleted, where another program has it open.
    """
    if not who.memory.exists():
        raise Problem(f"There is no memory of {who.name!r} here.")
    try:
        with alone_with(who.memory):
            if _note_of(who).exists() and "keyring" in _places(who):
                key.take_from_keyring(who.name)
            who.key_file.unlink(missing_ok=True)
            schema.delete(who.memory)
        _note_of(who).unlink(missing_ok=True)
        who.folder.rmdir()
    except OSError as error:
        raise Problem(f"The memory of {who.name!r} cannot be erased: {error.strerror}.") from None


def _key_at(who: Person, place: Place, ask: Ask) -> Key | None:
    match place:
        case "keyring":
            return key.in_keyring(who.name)
        case "file":
            return key.in_file(who.key_file)
        case "passphrase":
            return key.from_passphrase(ask(f"Passphrase of {who.name}"))


def new_key(who: Person, settings: MemorySettings, ask: Ask) -> Key:
    """A key for a memory that is to be made, kept where the settings say, and that noted.

    Raises `Problem` where it cannot be kept there.
    """
    place = _wanted(settings)
    made = _made(who, place, ask)
    _note(who, place)
    return made


def _made(who: Person, place: Place, ask: Ask) -> Key:
    """A new key, kept at a place; one that was made there and never used is taken."""
    match place:
        case "keyring":
            made = key.in_keyring(who.name) or key.new()
            key.keep_in_keyring(who.name, made)
        case "file":
            made = key.in_file(who.key_file) or key.new()
            if not who.key_file.exists():
                key.keep_in_file(who.key_file, made)
        case "passphrase":
            made = key.from_passphrase(ask(f"A new passphrase for the memory of {who.name}"))
    return made


def _wanted(settings: MemorySettings) -> Place:
    if settings.key != "auto":
        return settings.key
    if everyone(settings):
        return "passphrase"
    return "keyring" if key.keyring_works() else "file"


def _places(who: Person) -> list[Place]:
    """Where the key of a memory that exists is kept; and then, where it is being moved to.

    Raises `Problem` where that is not known.
    """
    note = _note_of(who)
    try:
        content = json.loads(note.read_text("utf-8"))
        then = content.get("then")
        return _PLACES.validate_python([content["key"], *([then] if then else [])])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Problem(
            f"The note {note} does not say where the key of the memory is kept. Write "
            '{"key": "keyring"} into it, or "file" or "passphrase" in the place of "keyring".'
        ) from None


def _note_of(who: Person) -> Path:
    return who.folder / _NOTE


def _note(who: Person, place: Place, then: Place | None = None) -> None:
    note = _note_of(who)
    partial = note.with_name(note.name + ".part")
    try:
        who.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = {"key": place} | ({"then": then} if then else {})
        partial.write_text(json.dumps(content) + "\n", "utf-8")
        partial.replace(note)
    except OSError as error:
        raise Problem(f"The folder {who.folder} cannot be written: {error.strerror}.") from None
