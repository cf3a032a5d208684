"""What she must not say: at a goodbye, and at any time.

At any time that is what `tactics.toml` lists. At a goodbye it is the six tactics that De Freitas
and others found companions to use ("Emotional Manipulation by AI Companions", arXiv:2508.19258),
secrecy, and flattery that holds: a scorer tells them, since a warm farewell has most of their words
too.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from voice_os.restraint.goodbye import CERTAIN
from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import plain, sentences

HOLDING_ON = -1.7
"""The score above which an answer to a certain goodbye holds on to the person."""

_DOUBT = 1.9
"""How much higher that is for each step by which the goodbye is less than certain."""

SOONER = 0.7
"""How much earlier that is with a minor."""


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


def tactic(text: str, *, goodbye: float = 0.0, minor: bool = False) -> Tactic | None:
    """Why an answer, at a goodbye a whole one, must not be said; None: it may. Pure.

    `goodbye`: how sure it is that it answers one.
    """
    words = plain(text)
    for section in ("never", "minors") if minor else ("never",):
        for name, phrases in _phrases(section).items():
            if phrases.search(words):
                return Tactic(name)
    if goodbye <= 0 or not words:
        return None
    limit = HOLDING_ON + _DOUBT * max(0.0, CERTAIN - goodbye) - SOONER * minor
    return Tactic.HOLDING_ON if scorer("farewell")(sentences(text)) > limit else None


@cache
def _phrases(section: str) -> Mapping[str, re.Pattern[str]]:
    """For each tactic of a section of the list, any of its phrases, as whole words."""
    listed = tomllib.loads(files(__package__).joinpath("tactics.toml").read_text("utf-8"))
    return {
        name: re.compile(rf"\b(?:{'|'.join(some)})(?!\w)") for name, some in listed[section].items()
    }
