"""The folders that she may read and write: every path that a skill touches goes through here."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from voice_os.errors import Problem

LARGEST = 50_000_000
"""Bytes of the largest file that is read."""


class Folders:
    """The allowed folders. Symbolic links are followed first, so none leads out of them.

    What is hidden (a name with a leading dot) below them is not hers either.
    """

    def __init__(self, roots: Iterable[Path]) -> None:
        self.roots = tuple(dict.fromkeys(_resolved(root.expanduser()) for root in roots))

    def inside(self, path: Path | str) -> Path:
        """The real path that is meant; a relative one is below the first folder.

        Raises `Problem` where it is outside the allowed folders. It need not exist.
        """
        try:
            given = Path(path).expanduser()
            base = self.roots[0] if self.roots else Path()
            real = _resolved(base / given)
        except (OSError, RuntimeError, ValueError):
            raise Problem("That is no name of a file.") from None
        for root in self.roots:
            if real.is_relative_to(root):
                if any(part.startswith(".") for part in real.relative_to(root).parts):
                    break
                return real
        raise Problem(
            f"I may not touch {real.name or real}: it is outside the folders that you allowed me "
            "(the setting consent.folders)."
        )

    def files(self) -> Iterator[Path]:
        """Every file below the allowed folders that is not hidden; links are not followed."""
        for root in self.roots:
            for folder, subfolders, names in os.walk(root):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                for name in sorted(names):
                    if not name.startswith(".") and not (file := Path(folder, name)).is_symlink():
                        yield file

    def read(self, path: Path | str, most: int = LARGEST) -> bytes:
        """What is in a file. Raises `Problem` where it is not allowed, not there, or too large."""
        file = self.inside(path)
        try:
            if not file.is_file():  # what is no plain file may hang, or have no end
                raise Problem(f"There is no file {file.name}.")
            with open(file, "rb", opener=_unlinked) as opened:
                content = opened.read(most + 1)
            if len(content) > most:
                raise Problem(f"{file.name} is too large for me to read.")
            return content
        except OSError as error:
            raise Problem(f"{file.name} cannot be read: {error.strerror}.") from None

    def write(self, path: Path | str, content: bytes, *, replace: bool = False) -> Path:
        """Write a file whole or not at all; return its real path.

        Raises `Problem` where it is not allowed, or is there already and not to be replaced.
        """
        file = self.inside(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as partial:
                partial.write(content)
            try:
                if not replace:
                    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                os.replace(partial.name, file)
            finally:
                Path(partial.name).unlink(missing_ok=True)
        except FileExistsError:
            raise Problem(f"There is a file {file.name} already.") from None
        except OSError as error:
            raise Problem(f"{file.name} cannot be written: {error.strerror}.") from None
        return file


def _unlinked(path: str, flags: int) -> int:
    """Open a path that was resolved, and no link that has taken its place since."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))
