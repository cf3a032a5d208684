"""A small model hub on this machine, which can be told to misbehave."""

import hashlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from voice_os.catalog import Entry

REVISION = "1" * 40


@dataclass
class Stored:
    """A file of the hub. Large ones are stored as the real hub does: redirected to a second host.

    `cut_after`: bytes after which each connection breaks, as often as `cuts` says. `stall_after`:
    bytes after which nothing more comes. The rest overrides what the hub states or sends.
    """

    content: bytes
    large: bool = True
    sent: bytes | None = None
    cut_after: int | None = None
    cuts: int = 0
    stall_after: int | None = None
    states_nothing: bool = False
    ignores_ranges: bool = False
    stated_size: int | None = None
    error: tuple[int, str] | None = None

    @property
    def etag(self) -> str:
        if self.large:
            return hashlib.sha256(self.content).hexdigest()
        blob = b"blob %d\0" % len(self.content) + self.content
        return hashlib.sha1(blob, usedforsecurity=False).hexdigest()


@dataclass
class LocalHub:
    """What the hub holds by "repository/path", and what was asked of it."""

    port: int = 0
    revision: str = REVISION
    files: dict[str, Stored] = field(default_factory=dict)
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def put(self, entry: Entry, file: str, content: bytes, *, large: bool = True) -> Stored:
        stored = Stored(content, large)
        self.files[f"{entry.repository}/{entry.in_repository(file)}"] = stored
        return stored

    def ranges(self) -> list[str | None]:
        """The Range headers of the downloads so far."""
        return [asked for method, _, asked in self.requests if method == "GET"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: LocalHub

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        cdn = self.path.startswith("/cdn/")
        repository, _, rest = self.path.removeprefix("/cdn").lstrip("/").partition("/resolve/")
        revision, _, path = rest.partition("/")
        stored = self.hub.files.get(f"{repository}/{path}")
        if stored is None or revision not in ("main", self.hub.revision):
            known = any(name.startswith(repository + "/") for name in self.hub.files)
            code = "EntryNotFound" if known else "RepoNotFound"
            code = "RevisionNotFound" if stored else code
            return self._refuse(404, code)
        if stored.error:
            return self._refuse(*stored.error)
        if stored.large and not cdn and not stored.states_nothing:
            return self._redirect(stored)
        if body:
            self.hub.requests.append(("GET", path, self.headers.get("Range")))
        return self._send(stored, body=body)

    def _refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _redirect(self, stored: Stored) -> None:
        size = len(stored.content) if stored.stated_size is None else stored.stated_size
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.hub.port}/cdn{self.path}")
        self.send_header("X-Repo-Commit", self.hub.revision)
        self.send_header("X-Linked-Etag", f'"{stored.etag}"')
        self.send_header("X-Linked-Size", str(size))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, stored: Stored, *, body: bool) -> None:
        whole = stored.content if stored.sent is None else stored.sent
        asked = None if stored.ignores_ranges else self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if start >= len(whole) > 0:
            self._refuse(416, "")
            return
        piece = whole[start:]
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
        if not stored.states_nothing:
            self.send_header("X-Repo-Commit", self.hub.revision)
            self.send_header("ETag", f'"{stored.etag}"')
        if stored.states_nothing:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        if body:
            self._write(stored, piece)

    def _write(self, stored: Stored, piece: bytes) -> None:
        if stored.stall_after is not None:
            self.wfile.write(piece[: stored.stall_after])
            self.wfile.flush()
            self.hub.stalled.set()
            self.hub.closing.wait(30)
            self.close_connection = True
        elif stored.cut_after is not None and stored.cuts > 0:
            stored.cuts -= 1
            self.wfile.write(piece[: stored.cut_after])
            self.close_connection = True
        else:
            self.wfile.write(piece)
