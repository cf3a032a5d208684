"""Moving to another machine: the memory, who she is and the settings, in one encrypted file.

The file is a copy of the memory, encrypted with a passphrase by SQLCipher, and holds the rest in a
table of its own. What is taken in is made ready in a folder beside; giving that folder its final
name is the one moment at which it counts. Whatever is killed before that leaves everything as it
was, and whatever is killed behind it is brought to its end by the next command (`finish`).
"""

import json
import os
import shutil
import tomllib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import tomlkit
from pydantic import ValidationError

from voice_os.errors import Problem
from voice_os.memory import connection as files
from voice_os.memory import schema
from voice_os.memory.key import Key
from voice_os.memory.people import Ask, Person, kept_key, new_key, person
from voice_os.paths import config_path, identities_folder, moved_in
from voice_os.persona import file as identities
from voice_os.settings import MemorySettings, Settings

_MACHINES_OWN = (
    *(("models",), ("audio", "microphone"), ("audio", "speaker"), ("consent", "folders")),
    *(("memory", "folder"), ("memory", "keys"), ("memory", "key")),
    *(("stt", "model"), ("llm", "model"), ("llm", "base_url"), ("tts", "voice")),
)
"""Settings that are about this machine, and stay with it."""

_PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Packed:
    """What a file holds beside the memory. "": it holds none."""

    profile: str
    identity: str
    settings: str


def pack(file: Path, who: Person, passphrase: Key, ask: Ask) -> None:
    """Write the file; nothing here is changed. `ask` gives the passphrase of the memory.

    Raises `Problem` where the file is there already, or something cannot be read or written.
    """
    if file.exists():
        raise Problem(f"{file} is there already. Choose another name.")
    identity = identities_folder() / f"{who.name}.toml"
    packed = Packed(who.name, _text(identity), _text(config_path()))
    opens = kept_key(who, ask) if who.memory.exists() else None
    partial = file.with_name(file.name + ".part")
    try:
        schema.delete(partial)
        if opens is not None:
            schema.copy(who.memory, opens, partial, passphrase)
        else:
            schema.make(partial, passphrase)
        with closing(files.connect(partial, passphrase)) as connection:
            with files.transaction(connection):
                _put(connection, packed)
            connection.execute("PRAGMA journal_mode=DELETE")  # so that it is one file
        partial.replace(file)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        schema.delete(partial)


def unpack(
    file: Path, passphrase: Key, settings: MemorySettings, ask: Ask, profile: str | None = None
) -> Person:
    """Take in what is in a file, under its own profile or another; return whose it is.

    `ask` gives a passphrase for the new memory, where the settings want one. Raises `Problem`, and
    nothing was changed, where the passphrase is wrong or that person has a memory here.
    """
    ready = moved_in().with_name("moving-in")
    try:
        if not file.is_file() or not files.opens(file, passphrase):
            raise Problem(f"That passphrase does not open {file}; nothing was changed.")
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir(parents=True, mode=0o700)
        copy = ready / "packed.db"
        shutil.copyfile(file, copy)
        with closing(files.connect(copy, passphrase)) as connection:
            packed = _take(connection)
        who = person(settings, profile or packed.profile)
        if who.memory.exists():
            raise Problem(
                f"There is a memory of {who.name!r} here already; nothing was changed. Take it in "
                "under another name (--profile), or `voice-os memory erase` this one first."
            )
        schema.copy(copy, passphrase, ready / "memory.db", new_key(who, settings, ask))
        schema.delete(copy)
        _make_ready(ready, packed, who)
        ready.replace(moved_in())
        finish()
    except OSError as error:
        raise Problem(f"{file} cannot be taken in: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(ready, ignore_errors=True)
    return who


def finish() -> None:
    """Put in its place what was taken in, if something was and that was broken off."""
    folder = moved_in()
    if not folder.exists():
        return
    plan: dict[str, str] = json.loads((folder / _PLAN).read_text("utf-8"))
    for name, place in plan.items():
        to = Path(place)
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if to.exists():
            shutil.copyfile(to, identities.before(to))
        partial = to.with_name(to.name + ".part")
        with (
            (folder / name).open("rb") as source,
            os.fdopen(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as new,
        ):
            shutil.copyfileobj(source, new)
            new.flush()
            os.fsync(new.fileno())
        partial.replace(to)
    shutil.rmtree(folder)


def _make_ready(ready: Path, packed: Packed, who: Person) -> None:
    """Write the rest into the folder, and where all of it belongs."""
    plan = {"memory.db": who.memory}
    if packed.identity:
        identities.from_toml(packed.identity)
        (ready / "identity.toml").write_text(packed.identity, "utf-8")
        plan["identity.toml"] = identities_folder() / f"{who.name}.toml"
    if packed.settings:
        (ready / "config.toml").write_text(_merged(packed.settings), "utf-8")
        plan["config.toml"] = config_path()
    text = json.dumps({name: str(place.absolute()) for name, place in plan.items()})
    (ready / _PLAN).write_text(text, "utf-8")


def _merged(settings: str) -> str:
    """The settings file here, with those of another machine over it, less what is a machine's."""
    taken = tomllib.loads(settings)
    for *sections, name in _MACHINES_OWN:
        table: Any = taken
        for section in sections:
            table = table.get(section, {})
        table.pop(name, None)
    document = tomlkit.parse(_text(config_path()))
    _lay(taken, document)
    try:
        Settings.model_validate(document.unwrap())
    except ValidationError:
        raise Problem(
            "The settings of the other machine mean nothing to this Voice OS; nothing was changed. "
            "Update it, and try again."
        ) from None
    return tomlkit.dumps(document)


def _lay(over: Mapping[str, Any], table: Any) -> None:
    for key, value in over.items():
        if isinstance(value, dict):
            _lay(value, table.setdefault(key, tomlkit.table()))
        else:
            table[key] = value


def _put(connection: Connection, packed: Packed) -> None:
    connection.execute("CREATE TABLE moved (name TEXT PRIMARY KEY, content TEXT NOT NULL)")
    rows = {"profile": packed.profile, "identity": packed.identity, "settings": packed.settings}
    connection.executemany("INSERT INTO moved VALUES (?, ?)", list(rows.items()))


def _take(connection: Connection) -> Packed:
    """What `_put` wrote; the table goes. Raises `Problem` where there is none."""
    try:
        rows = dict(connection.execute("SELECT name, content FROM moved"))
    except Exception:
        raise Problem("That file was not written by `voice-os move out`.") from None
    connection.execute("DROP TABLE moved")
    connection.execute("PRAGMA journal_mode=DELETE")
    return Packed(rows["profile"], rows["identity"], rows["settings"])


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
