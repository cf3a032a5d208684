"""Which chords are pressed, told from the keys that are down."""

from collections.abc import Iterable

from voice_os.desktop.chord import Chord


class Fingers:
    """Follows the keys of some chords. Whatever other keys are held makes no difference.

    A chord begins with the last of its keys to go down, and ends with the first to go up. Where
    one chord is in another, as F9 in Shift+F9, the larger one is meant. A key that has begun a
    chord begins no other until it has been up: neither shift pressed while F9 is held nor shift
    let go of before F9 is anything new.
    """

    def __init__(self, chords: Iterable[Chord]) -> None:
        self._chords = sorted(chords, key=lambda chord: -len(chord.keys))
        self._down: set[str] = set()
        self._pressed: list[Chord] = []

    def moved(self, key: str, down: bool) -> tuple[Chord, bool] | None:
        """Take in a key's move: the chord that is now pressed (True) or released (False)."""
        if not down:
            self._down.discard(key)
            return self._end(key)
        if key in self._down:
            return None
        self._down.add(key)
        return self._begin(key)

    def _begin(self, key: str) -> tuple[Chord, bool] | None:
        used = {key for chord in self._pressed for key in chord.keys}
        for chord in self._chords:
            keys = set(chord.keys)
            if key in keys and keys <= self._down and not keys & used:
                self._pressed.append(chord)
                return chord, True
        return None

    def _end(self, key: str) -> tuple[Chord, bool] | None:
        for chord in self._pressed:
            if key in chord.keys:
                self._pressed.remove(chord)
                return chord, False
        return None
