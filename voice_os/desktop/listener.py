"""A process of its own that listens to the keyboard through pynput, and tells of a few keys.

Run as `python -m voice_os.desktop.listener CHORD...`, it writes lines: `ready` once, then
`down KEY` and `up KEY` for the keys of these chords; or `problem SENTENCE` and ends. It also ends
when its standard input is closed, so it never outlives the one who started it. It only watches: no
key is kept from any other program, and nothing of other keys is kept or told.
"""

import os
import signal
import string
import sys
import threading
from collections.abc import Mapping
from typing import Any

from voice_os.desktop.chord import parse
from voice_os.errors import Problem

_SIDES = {
    modifier: (modifier, f"{modifier}_l", f"{modifier}_r")
    for modifier in ("ctrl", "alt", "shift", "cmd")
}

_MAC_PLACES = "asdfhgzxcv bqweryt123465=97-80]ou[ip lj'k;\\,/nm."

_UNTRUSTED = (
    "macOS does not let her see the key: allow the terminal that she runs in under System "
    "Settings, Privacy & Security, both Accessibility and Input Monitoring, and start her again."
)


def main() -> None:
    """Listen until standard input ends."""
    # The terminal sends Ctrl-C to every process it started; only the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        chords = [parse(text) for text in sys.argv[1:]]
        listener = _listener({k: v for chord in chords for k, v in chord.keysyms.items()})
    except Problem as problem:
        _say(f"problem {problem}")
        return
    threading.Thread(target=_attend, args=(listener,), daemon=True).start()
    # On the main thread, where macOS wants its keyboard layout to be asked for: from any other
    # it may kill the process (pynput's issue 511). It is a thread by type, hence `run`.
    listener.run()


def _attend(listener: Any) -> None:
    """Say when the listener listens, and end the process with standard input."""
    listener.wait()
    _say("ready" if getattr(listener, "IS_TRUSTED", True) else f"problem {_UNTRUSTED}")
    sys.stdin.buffer.read()
    os._exit(0)  # the system gives up the hook with the process, whatever state pynput is in


def _listener(keysyms: Mapping[str, tuple[str, ...]]) -> Any:
    """Tells of these keys, given with their X11 keysyms."""
    try:
        from pynput import keyboard
    except ImportError:  # pynput looks for the X server while it is imported
        where = f"no X server answers at DISPLAY={os.environ.get('DISPLAY', '')!r}"
        raise Problem(f"The keyboard cannot be listened to: {where}.") from None
    codes = _codes(keysyms, keyboard.Key)

    def moved(key: Any, how: str) -> None:
        code = getattr(getattr(key, "value", key), "vk", None)
        for name, its_codes in codes.items():
            if code in its_codes:
                _say(f"{how} {name}")

    return keyboard.Listener(
        on_press=lambda key: moved(key, "down"), on_release=lambda key: moved(key, "up")
    )


def _codes(keysyms: Mapping[str, tuple[str, ...]], named: Any) -> dict[str, frozenset[int]]:
    """For each key, the codes that pynput may report for it.

    These are keysyms on X11; on Windows and macOS the system's own codes of keys.
    """
    if sys.platform not in ("win32", "darwin"):
        return _x11_codes(keysyms)
    characters = windows_codes() if sys.platform == "win32" else mac_codes()
    codes = {}
    for key in keysyms:
        if key in characters:
            codes[key] = frozenset({characters[key]})
            continue
        members = [named[name] for name in _SIDES.get(key, (key,)) if name in named.__members__]
        if not members:
            raise Problem(_missing(key))
        codes[key] = frozenset(member.value.vk for member in members)
    return codes


def _missing(key: str) -> str:
    return f"The keyboard here has no {key!r}: choose another in the settings under [key]."


def windows_codes() -> dict[str, int]:
    """The virtual key codes of letters and digits: those of the capitals in ASCII."""
    return {char: ord(char.upper()) for char in string.ascii_lowercase + string.digits}


def mac_codes() -> dict[str, int]:
    """The key codes of letters and digits: places on the keyboard, named as on a US one.

    Source: kVK_ANSI_A and its like in the Carbon header HIToolbox/Events.h.
    """
    return {char: code for code, char in enumerate(_MAC_PLACES) if char.isalnum()}


def _x11_codes(keysyms: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[int]]:
    """The keysyms of each key, with those that it turns into while shift is held.

    The release of a Tab is an ISO_Left_Tab once shift is down; Alt becomes Meta.
    """
    from Xlib import XK, display

    XK.load_keysym_group("xkb")
    screen = display.Display()
    if not screen.has_extension("RECORD"):
        raise Problem("The X server cannot report keys: it lacks the RECORD extension.")
    first, last = screen.display.info.min_keycode, screen.display.info.max_keycode
    rows = screen.get_keyboard_mapping(first, last - first + 1)
    screen.close()
    levels = [frozenset(row[i : i + 2]) for row in rows for i in range(0, len(row), 2)]
    codes = {}
    for key, names in keysyms.items():
        wanted = {XK.string_to_keysym(name) for name in names} - {XK.NoSymbol}
        found = frozenset[int]().union(*(level for level in levels if level & wanted))
        if not found:
            raise Problem(_missing(key))
        codes[key] = found - {XK.NoSymbol}
    return codes


def _say(line: str) -> None:
    try:
        print(line, flush=True)
    except OSError:  # nobody is left to hear
        os._exit(0)


if __name__ == "__main__":
    main()
