"""Does the person say goodbye? Told from the words: those for it, and what people say who go.

A scorer weighs the words, as in a crisis: most people who leave say why, and not "goodbye". One
that is not known lets an answer hold them; one that is none costs a goodbye that nobody asked for.
"""

from voice_os.restraint.grammar import phrases
from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import plain

SURE = -1.0
"""The score above which it is one: so one in twenty of an author never seen is missed."""


def says_goodbye(text: str) -> bool:
    """Whether a person says goodbye. Whoever tells where they will go another day does not."""
    words = plain(text)
    known = marks(words)
    if not words or known == ["plans"]:
        return False
    return scorer("goodbye")(words, known) > SURE


def marks(words: str) -> list[str]:
    """What is known of plain words, as the scorer weighs it: words for it, and plans to go."""
    return [name for name, one in phrases("tactics.toml", "person").items() if one.search(words)]
