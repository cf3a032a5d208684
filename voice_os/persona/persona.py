"""The one who is running: her identity at present, and the one place where it is changed."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from voice_os.errors import Problem
from voice_os.persona import Change, Identity, changes, file


class Persona:
    """Holds an identity, and writes each change of it into its file before it counts.

    `wrong` says why the file cannot be used; "": it can, or there is none. Until it is mended she
    is as she was when it could last be read, and does not change.
    """

    def __init__(self, now: Callable[[], datetime], path: Path | None = None) -> None:
        """`now` tells the time, aware; `path` is where she is kept, None: nowhere."""
        self.identity = Identity()
        self.wrong = ""
        self._now = now
        self._path = path
        self._on_change: list[Callable[[Change], None]] = []
        self._seen = 0
        self.refresh()

    @property
    def name(self) -> str:
        """What she is called."""
        return self.identity.name

    def when_changed(self, call: Callable[[Change], None]) -> None:
        """Have `call` called after each change."""
        self._on_change.append(call)

    def refresh(self) -> None:
        """Take in what was changed in the file meanwhile, by a command or by hand."""
        try:
            modified = self._path.stat().st_mtime_ns if self._path else 0
        except OSError:
            return
        if modified != self._seen:
            self._seen = modified
            try:
                self.identity = self._kept() or self.identity
                self.wrong = ""
            except Problem as problem:
                self.wrong = str(problem)

    def change(
        self,
        new: Mapping[str, Any],
        *,
        what: str,
        why: str,
        kind: Literal["met", "asked"] = "asked",
    ) -> None:
        """Change: see `changes.changed`. Raises `Problem`, and nothing was changed."""
        at = self._now()
        self._become(lambda now: changes.changed(now, new, what=what, why=why, at=at, kind=kind))

    def drift(self, shade: str, by: float, why: str) -> None:
        """Let a shade of her manner move a little: see `changes.drifted`."""
        at = self._now()
        self._become(lambda now: changes.drifted(now, shade, by, why=why, at=at))

    def undo(self, within: Collection[str] = (), version: int | None = None) -> Change:
        """Take a change back, see `changes.undone`; return the step that does."""
        at = self._now()
        self._become(lambda now: changes.undone(now, at, within, version))
        return self.identity.changes[-1]

    def _become(self, step: Callable[[Identity], Identity]) -> None:
        self.refresh()
        if self.wrong:
            raise Problem(self.wrong)
        new = step(self.identity)
        if new is self.identity:
            return
        if self._path is not None:
            file.write(self._path, new)
            self._seen = self._path.stat().st_mtime_ns
        self.identity = new
        for call in self._on_change:
            call(new.changes[-1])

    def _kept(self) -> Identity | None:
        return file.read(self._path) if self._path else None
