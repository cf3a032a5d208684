"""Which chords there are, and what each of them tells her."""

from collections.abc import Callable
from dataclasses import dataclass

from voice_os.desktop import Signal
from voice_os.desktop.chord import Chord, parse
from voice_os.settings import KeySettings

NO_KEY = "none"
"""What the settings say where there shall be no such key."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A chord and what it tells her: `name` and `wish` are for the desktop's keyboard settings."""

    name: str
    wish: str
    chord: Chord
    pressed: Signal
    released: Signal | None = None

    def signal(self, pressed: bool) -> Signal | None:
        """What pressing or releasing it tells her."""
        return self.pressed if pressed else self.released


def shortcuts(settings: KeySettings, tell: Callable[[str], None]) -> tuple[Shortcut, ...]:
    """The shortcuts that the settings ask for; the first one is for speaking.

    One whose chord is taken already is left out, and `tell` gets a sentence. Raises `Problem` if
    a chord is none.
    """
    talk = parse(settings.chord)
    found = [Shortcut("talk", "Speak to her", talk, Signal.PRESS, Signal.RELEASE)]
    for name, wish, text, signal in (
        ("mode", "Let her listen in the next way", settings.mode_chord, Signal.NEXT_MODE),
        ("mute", "Mute or unmute her", settings.mute_chord, Signal.MUTE),
    ):
        if text.strip().lower() == NO_KEY:
            continue
        chord = parse(text, f"key.{name}_chord")
        if set(chord.keys) in [set(other.chord.keys) for other in found]:
            tell(
                f"{chord} has another meaning already, so it is not used to "
                f"{wish[0].lower()}{wish[1:]}. Choose another: "
                f"voice-os config set key.{name}_chord KEY."
            )
            continue
        found.append(Shortcut(name, wish, chord, signal))
    return tuple(found)
