"""Real servers on loopback, for calendars and address books, and for mail."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "kim", "let me in"
PATIENCE = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """A CalDAV and CardDAV server with one calendar and one address book; yields its address."""
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    home = folder / "data" / "collection-root" / USER
    for name, tag in (("calendar", "VCALENDAR"), ("people", "VADDRESSBOOK")):
        (home / name).mkdir(parents=True)
        (home / name / ".Radicale.props").write_text(f'{{"tag": "{tag}"}}')
    port = free_port()
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(folder / "users"),
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
        "storage-filesystem-folder": str(folder / "data"),
        "logging-level": "error",
    }
    command = [sys.executable, "-m", "radicale", "--config", ""]
    command += [f"--{name}={value}" for name, value in options.items()]
    with served(command, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def served(command: list[str], port: int) -> Iterator[None]:
    """A server that runs as a process of its own, and can be reached."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(port, process)
            yield
        finally:
            process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            assert process.stderr is not None
            raise RuntimeError(process.stderr.read().decode())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


@contextmanager
def pymap(*options: str) -> Iterator[int]:
    """An IMAP server with an empty mailbox, in memory; yields its port."""
    port = free_port()
    program = str(Path(sys.executable).with_name("pymap"))
    command = [program, "--host", "127.0.0.1", "--port", str(port), *(options or ("--no-tls",))]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with served(command, port):
        yield port


class Post:
    """What an SMTP server took."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@contextmanager
def smtp() -> Iterator[tuple[int, Post]]:
    """An SMTP server that takes everything; yields its port and what it took."""
    from aiosmtpd.controller import Controller

    post, port = Post(), free_port()
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=port,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=True),
    )
    controller.start()
    try:
        yield port, post
    finally:
        controller.stop()
