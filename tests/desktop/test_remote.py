"""The socket of a running assistant, with real processes and real hostile callers."""

import asyncio
import gc
import os
import socket as sockets
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TypeAlias

import pytest

from voice_os.desktop import Command, Signal, Way, remote
from voice_os.desktop.remote import LONGEST_LINE, MOST_CALLERS, Remote, is_running, mode_of, send
from voice_os.errors import Problem
from voice_os.mode import Mode

Listening: TypeAlias = Callable[[Way], AbstractAsyncContextManager["asyncio.Queue[Command]"]]

OTHER_INSTANCE = """
import asyncio, sys
from pathlib import Path
from voice_os.desktop.remote import Remote
ready = lambda: print("ready", flush=True)
asyncio.run(Remote(Path(sys.argv[1])).listen(lambda signal: print(signal, flush=True), ready))
"""


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "run" / "voice-os.sock"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for a caller's line no longer than a tenth of a second."""
    monkeypatch.setattr(remote, "PATIENCE", 0.1)


async def call(socket: Path, *sent: bytes) -> bytes:
    """Send something raw; return all that comes back until the other end hangs up."""
    reader, writer = await asyncio.open_unix_connection(str(socket))
    try:
        for piece in sent:
            writer.write(piece)
            await writer.drain()
        return await reader.read()
    except OSError:  # turned away before it was let in
        return b""
    finally:
        writer.close()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def exists(path: Path) -> bool:
    return path.exists()


def forget_secret(socket: Path) -> None:
    port, _ = socket.read_text().split()
    socket.write_text(f"{port} {'0' * 32}")


async def in_thread(signal: Command, socket: Path, loopback: bool = False) -> None:
    await asyncio.to_thread(send, signal, socket, loopback=loopback)


@pytest.mark.parametrize("loopback", [False, True])
async def test_what_is_sent_is_heard_in_order(
    listening: Listening, socket: Path, loopback: bool
) -> None:
    async with listening(Remote(socket, loopback=loopback)) as heard:
        sent: list[Command] = [*Signal, *Mode]
        for command in sent:
            await in_thread(command, socket, loopback)
        got = [heard.get_nowait() for _ in sent]
        assert got == sent
        assert list(map(type, got)) == list(map(type, sent))


@pytest.mark.parametrize("loopback", [False, True])
async def test_how_she_listens_can_be_asked(
    listening: Listening, socket: Path, loopback: bool
) -> None:
    with pytest.raises(Problem, match="not running"):
        mode_of(socket, loopback=loopback)
    modes = [*Mode]
    async with listening(Remote(socket, lambda: modes[0], loopback=loopback)) as heard:
        while modes:
            assert await asyncio.to_thread(mode_of, socket, loopback=loopback) is modes.pop(0)
        assert heard.empty()


async def test_where_nobody_knows_how_she_listens_it_is_a_sentence(
    listening: Listening, socket: Path
) -> None:
    async with listening(Remote(socket)):
        with pytest.raises(Problem, match="does not answer"):
            await asyncio.to_thread(mode_of, socket)


@pytest.mark.parametrize("loopback", [False, True])
async def test_nobody_there_is_a_sentence_with_the_way_out(
    listening: Listening, socket: Path, loopback: bool
) -> None:
    with pytest.raises(Problem, match="not running; start her with `voice-os`"):
        send(Signal.PRESS, socket, loopback=loopback)
    async with listening(Remote(socket, loopback=loopback)):
        pass
    with pytest.raises(Problem, match="not running"):
        send(Signal.PRESS, socket, loopback=loopback)


def test_nothing_stays_open_where_nobody_is(tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert not is_running(tmp_path / "nobody", loopback=False)
        gc.collect()
    assert not [warning for warning in seen if warning.category is ResourceWarning]


@pytest.mark.parametrize("loopback", [False, True])
async def test_whether_she_runs_can_be_asked_without_a_signal(
    listening: Listening, socket: Path, loopback: bool
) -> None:
    assert not is_running(socket, loopback=loopback)
    async with listening(Remote(socket, loopback=loopback)) as heard:
        assert await asyncio.to_thread(is_running, socket, loopback=loopback)
        assert heard.empty()
    assert not is_running(socket, loopback=loopback)


async def test_only_the_same_user_can_reach_the_socket(listening: Listening, socket: Path) -> None:
    socket.parent.mkdir(mode=0o755)
    async with listening(Remote(socket)):
        assert mode(socket.parent) == 0o700
        assert mode(socket) == 0o600


async def test_the_loopback_port_asks_for_the_secret(listening: Listening, socket: Path) -> None:
    async with listening(Remote(socket, loopback=True)) as heard:
        assert mode(socket) == 0o600
        forget_secret(socket)
        with pytest.raises(Problem, match="does not answer"):
            await in_thread(Signal.PRESS, socket, loopback=True)
        assert heard.empty()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs to be root")
async def test_a_folder_of_someone_else_is_refused(socket: Path) -> None:
    socket.parent.mkdir()
    os.chown(socket.parent, 12345, 12345)
    with pytest.raises(Problem, match="belongs to someone else"):
        await Remote(socket).listen(lambda signal: None, lambda: None)


async def test_a_folder_that_is_a_link_is_refused(socket: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    socket.parent.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problem, match="belongs to someone else"):
        await Remote(socket).listen(lambda signal: None, lambda: None)


async def test_a_path_too_long_for_a_socket_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be made"):
        await Remote(tmp_path / ("x" * 120)).listen(lambda signal: None, lambda: None)


def start_another(socket: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_INSTANCE, str(socket)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "ready\n"
    return other


async def test_a_second_instance_is_told_and_the_first_goes_on_hearing(socket: Path) -> None:
    with start_another(socket) as first:
        with pytest.raises(Problem, match="running already"):
            await Remote(socket).listen(lambda signal: None, lambda: None)
        send(Signal.TOGGLE, socket)
        assert first.stdout
        assert first.stdout.readline() == "toggle\n"
        first.kill()


async def test_the_socket_of_one_who_was_killed_is_replaced(
    listening: Listening, socket: Path
) -> None:
    with start_another(socket) as killed:
        killed.kill()
    assert exists(socket)
    assert not is_running(socket)
    with pytest.raises(Problem, match="not running"):
        send(Signal.PRESS, socket)
    async with listening(Remote(socket)) as heard:
        await in_thread(Signal.PRESS, socket)
        assert heard.get_nowait() == Signal.PRESS


@pytest.mark.parametrize(
    "junk",
    [
        b"\n",
        b"jump\n",
        b"PRESS\n",
        b"press \n",
        b"press\r\n",
        b"\0\xff\xfe\n",
        b"press\0\n",
        b"open\n",
    ],
)
async def test_a_line_that_is_no_signal_is_answered_and_ignored(
    listening: Listening, socket: Path, junk: bytes
) -> None:
    async with listening(Remote(socket)) as heard:
        assert await call(socket, junk) == b"?\n"
        assert heard.empty()


async def test_a_line_in_pieces_is_one_line_and_only_the_first_counts(
    listening: Listening, socket: Path
) -> None:
    async with listening(Remote(socket)) as heard:
        assert await call(socket, b"rel", b"ease\npress\ntoggle\n") == b"ok\n"
        assert heard.get_nowait() == Signal.RELEASE
        assert heard.empty()


async def test_a_line_without_end_is_hung_up_on(listening: Listening, socket: Path) -> None:
    async with listening(Remote(socket)) as heard:
        assert await call(socket, b"x" * LONGEST_LINE) == b""
        assert await call(socket, *[b"press" * 200_000] * 5) == b""
        assert heard.empty()


@pytest.mark.usefixtures("impatient")
async def test_a_caller_that_never_sends_is_hung_up_on(listening: Listening, socket: Path) -> None:
    async with listening(Remote(socket)):
        assert await call(socket) == b""
        assert await call(socket, b"pre") == b""


async def test_a_crowd_of_callers_is_turned_away_and_she_hears_again_afterwards(
    listening: Listening, socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(Remote(socket)) as heard:
        with monkeypatch.context() as impatient:
            impatient.setattr(remote, "PATIENCE", 0.1)
            async with asyncio.TaskGroup() as crowd:
                idle = [crowd.create_task(call(socket)) for _ in range(MOST_CALLERS * 10)]
        assert {task.result() for task in idle} == {b""}
        await in_thread(Signal.PRESS, socket)
        assert heard.get_nowait() == Signal.PRESS


async def test_callers_who_are_still_there_do_not_keep_her_from_ending(
    listening: Listening, socket: Path
) -> None:
    async with listening(Remote(socket)):
        caller = sockets.socket(sockets.AF_UNIX)
        caller.connect(str(socket))
        await call(socket, b"here\n")  # by now the one before is let in
    assert caller.recv(1) == b""
    caller.close()
    assert not exists(socket)


@pytest.mark.usefixtures("impatient")
async def test_one_who_takes_the_call_and_never_answers_is_a_sentence(tmp_path: Path) -> None:
    socket = tmp_path / "mute"
    with sockets.socket(sockets.AF_UNIX) as mute:
        mute.bind(str(socket))
        mute.listen()
        with pytest.raises(Problem, match="does not answer"):
            send(Signal.PRESS, socket)
