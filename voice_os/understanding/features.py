"""Features of words for linear models: what stands beside what, spelling, and sound."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from voice_os.understanding.kinds import kind
from voice_os.understanding.names import sound

WIDTH = 1 << 15
"""How many columns the features are hashed into."""

sound_of = lru_cache(4096)(sound)
"""How a word sounds, remembered."""


def of_sentence(words: Sequence[str]) -> list[str]:
    """Features of a sentence: its words in ones and twos, their kinds, pieces and sounds."""
    edged = ["^", *words, "$"]
    sounds = [sound_of(word) for word in words]
    found = [f"w{word}" for word in words]
    found += [f"b{first} {second}" for first, second in pairwise(edged)]
    kinds = [f"<{one}>" if (one := kind(word)) else word for word in words]
    found += [f"k{' '.join(two)}" for two in pairwise(["^", *kinds, "$"])]
    found += [f"s{one}" for one in sounds]
    found += [f"S{first} {second}" for first, second in pairwise(sounds)]
    for word in words:
        spelt = f"<{word}>"
        found += [f"c{spelt[i : i + n]}" for n in (3, 4, 5) for i in range(len(spelt) - n + 1)]
    return found


def columns(features: Sequence[str]) -> NDArray[np.int64]:
    """The columns of features, each once."""
    return np.unique([crc32(one.encode()) % WIDTH for one in features])
