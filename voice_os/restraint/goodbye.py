"""Does the person say goodbye? Told from the words, with a scorer: as in a crisis.

Most people who leave say why, and not "goodbye". One that is not known lets an answer hold them;
one that is none costs a goodbye that nobody asked for: where there is doubt, an answer must hold on
more plainly to be replaced (`tactics`).
"""

from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import sentences

CERTAIN = 2.5
"""How sure it is where there is no doubt left."""

_RATHER = -0.5
"""The score above which it rather is one."""


def says_goodbye(text: str) -> bool:
    """Whether a person says goodbye."""
    return how_sure(text) > 0


def how_sure(text: str) -> float:
    """How sure it is that a person says goodbye: above 0 rather than not, and see `CERTAIN`."""
    said = sentences(text)
    return scorer("goodbye")(said) - _RATHER if said else -CERTAIN
