"""The one encrypted file: opening it with a key, writing to it, and what goes wrong with files.

It keeps a write-ahead log with every commit synced: one sync makes a turn durable, and whatever
moment the power fails at, the file opens with all that was acknowledged. The log is encrypted as
the file is, and forgetting empties it (`forgetting.scrub`).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection  # SQLCipher's mirrors it, and has no types of its own

from voice_os.errors import Problem
from voice_os.memory.key import Key

PATIENCE = 5000
"""Milliseconds to wait for another program that is writing."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to the file's name for the files beside it."""

_PAGE = 4096
_SHARED_LOCK = 510, 0x40000002  # length and start


def connect(path: Path, key: Key) -> Connection:
    """Open the file at `path`. Use it on one thread, and once in a process: see `_fits`.

    Raises `Problem` where the key is wrong, and then has changed nothing, or the file is broken.
    """
    with explained(path):
        if path.stat().st_size < _PAGE:
            raise _damaged(path)
        if not opens(path, key):
            raise Problem(
                f"The key does not open the memory {path}; nothing was changed. Give the key that "
                "it was made with. If it is the right one, the file is damaged: restore it from "
                "a copy, or `voice-os memory erase` and import an export."
            )
        return ready(_unlocked(str(path), key))


def opens(path: Path, key: Key) -> bool:
    """Whether a key opens the file; nothing is changed."""
    return _fits(path, key) or _fits_with_its_log(path, key)


def create(path: Path, key: Key) -> Connection:
    """A new, empty file at `path`, which only the person can read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return ready(_unlocked(str(path), key))


def ready(connection: Connection) -> Connection:
    """Set an open file up: durable commits, deleting that leaves zeros."""
    for pragma in (
        f"busy_timeout={PATIENCE}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """All or nothing: commit at the end of the block, undo it where the block raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has itself undone it where the disk was full
            connection.execute("ROLLBACK")
        raise


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keep other programs from the file for the length of the block, without its key.

    Raises `Problem` where one has it open: then it holds a shared lock on the bytes that SQLite
    sets aside for that (https://www.sqlite.org/fileformat2.html, "the lock-byte page").
    Windows refuses of itself to delete what is open. Not for a file that this process has open.
    """
    if os.name != "posix":
        yield
        return
    import fcntl

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *_SHARED_LOCK)
        except BlockingIOError:
            raise _in_use(path) from None
        yield


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say what is wrong with the file in a sentence: raises `Problem` for what SQLite raises."""
    try:
        yield
    except OSError as error:
        raise Problem(f"The memory {path} cannot be used: {error.strerror or error}.") from None
    except Exception as error:
        problem = _said(str(getattr(error, "sqlite_errorname", "")), path)
        if problem is None:
            raise
        raise problem from error


def _said(name: str, path: Path) -> Problem | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _in_use(path)
    if name == "SQLITE_FULL":
        return Problem(
            f"The disk is full, so the memory {path} was not changed; all that it held is safe. "
            "Make room, then try again."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _damaged(path)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return Problem(
            f"The memory {path} cannot be read or written ({name}). "
            "Check the disk and who may write to the folder."
        )
    return None


def _in_use(path: Path) -> Problem:
    return Problem(
        f"The memory {path} is in use by another program. Close that, or try again in a moment."
    )


def _damaged(path: Path) -> Problem:
    return Problem(
        f"The memory {path} is cut short or damaged. Restore it from a copy, or "
        "`voice-os memory erase` and import an export."
    )


def _unlocked(name: str, key: Key, *, uri: bool = False) -> Connection:
    from sqlcipher3 import dbapi2

    connection: Connection = dbapi2.connect(name, isolation_level=None, uri=uri)
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to the terminal
    connection.execute(f"PRAGMA key={key.literal}")
    return connection


def _fits(path: Path, key: Key) -> bool:
    """Whether the key opens the file, found out without touching it or what lies beside it.

    An immutable file is not locked. Closing it ends the locks that this process holds on the same
    file elsewhere (POSIX), so a process opens a person's memory once.
    """
    with closing(_unlocked(f"{path.absolute().as_uri()}?immutable=1", key, uri=True)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
        except Exception as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
                return False
            raise
    return True


def _fits_with_its_log(path: Path, key: Key) -> bool:
    """The same where a power failure may have torn the first page, which the log then mends."""
    log = path.with_name(path.name + "-wal")
    if not log.exists():
        return False
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name(log.name))
        with suppress(Exception), closing(_unlocked(str(copy), key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
            return True
    return False
