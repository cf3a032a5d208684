"""Signs of a crisis in plain words, and contexts that may disarm them: `signs.toml`, read.

A word further away than `NEAR` from every sign disarms none: "kitchen" does not, at the other end
of a long story.
"""

from voice_os.restraint.grammar import phrases

NEAR = 90
"""Characters around the signs in which a context counts."""

OF_OTHERS = frozenset(
    {"their_wish", "their_despair", "their_harm", "their_means", "help_them", "dread"}
)
"""Signs that speak of somebody else."""

_FILE = "signs.toml"


def signs(words: str) -> list[str]:
    """The names of the signs in plain words."""
    return [name for name, one in phrases(_FILE, "signs").items() if one.search(words)]


def contexts(words: str) -> list[str]:
    """The names of the contexts in plain words."""
    return [name for name, one in phrases(_FILE, "contexts").items() if one.search(words)]


def window(words: str) -> str:
    """What stands around the signs in plain words; all of them, where there are none."""
    found = (one.search(words) for one in phrases(_FILE, "signs").values())
    spans = [match.span() for match in found if match]
    if not spans or len(words) <= NEAR:
        return words
    start = max(0, min(begin for begin, _ in spans) - NEAR)
    end = max(end for _, end in spans) + NEAR
    return words[words.find(" ", start) + 1 if start else 0 : end]


def named(words: str, *, blind: bool = False) -> list[str]:
    """Signs, hints and contexts, as the scorer weighs them. `blind`: as if no sign were known."""
    found, disarming = [] if blind else signs(words), contexts(words)
    hints = [name for name, one in phrases(_FILE, "hints").items() if one.search(words)]
    crowd = [f"{min(len(found), 3)} signs"]
    bare = "bare" if found else "hints only" if hints else "nothing"
    return found + disarming + hints + crowd + ([bare] if not disarming else [])
