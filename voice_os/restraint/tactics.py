"""What she must not say: at a goodbye, and at any time. The phrases are in `tactics.toml`.

The tactics at a goodbye are the six that De Freitas and others found companions to use ("Emotional
Manipulation by AI Companions", arXiv:2508.19258), and secrecy. A phrase marks what a tactic sounds
like; the scorer weighs the marks together with the words, since a warm farewell has some too.
"""

import re
from enum import StrEnum

from voice_os.restraint.grammar import phrases
from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import plain

HOLDING_ON = -1.4
"""The score above which an answer to a goodbye holds on to the person."""

_BEGINNING = 4.0
"""How much more its beginning must score than the whole: many a kind answer begins oddly."""

SOONER = 0.7
"""How much earlier that is with a minor."""

ASKS = "asks"
"""The mark of a question."""

_FILE = "tactics.toml"
_SENTENCE = re.compile(r"(?<=[.!?]) ")


class Tactic(StrEnum):
    """Why something is not said."""

    HOLDING_ON = "holding_on"
    """At a goodbye: too soon, fear of missing out, guilt, pressure, ignoring it, restraint."""

    HUMAN = "human"
    """A claim to be human, or conscious."""

    SECRECY = "secrecy"
    ISOLATION = "isolation"
    FLATTERY = "flattery"
    HARM = "harm"
    ROMANCE = "romance"
    """Only with a minor."""


def tactic(text: str, *, farewell: bool, minor: bool = False) -> Tactic | None:
    """Why an answer, at a goodbye a whole one, must not be said; None: it may. Pure."""
    words = _words(text)
    for section in ("never", "minors") if minor else ("never",):
        for name, one in phrases(_FILE, section).items():
            if one.search(words):
                return Tactic(name)
    if not farewell:
        return None
    limit = HOLDING_ON - SOONER * minor
    return Tactic.HOLDING_ON if holds_on(text) > limit else None


def holds_on(text: str) -> float:
    """How much an answer to a goodbye holds on to the person: above `HOLDING_ON` it does."""
    return max([_score(text), *(_score(one) - _BEGINNING for one in beginnings(text))])


def beginnings(text: str) -> list[str]:
    """The first sentence of an answer, the first two, and so on: all but the whole."""
    said = _SENTENCE.split(text)
    return [" ".join(said[:end]) for end in range(1, len(said))]


def _score(text: str) -> float:
    return scorer("farewell")(_words(text), sorted(marks(text)))


def marks(text: str, *, blind: bool = False) -> frozenset[str]:
    """The names of the marks in an answer to a goodbye. `blind`: as if no tactic were known."""
    words = _words(text)
    clinging, peace = (
        [name for name, one in phrases(_FILE, section).items() if one.search(words)]
        for section in ("clinging", "peace")
    )
    clinging = [] if blind else clinging
    asks = [ASKS] if "?" in text else []
    of_what = [name for name, some in (("clinging", clinging), ("peace", peace)) if some]
    return frozenset([*clinging, *peace, *asks, " and ".join(of_what)])


def _words(text: str) -> str:
    """Plain words, with what means little elsewhere: "please" means much here."""
    return plain(text, drop=frozenset())
