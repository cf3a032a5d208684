"""A local socket: the running assistant listens, and commands such as `voice-os press` send.

One connection carries one line: a signal, as in `press`, a mode, as in `mode open`, or `here`. It
is answered with `ok`, or with `?` where it is none of these. The line `mode` is answered with the
mode that she is in. On Windows, whose Python has no Unix sockets, it is a port of the loopback
device, and the socket's file holds the port and a secret that every line begins with.

Only the same user may signal: the folder is 0700 and the socket 0600. What comes in is bounded
all the same: so many connections, so many bytes, so long.
"""

import asyncio
import os
import secrets
import socket as sockets
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from voice_os.desktop import Command, Emit, Signal
from voice_os.errors import Problem
from voice_os.mode import Mode

LOOPBACK = sys.platform == "win32"
"""Whether this system takes the port in place of the socket."""

MOST_CALLERS = 16
LONGEST_LINE = 64
"""Bytes."""
PATIENCE = 10.0
"""Seconds that a caller has to send its line, and that a sender waits for the answer: on a busy
machine a signal that comes late is better than one that is lost."""

_HERE = "here"
_MODE = "mode"
_OK = b"ok\n"
_WHAT = b"?\n"
_NO_ANSWER = "She is running and does not answer; end her and start her again."


def send(command: Command, socket: Path, *, loopback: bool = LOOPBACK) -> None:
    """Signal to the running assistant whose socket this is.

    Raises `Problem` if none runs, or if it does not answer.
    """
    if _answer(_line(command), socket, loopback) != _OK:
        raise Problem(_NO_ANSWER)


def mode_of(socket: Path, *, loopback: bool = LOOPBACK) -> Mode:
    """How the running assistant listens. Raises `Problem` as `send` does."""
    try:
        return Mode(_answer(_MODE, socket, loopback).decode().strip())
    except ValueError:
        raise Problem(_NO_ANSWER) from None


def is_running(socket: Path, *, loopback: bool = LOOPBACK) -> bool:
    """Whether an assistant listens at this socket."""
    return _ask(_HERE, socket, loopback) == _OK


def unknown() -> None:
    """The mode, where nobody knows it."""


class Remote:
    """The listening end. `mode` says how she listens, None where that is not known."""

    name = "`voice-os toggle`"

    def __init__(
        self, socket: Path, mode: Callable[[], Mode | None] = unknown, *, loopback: bool = LOOPBACK
    ) -> None:
        self._socket = socket
        self._mode = mode
        self._loopback = loopback

    async def listen(self, emit: Emit, ready: Callable[[], None]) -> None:
        """Emit what is sent. Raises `Problem` if another instance has the socket."""
        from filelock import FileLock, Timeout

        _make_private(self._socket.parent)
        try:
            # The system drops the lock with the process, so a socket without one is stale.
            with FileLock(f"{self._socket}.lock", timeout=0, mode=0o600):
                await self._serve(emit, ready)
        except Timeout:
            raise Problem(
                f"She is running already, so {self.name} goes to the one who was first."
            ) from None

    async def _serve(self, emit: Emit, ready: Callable[[], None]) -> None:
        secret = f"{secrets.token_hex(16)} " if self._loopback else ""
        commands: list[Command] = [*Signal, *Mode]
        answers: dict[str, Callable[[], bytes]] = {_HERE: lambda: _OK, _MODE: self._tell_mode}
        answers |= {_line(command): partial(_take, command, emit) for command in commands}
        lines = {f"{secret}{line}".encode(): answer for line, answer in answers.items()}
        callers: set[_Caller] = set()
        loop = asyncio.get_running_loop()
        with self._bind(secret) as bound:
            server = await loop.create_server(
                lambda: _Caller(lines, callers), sock=bound, backlog=MOST_CALLERS
            )
            try:
                ready()
                await loop.create_future()
            finally:
                server.close()
                for caller in tuple(callers):
                    caller.end()
                self._socket.unlink(missing_ok=True)

    def _tell_mode(self) -> bytes:
        mode = self._mode()
        return f"{mode}\n".encode() if mode else _WHAT

    def _bind(self, secret: str) -> sockets.socket:
        family = sockets.AF_INET if self._loopback else sockets.AF_UNIX
        bound = sockets.socket(family, sockets.SOCK_STREAM)
        try:
            if self._loopback:
                bound.bind(("127.0.0.1", 0))
                _write_private(self._socket, f"{bound.getsockname()[1]} {secret}")
            else:
                self._socket.unlink(missing_ok=True)
                bound.bind(str(self._socket))
                self._socket.chmod(0o600)
        except OSError as error:
            bound.close()
            raise Problem(f"The socket {self._socket} cannot be made: {error}.") from None
        return bound


class _Caller(asyncio.Protocol):
    """One connection. `lines` has for each line that is understood what answers it."""

    def __init__(self, lines: Mapping[bytes, Callable[[], bytes]], callers: "set[_Caller]") -> None:
        self._lines = lines
        self._callers = callers
        self._line = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the caller in, if there are not too many."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # for the type checker
        self._transport = transport
        self._deadline = asyncio.get_running_loop().call_later(PATIENCE, self.end)
        self._callers.add(self)
        if len(self._callers) > MOST_CALLERS:
            self.end()

    def data_received(self, data: bytes) -> None:
        """Take in the line; once it is whole, answer, and hang up."""
        if self._transport.is_closing():
            return
        self._line += data[:LONGEST_LINE]
        line, newline, _ = self._line.partition(b"\n")
        if newline:
            answer = self._lines.get(line)
            self._transport.write(answer() if answer else _WHAT)
        if newline or len(self._line) >= LONGEST_LINE:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the caller."""
        self._deadline.cancel()
        self._callers.discard(self)

    def end(self) -> None:
        """Hang up at once."""
        self._transport.abort()


def _take(command: Command, emit: Emit) -> bytes:
    emit(command)
    return _OK


def _line(command: Command) -> str:
    """A command as it is sent, which is how it is typed: "press", "mode open"."""
    return f"{_MODE} {command}" if isinstance(command, Mode) else str(command)


def _answer(line: str, socket: Path, loopback: bool) -> bytes:
    """What the running assistant answers; `Problem` if none runs."""
    answer = _ask(line, socket, loopback)
    if answer is None:
        raise Problem("She is not running; start her with `voice-os`.")
    return answer


def _ask(word: str, socket: Path, loopback: bool) -> bytes | None:
    """Send one word and return the answer, b"" without one. None: nobody is there."""
    try:
        if loopback:
            port, secret = socket.read_text("ascii").split()
            peer = sockets.create_connection(("127.0.0.1", int(port)), PATIENCE)
            word = f"{secret} {word}"
        else:
            peer = _connected(str(socket))
    except (OSError, ValueError):
        return None
    with peer:
        try:
            peer.sendall(f"{word}\n".encode())
            return peer.makefile("rb").readline(LONGEST_LINE)
        except OSError:
            return b""


def _connected(path: str) -> sockets.socket:
    with ExitStack() as connecting:
        peer = connecting.enter_context(sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM))
        peer.settimeout(PATIENCE)
        peer.connect(path)
        connecting.pop_all()
        return peer


def _make_private(folder: Path) -> None:
    """Make the folder so that nobody else can look into it, or raise `Problem`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if os.name != "posix":
            return  # the user's own folders are private on Windows
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise Problem(f"The folder {folder} belongs to someone else: remove it.")
        folder.chmod(0o700)
    except OSError as error:
        raise Problem(f"The folder {folder} cannot be used: {error.strerror}.") from None


def _write_private(file: Path, text: str) -> None:
    partial = file.with_suffix(".part")
    partial.unlink(missing_ok=True)
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(text)
    partial.replace(file)
