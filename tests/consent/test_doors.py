"""What reaches out of the program does so through one door, and no shell is ever run."""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import voice_os
from voice_os.consent.network import Network
from voice_os.errors import Problem

PACKAGE = Path(voice_os.__file__).parent

NETWORK = {
    *("socket", "ssl", "http", "ftplib", "imaplib", "smtplib", "poplib", "telnetlib", "xmlrpc"),
    *("urllib.request", "httpx", "httpx2", "requests", "aiohttp", "websockets", "caldav"),
}
"""Modules that open connections."""

NOT_SKILLS = {
    "consent/network.py": "the door itself",
    "desktop/remote.py": "a socket in a folder of the person's own, for the key",
    "llm/openai.py": "the server that the person chose for her to think on",
    "models/hub.py": "models, when the person has them downloaded",
    "models/transfer.py": "the same",
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def opens_connections(module: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in NETWORK)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_whoever_opens_connections_asks_at_the_door_first(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    text = path.read_text("utf-8")
    if name in NOT_SKILLS or name.startswith("bench/"):
        return
    if any(map(opens_connections, imported(ast.parse(text)))):
        assert "voice_os.consent.network" in text, f"{name} opens connections of its own"
        assert ".run(" in text or ".require()" in text or ".fetch(" in text


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_shell_is_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("os.system", "os.popen", "asyncio.create_subprocess_shell")
            shells = [word for word in node.keywords if word.arg == "shell"]
            assert not shells, f"{called} is given a shell"
            if called.endswith(("create_subprocess_exec", "subprocess.run", "Popen")):
                first = ast.unparse(node.args[0]) if node.args else ""
                assert first.strip("'\"") not in ("sh", "bash", "/bin/sh", "cmd"), called


async def test_the_door_is_closed_until_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(Problem, match="allow weather to use the network"):
        await Network().of("weather.tell", lambda: True).fetch("https://example.org")
    with pytest.raises(Problem, match="before you have said yes"):
        await Network({"mail"}).of("mail.send", lambda: False).run(lambda: refuse())
    with pytest.raises(Problem, match="begin with http"):
        await Network({"mail"}).of("mail.send", lambda: True).fetch("file:///etc/passwd")
