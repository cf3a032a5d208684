"""Names that were heard: which of those that exist is meant, though spelt or heard otherwise."""

from collections.abc import Iterable
from itertools import groupby

from voice_os.understanding.wording import tidy

LEAST = 75.0
"""How alike a name must be to be meant, in percent."""

_CLEAR = 5.0
"""By how much the best must lead the second, in percent."""


def closest(said: str, names: Iterable[str], least: float = LEAST) -> str | None:
    """The one of `names` that is meant by `said`; None where none is near, or two are as near.

    Words may be left out or change places ("shopping" for "my shopping list"), and may sound alike
    ("Kathryn" for "Catherine").
    """
    known = list(dict.fromkeys(names))
    wanted = tidy(said)
    if exact := [name for name in known if tidy(name) == wanted]:
        return exact[0]
    ranked = sorted(((_likeness(wanted, tidy(name)), name) for name in known), reverse=True)
    match ranked:
        case [(best, name)] if best >= least:
            return name
        case [(best, name), (second, _), *_] if best >= least and best - second >= _CLEAR:
            return name
    return None


def _likeness(said: str, name: str) -> float:
    """How alike two names are in spelling or sound, in percent; a part of a name counts less."""
    # Imported here because few turns need it.
    from rapidfuzz import fuzz

    def alike(one: str, other: str) -> float:
        sounds = (" ".join(map(sound, words.split())) for words in (one, other))
        return max(fuzz.token_sort_ratio(one, other), 0.95 * fuzz.token_sort_ratio(*sounds))

    words, count = name.split(), len(said.split())
    parts = (" ".join(words[i : i + count]) for i in range(len(words) - count + 1))
    contained = max((alike(said, part) for part in parts), default=0.0)
    return max(alike(said, name), 0.95 * contained, 0.95 * fuzz.token_set_ratio(said, name))


_SOUNDS = str.maketrans("bfpvcgjkqsxzdtlmnrwy", "ppppkkkkksssttlnnrwy", "aeiouh")


def sound(word: str) -> str:
    """How a word sounds, roughly: consonants of the same place alike, vowels but the first gone."""
    first = "a" if word[:1] in "aeiouy" else ""
    plain = word.replace("ph", "f").replace("ght", "t").replace("kn", "n").replace("wr", "r")
    plain = plain.replace("ck", "k").replace("tion", "sn").replace("ch", "s").replace("sh", "s")
    plain = plain.translate(_SOUNDS)
    return first + "".join(letter for letter, _ in groupby(plain))
