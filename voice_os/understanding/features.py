"""Features of words for linear models: what stands beside what, spelling, and sound."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from voice_os.understanding.names import sound
from voice_os.understanding.stated import MONTHS, WEEKDAYS

WIDTH = 1 << 15
"""How many columns the features are hashed into."""

_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty hundred thousand noon midnight
"""
_KINDS = {
    **dict.fromkeys((*WEEKDAYS, "today", "tomorrow", "tonight", "yesterday", "weekend"), "<day>"),
    **dict.fromkeys(MONTHS, "<month>"),
    **dict.fromkeys(_NUMBERS.split(), "<number>"),
    **dict.fromkeys(("morning", "afternoon", "evening", "night"), "<part>"),
    **dict.fromkeys(("mom", "mum", "dad", "wife", "husband", "boss", "brother", "sister"), "<who>"),
}
"""Words that stand for others of their kind."""

sound_of = lru_cache(4096)(sound)
"""How a word sounds, remembered."""


def of_sentence(words: Sequence[str]) -> list[str]:
    """Features of a sentence: its words in ones, twos and threes, their pieces, their sounds."""
    edged = ["^", *words, "$"]
    sounds = [sound_of(word) for word in words]
    found = [f"w{word}" for word in words]
    found += [f"b{first} {second}" for first, second in pairwise(edged)]
    found += [f"t{' '.join(three)}" for three in zip(edged, edged[1:], edged[2:], strict=False)]
    kinds = [_KINDS.get(word, word) for word in edged]
    found += [f"k{' '.join(two)}" for two in pairwise(kinds)]
    found += [f"K{' '.join(three)}" for three in zip(kinds, kinds[1:], kinds[2:], strict=False)]
    found += [f"s{one}" for one in sounds]
    found += [f"S{first} {second}" for first, second in pairwise(sounds)]
    for word in words:
        spelt = f"<{word}>"
        found += [f"c{spelt[i : i + n]}" for n in (3, 4, 5) for i in range(len(spelt) - n + 1)]
    return found


def columns(features: Sequence[str]) -> NDArray[np.int64]:
    """The columns of features, each once."""
    return np.unique([crc32(one.encode()) % WIDTH for one in features])
