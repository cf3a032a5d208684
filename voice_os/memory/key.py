"""The key to one person's memory: in the desktop's keyring, in a file, or a passphrase.

A key that is kept is 32 random bytes. A passphrase is stretched by SQLCipher itself (PBKDF2 with
SHA-512, 256,000 rounds, a salt of the file's own) and kept nowhere.
"""

import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from voice_os.errors import Problem

SHORTEST = 8
"""Characters that a passphrase has at least."""

PASSPHRASE = "VOICE_OS_MEMORY_PASSPHRASE"  # noqa: S105 - the variable's name
"""The environment variable that may hold the passphrase."""

NEW_PASSPHRASE = "VOICE_OS_MEMORY_NEW_PASSPHRASE"  # noqa: S105
"""The one that may hold the passphrase that a memory is to have from now on."""

_SERVICE = "voice-os"


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a memory. `secret` is 64 hexadecimal digits, or a passphrase."""

    secret: str = field(repr=False)
    is_passphrase: bool = False

    @property
    def literal(self) -> str:
        """The key as SQL writes it."""
        if self.is_passphrase:
            return "'" + self.secret.replace("'", "''") + "'"
        return f"\"x'{self.secret}'\""


def new() -> Key:
    """A random key."""
    return Key(secrets.token_hex(32))


def from_passphrase(passphrase: str) -> Key:
    """The key that a passphrase is. Raises `Problem` where it is too short or cannot be one."""
    if len(passphrase) < SHORTEST:
        raise Problem(f"A passphrase has at least {SHORTEST} characters.")
    if "\0" in passphrase or not passphrase.isprintable():
        raise Problem("A passphrase is made of letters, digits, signs and spaces.")
    return Key(passphrase, is_passphrase=True)


def in_keyring(name: str) -> Key | None:
    """The key that the desktop's keyring keeps for a person, or None. Raises `Problem`."""
    import keyring

    try:
        kept = keyring.get_password(_SERVICE, _entry(name))
    except Exception as error:  # each keyring has errors of its own
        raise Problem(_unusable(error)) from error
    return _checked(kept, f"The entry {_entry(name)!r} of the keyring") if kept else None


def keep_in_keyring(name: str, key: Key) -> None:
    """Put a key into the desktop's keyring. Raises `Problem` where that does not keep it."""
    import keyring

    try:
        keyring.set_password(_SERVICE, _entry(name), key.secret)
        kept = keyring.get_password(_SERVICE, _entry(name))
    except Exception as error:
        raise Problem(_unusable(error)) from error
    if kept != key.secret:  # there are keyrings that keep nothing
        raise Problem(_unusable("it does not keep what it is given"))


def take_from_keyring(name: str) -> None:
    """Delete a person's key from the keyring, if it is there. Raises `Problem`."""
    import keyring

    if in_keyring(name):
        try:
            keyring.delete_password(_SERVICE, _entry(name))
        except Exception as error:
            raise Problem(_unusable(error)) from error


def keyring_works() -> bool:
    """Whether this desktop has a keyring that can keep keys."""
    import keyring

    try:
        return keyring.get_keyring().priority > 0
    except Exception:  # one that cannot say so does not work
        return False


def in_file(path: Path) -> Key | None:
    """The key in a key file, or None where there is none. Raises `Problem`."""
    try:
        return _checked(path.read_text("ascii").strip(), f"The key file {path}")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return _checked("", f"The key file {path}")
    except OSError as error:
        raise Problem(f"The key file {path} cannot be read: {error.strerror}.") from None


def keep_in_file(path: Path, key: Key) -> None:
    """Write a key file that only the person can read; never over another. Raises `Problem`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(key.secret + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Problem(f"The key file {path} cannot be written: {error.strerror}.") from None


def _checked(secret: str, where: str) -> Key:
    if not re.fullmatch("[0-9a-f]{64}", secret):
        raise Problem(f"{where} holds no key of a memory (64 hexadecimal digits).")
    return Key(secret)


def _entry(name: str) -> str:
    return f"memory of {name}"


def _unusable(why: object) -> str:
    return (
        f"The desktop's keyring cannot be used ({why}). Unlock it, or keep keys elsewhere: "
        "`voice-os config set memory.key file` or `passphrase`."
    )
