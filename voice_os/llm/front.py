"""The evaluated front of the prompt, kept on disk so that a restart does not evaluate it again.

The front is the same for days, and evaluating it takes seconds; reading it takes milliseconds.
"""

import hashlib
import logging
import os
from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_MAGIC: Final = b"voice-os front 1\n"
_DIGEST_BYTES: Final = 32
_EDGE: Final = 1 << 20
_SUFFIX: Final = ".front"

_log = logging.getLogger(__name__)


def mark_of(model: Path) -> bytes:
    """What tells a model's file from others: its size, time of change, first and last MiB."""
    about = model.stat()
    digest = hashlib.sha256(repr((about.st_size, about.st_mtime_ns)).encode())
    with model.open("rb") as file:
        digest.update(file.read(_EDGE))
        file.seek(max(0, about.st_size - _EDGE))
        digest.update(file.read(_EDGE))
    return digest.digest()


def front_key(mark: bytes, settings: Sequence[object], tokens: Sequence[int]) -> str:
    """The name under which the state of a model at `tokens` is kept.

    It changes with the model's `mark_of` and with `settings`: whatever else the state depends on.
    """
    digest = hashlib.sha256(mark + repr(tuple(settings)).encode())
    digest.update(array("i", tokens).tobytes())
    return digest.hexdigest()[:32]


class FrontStore:
    """A folder of states by key: the `keep` last used of them, readable by the person alone.

    A state that is damaged, foreign or unreadable counts as absent. One that cannot be written is
    logged, and she starts more slowly next time.
    """

    def __init__(self, folder: Path, keep: int = 2) -> None:
        self._folder = folder
        self._keep = keep

    def load(self, key: str) -> bytes | None:
        """The state kept under `key`, whole and checked, or None."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("The prompt's front cannot be read: %s", error)
            return None
        start = len(_MAGIC) + _DIGEST_BYTES
        state = data[start:]
        if data[:start] != _MAGIC + hashlib.sha256(state).digest():
            _log.warning("The prompt's front %s is damaged and is made anew.", path)
            return None
        return state

    def save(self, key: str, state: bytes) -> None:
        """Keep `state` under `key`, and drop what was not used for longest."""
        partial = self._path(key).with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with open(partial, "wb", opener=_private) as file:
                file.write(_MAGIC)
                file.write(hashlib.sha256(state).digest())
                file.write(state)
            partial.replace(self._path(key))
            self._prune()
        except OSError as error:
            _log.warning("The prompt's front cannot be kept: %s", error)
            with suppress(OSError):
                partial.unlink()

    def _prune(self) -> None:
        kept = self._folder.glob(f"*{_SUFFIX}")
        newest_first = sorted(kept, key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in [*newest_first[self._keep :], *self._folder.glob("*.part")]:
            old.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
