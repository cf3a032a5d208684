"""The real keyboard of a real X server (Xvfb), played by xdotool."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import psutil
import pytest

from voice_os.desktop import Command, Signal, Way, hotkey
from voice_os.desktop.hold import AUTO_REPEAT
from voice_os.desktop.hotkey import HotKey
from voice_os.desktop.listener import mac_codes, windows_codes
from voice_os.desktop.shortcuts import shortcuts
from voice_os.errors import Problem
from voice_os.settings import KeySettings

Listening: TypeAlias = Callable[[Way], AbstractAsyncContextManager["asyncio.Queue[Command]"]]

REAL_TIME = getattr(signal, "SIGRTMIN", 34) + 3
"""A signal that Python has no name for."""

WITNESS = """
import sys
from pynput import keyboard
listener = keyboard.Listener(on_press=lambda key: print(key, flush=True))
listener.start()
listener.wait()
print("ready", flush=True)
sys.stdin.read()
"""

FOCUSED_WINDOW = """
from Xlib import X, display
screen = display.Display()
window = screen.screen().root.create_window(0, 0, 9, 9, 0, 24, event_mask=X.KeyPressMask)
window.map()
screen.sync()
window.set_input_focus(X.RevertToParent, X.CurrentTime)
screen.sync()
print("ready", flush=True)
while (event := screen.next_event()).type != X.KeyPress:
    pass
print("pressed", flush=True)
"""

IMPATIENT_PARENT = """
import asyncio
from voice_os.desktop.hotkey import HotKey
from voice_os.desktop.shortcuts import shortcuts
from voice_os.settings import KeySettings
key = HotKey(shortcuts(KeySettings(), print))
listen = key.listen(lambda signal: None, lambda: print("ready", flush=True))
asyncio.run(listen)
"""


def hotkey_of(chord: str, mode_chord: str = "none", mute_chord: str = "none") -> HotKey:
    """The keys as these settings have them."""
    settings = KeySettings(chord=chord, mode_chord=mode_chord, mute_chord=mute_chord)
    return HotKey(shortcuts(settings, pytest.fail))


def listeners(parent: psutil.Process) -> list[psutil.Process]:
    """The processes that listen to the keyboard for `parent`."""
    return [c for c in parent.children() if "voice_os.desktop.listener" in c.cmdline()]


async def play(*moves: str) -> None:
    """Run xdotool with these commands, one after another."""
    player = await asyncio.create_subprocess_exec("xdotool", *moves)
    assert await player.wait() == 0


async def a_moment_longer_than_auto_repeat() -> None:
    await asyncio.sleep(AUTO_REPEAT * 3)


@contextmanager
def script(source: str) -> Iterator[subprocess.Popen[str]]:
    """Run a Python script that has said `ready`."""
    command = [sys.executable, "-c", source]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("display")
async def test_a_key_held_for_seconds_while_x_repeats_it_is_one_press_and_one_release(
    listening: Listening,
) -> None:
    with script(WITNESS) as witness:
        async with listening(hotkey_of("f9")) as heard:
            await play("keydown", "F9")
            assert await heard.get() == Signal.PRESS
            await asyncio.sleep(2)
            assert heard.empty()
            await play("keyup", "F9")
            assert await heard.get() == Signal.RELEASE
        repeats = witness.communicate()[0].count("f9")
        assert repeats > 10, "the X server did not repeat the key, so this test saw nothing"


@pytest.mark.usefixtures("display")
async def test_releases_that_a_press_follows_at_once_are_swallowed(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotkey, "AUTO_REPEAT", 0.5)  # so that a busy machine passes too
    async with listening(hotkey_of("f9")) as heard:
        await play("key", "--delay", "0", *["F9"] * 40)
        assert await heard.get() == Signal.PRESS
        assert await heard.get() == Signal.RELEASE
        assert heard.empty()


@pytest.mark.usefixtures("display")
async def test_every_press_of_the_key_counts(listening: Listening) -> None:
    async with listening(hotkey_of("f9")) as heard:
        for _ in range(5):
            await play("keydown", "F9")
            assert await heard.get() == Signal.PRESS
            await play("keyup", "F9")
            assert await heard.get() == Signal.RELEASE


@pytest.mark.usefixtures("display")
async def test_a_chord_begins_with_its_last_key_and_ends_with_the_first_to_go_up(
    listening: Listening,
) -> None:
    async with listening(hotkey_of("ctrl+alt+space")) as heard:
        await play("keydown", "Control_R", "keydown", "Alt_L")
        await a_moment_longer_than_auto_repeat()
        assert heard.empty()
        await play("keydown", "space")
        assert await heard.get() == Signal.PRESS
        await play("keyup", "Alt_L")
        assert await heard.get() == Signal.RELEASE
        await play("keyup", "space", "keyup", "Control_R")
        await a_moment_longer_than_auto_repeat()
        assert heard.empty()


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    ("chord", "key"), [("tab", "Tab"), ("a", "a"), ("1", "1"), ("alt", "Alt_L")]
)
async def test_a_key_that_shift_turns_into_another_is_still_seen_to_go_up(
    listening: Listening, chord: str, key: str
) -> None:
    async with listening(hotkey_of(chord)) as heard:
        await play("keydown", key)
        assert await heard.get() == Signal.PRESS
        await play("keydown", "Shift_L", "keyup", key, "keyup", "Shift_L")
        assert await heard.get() == Signal.RELEASE


@pytest.mark.usefixtures("display")
async def test_the_key_with_shift_is_another_key(listening: Listening) -> None:
    async with listening(hotkey_of("f9", mode_chord="shift+f9", mute_chord="ctrl+f9")) as heard:
        for chord in ("shift+F9", "ctrl+F9", "F9"):
            await play("key", chord)
            await a_moment_longer_than_auto_repeat()
        signals = [await heard.get() for _ in range(4)]
        assert signals == [Signal.NEXT_MODE, Signal.MUTE, Signal.PRESS, Signal.RELEASE]
        await play("keydown", "F9", "keydown", "Shift_R", "keyup", "Shift_R", "keyup", "F9")
        assert [await heard.get() for _ in range(2)] == [Signal.PRESS, Signal.RELEASE]
        await a_moment_longer_than_auto_repeat()
        assert heard.empty()


@pytest.mark.usefixtures("display")
async def test_a_key_that_x_repeats_when_shift_is_let_go_first_is_not_pressed_anew(
    listening: Listening,
) -> None:
    with script(WITNESS) as witness:
        async with listening(hotkey_of("f9", mode_chord="shift+f9")) as heard:
            await play("keydown", "Shift_L", "keydown", "F9")
            assert await heard.get() == Signal.NEXT_MODE
            await asyncio.sleep(1)
            await play("keyup", "Shift_L")
            await asyncio.sleep(1)
            await play("keyup", "F9")
            await a_moment_longer_than_auto_repeat()
            assert heard.empty()
            await play("key", "F9")
            assert await heard.get() == Signal.PRESS
        repeats = witness.communicate()[0].count("f9")
        assert repeats > 10, "the X server did not repeat the key, so this test saw nothing"


@pytest.mark.usefixtures("display")
async def test_other_keys_say_nothing_and_no_key_is_kept_from_others(listening: Listening) -> None:
    async with listening(hotkey_of("f9")) as heard:
        with script(FOCUSED_WINDOW) as window:
            await play("key", "a", "F8", "ctrl+alt+space")
            assert window.communicate(timeout=10)[0] == "pressed\n"
        with script(FOCUSED_WINDOW) as window:
            assert heard.empty()
            await play("key", "F9")
            assert window.communicate(timeout=10)[0] == "pressed\n"
            assert await heard.get() == Signal.PRESS


async def test_without_a_display_it_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(Problem, match="no X server answers"):
        await hotkey_of("f9").listen(lambda signal: None, lambda: None)


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    ("end", "name"), [(signal.SIGILL, "SIGILL"), (REAL_TIME, f"signal {REAL_TIME}")]
)
async def test_if_listening_dies_the_key_is_let_go_and_it_is_a_sentence(
    end: int, name: str
) -> None:
    heard: list[Command] = []
    pressed, ready = asyncio.Event(), asyncio.Event()

    def emit(signal: Command) -> None:
        heard.append(signal)
        pressed.set()

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        listen = group.create_task(_expect_problem(hotkey_of("f9"), emit, ready.set))
        await ready.wait()
        await play("keydown", "F9")
        await pressed.wait()
        (child,) = listeners(psutil.Process())
        child.send_signal(end)
        assert name in await listen
    assert heard == [Signal.PRESS, Signal.RELEASE]
    await play("keyup", "F9")


async def test_what_the_listening_process_complains_of_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho 'ImportError: no keyboard' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(Problem, match="no longer heard"):
        await hotkey_of("f9").listen(lambda signal: None, lambda: None)
    assert "ImportError: no keyboard" in caplog.text


async def _expect_problem(
    way: Way, emit: Callable[[Command], None], ready: Callable[[], None]
) -> str:
    with pytest.raises(Problem) as problem:
        await way.listen(emit, ready)
    return str(problem.value)


@pytest.mark.usefixtures("display")
async def test_when_it_is_over_nothing_listens_any_more(listening: Listening) -> None:
    async with listening(hotkey_of("f9")):
        assert listeners(psutil.Process())
    assert not listeners(psutil.Process())


@pytest.mark.usefixtures("display")
def test_what_listens_does_not_outlive_an_assistant_that_is_killed() -> None:
    with script(IMPATIENT_PARENT) as parent:
        children = listeners(psutil.Process(parent.pid))
        assert children
        parent.kill()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive


def test_letters_and_digits_have_key_codes_on_windows_and_macos() -> None:
    assert windows_codes()["v"] == 0x56
    assert windows_codes()["0"] == 0x30
    assert mac_codes()["a"] == 0x00
    assert mac_codes()["0"] == 0x1D
    assert set(windows_codes()) == set(mac_codes())
    assert len(set(mac_codes().values())) == 36
