"""A key or a chord: read from the settings, named for people and for the desktop.

Keys carry the names that pynput gives them ("page_up", "ctrl_r"); their keysyms are X11's, which
the portal takes as well.
"""

import string
from dataclasses import dataclass

from voice_os.errors import Problem

_MODIFIERS = {
    "ctrl": ("Control_L", "Control_R"),
    "alt": ("Alt_L", "Alt_R"),
    "shift": ("Shift_L", "Shift_R"),
    "cmd": ("Super_L", "Super_R"),
    "ctrl_l": ("Control_L",),
    "ctrl_r": ("Control_R",),
    "alt_l": ("Alt_L",),
    "alt_r": ("Alt_R",),
    "alt_gr": ("ISO_Level3_Shift", "Mode_switch"),
    "shift_l": ("Shift_L",),
    "shift_r": ("Shift_R",),
    "cmd_l": ("Super_L",),
    "cmd_r": ("Super_R",),
}

_NAMED_KEYS = {
    "space": "space",
    "tab": "Tab",
    "enter": "Return",
    "esc": "Escape",
    "backspace": "BackSpace",
    "insert": "Insert",
    "delete": "Delete",
    "home": "Home",
    "end": "End",
    "page_up": "Page_Up",
    "page_down": "Page_Down",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "menu": "Menu",
    "pause": "Pause",
    "print_screen": "Print",
    "scroll_lock": "Scroll_Lock",
}

_KEYSYMS = {
    **_MODIFIERS,
    **{name: (keysym,) for name, keysym in _NAMED_KEYS.items()},
    **{f"f{number}": (f"F{number}",) for number in range(1, 25)},
    **{character: (character,) for character in string.ascii_lowercase + string.digits},
}

_ALIASES = {
    "control": "ctrl",
    "option": "alt",
    "opt": "alt",
    "altgr": "alt_gr",
    "super": "cmd",
    "win": "cmd",
    "windows": "cmd",
    "meta": "cmd",
    "command": "cmd",
    "return": "enter",
    "escape": "esc",
    "del": "delete",
    "ins": "insert",
    "pageup": "page_up",
    "pagedown": "page_down",
    "print": "print_screen",
}

_TRIGGER_MODIFIERS = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "cmd": "LOGO"}


@dataclass(frozen=True, slots=True)
class Chord:
    """Keys held down together: modifiers, then at most one other key. Read one with `parse`."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        """The chord for people: "Ctrl+Alt+Space"."""
        return "+".join(key.replace("_", " ").title() for key in self.keys)

    @property
    def setting(self) -> str:
        """The chord as the settings have it: "ctrl+alt+space"."""
        return "+".join(self.keys)

    @property
    def keysyms(self) -> dict[str, tuple[str, ...]]:
        """For each key, the X11 keysyms that are it: a modifier has one on either side."""
        return {key: _KEYSYMS[key] for key in self.keys}

    @property
    def trigger(self) -> str | None:
        """The chord in freedesktop's Shortcuts Specification (0.1): "CTRL+ALT+space".

        None where that has no word for it. It knows no sides of modifiers and no alt_gr.
        """
        *modifiers, last = self.keys
        if "alt_gr" in modifiers:
            return None
        names = [_TRIGGER_MODIFIERS[key.partition("_")[0]] for key in modifiers]
        return "+".join([*names, _KEYSYMS[last][0]])


def parse(text: str, setting: str = "key.chord") -> Chord:
    """Read a chord such as "f9" or "ctrl+alt+space", the value of a setting.

    Raises `Problem` that names the part which is no key, and what is allowed.
    """
    parts = [part.strip().replace(" ", "_").replace("-", "_") for part in text.lower().split("+")]
    keys = [_ALIASES.get(part, part) for part in parts]
    for part, key in zip(parts, keys, strict=True):
        if key not in _KEYSYMS:
            raise Problem(_refusal(setting, text, f"{part!r} is no key that she knows"))
    if len(set(keys)) < len(keys):
        raise Problem(_refusal(setting, text, "a key is in it twice"))
    others = [key for key in keys if key not in _MODIFIERS]
    if len(others) > 1:
        raise Problem(_refusal(setting, text, "only one key may stand beside the modifiers"))
    return Chord(tuple([key for key in keys if key in _MODIFIERS] + others))


def _refusal(setting: str, text: str, reason: str) -> str:
    return (
        f"The setting {setting!r} cannot be {text!r}: {reason}. Allowed are a letter, a digit, "
        f"f1 to f24 and {', '.join(_NAMED_KEYS)}, alone or after ctrl, alt, shift, cmd or alt_gr "
        "with a +; and modifiers alone, such as ctrl_r."
    )
