"""Words as a recogniser mishears them: others that sound alike, short ones dropped or made up.

Two words sound alike where their pronunciations differ by one sound; a word that none sounds like
falls into two. Pronunciations and how common words are come with PocketSphinx. Of a hundred words
some 18 are wrong, most of them replaced, as recognisers err on distant or accented speech.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

Sounds: TypeAlias = tuple[str, ...]

REPLACED, DROPPED, SHORT_DROPPED, ADDED = 0.106, 0.014, 0.085, 0.02
"""How likely a word is replaced or dropped, a short word is dropped, a short word is added."""

SHORT = 3
"""Letters of the longest short word."""

_COMMON = -13.5
"""Natural logarithm of how likely the rarest word is that is heard in place of another."""

_MADE_UP = ("the", "a", "and", "to", "in", "of", "it", "is")


@dataclass(frozen=True, eq=False)
class Mishearing:
    """Knows what sounds alike."""

    pronounced: dict[str, Sounds]
    common: dict[Sounds, list[tuple[str, float]]]
    """Common words by their sounds, each with how likely it is."""
    near: dict[Sounds, set[Sounds]]
    """The sounds of common words, by what is left of them without any one sound."""

    @classmethod
    @cache
    def load(cls) -> "Mishearing":
        """Read PocketSphinx's dictionary and its word counts."""
        from pocketsphinx import Config, LogMath, NGramModel, get_model_path

        folder = Path(get_model_path()) / "en-us"
        counts = NGramModel(Config(lm=None), LogMath(), str(folder / "en-us.lm.bin"))
        pronounced: dict[str, Sounds] = {}
        common: dict[Sounds, list[tuple[str, float]]] = defaultdict(list)
        near: dict[Sounds, set[Sounds]] = defaultdict(set)
        for line in (folder / "cmudict-en-us.dict").read_text("utf-8").splitlines():
            word, *sounds = line.split()
            if "(" in word:
                continue
            pronounced[word] = tuple(sounds)
            likely = counts.prob([word]) * 1e-4  # thousands of a logarithm to base 1.0001
            if likely > _COMMON and word.isalpha() and (len(word) > 1 or word in "ai"):
                common[tuple(sounds)].append((word, math.exp(likely)))
                for left in _shorter(tuple(sounds)):
                    near[left].add(tuple(sounds))
        return cls(pronounced, dict(common), dict(near))

    def hear(self, words: Sequence[str], chance: random.Random) -> list[str]:
        """Words as they may be misheard. The same `chance` gives the same errors."""
        heard: list[str] = []
        for word in words:
            dice = chance.random()
            dropped = SHORT_DROPPED if len(word) <= SHORT else DROPPED
            if dice < dropped:
                continue
            heard += self._replaced(word, chance) if dice < dropped + REPLACED else [word]
            if chance.random() < ADDED:
                heard.append(chance.choice(_MADE_UP))
        return heard or list(words)

    def _replaced(self, word: str, chance: random.Random) -> list[str]:
        sounds = self.pronounced.get(word) or self.pronounced.get(word.rstrip("s'"))
        if sounds is None:
            return []
        alike = [one for one in self._alike(sounds) if one[0] != word]
        if alike:
            words, likely = zip(*alike, strict=True)
            return [chance.choices(words, [math.sqrt(one) for one in likely])[0]]
        cuts = [(sounds[:i], sounds[i:]) for i in range(2, len(sounds) - 1)]
        pairs = [
            [max(self._alike(half), key=lambda one: one[1])[0] for half in cut]
            for cut in cuts
            if all(self._alike(half) for half in cut)
        ]
        return chance.choice(pairs) if pairs else [word]

    def _alike(self, sounds: Sounds) -> list[tuple[str, float]]:
        """Common words that sound the same or differ by one sound."""
        keys = {sounds, *_shorter(sounds)}
        found = {other for key in keys for other in self.near.get(key, ())} | keys
        return [word for other in sorted(found) for word in self.common.get(other, ())]


def _shorter(sounds: Sounds) -> Iterator[Sounds]:
    """The sounds without any one of them, and all of them."""
    yield sounds
    for i in range(len(sounds)):
        yield sounds[:i] + sounds[i + 1 :]


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest words to replace, drop or add to make one the other."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(said, heard)
