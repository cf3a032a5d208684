"""How her manner drifts by itself: a little, towards what is welcome, with its reason written down.

Several like signs in what a person says move one shade of her manner by one step. How far it may
go in all, and that it can be taken back, is the matter of `changes.drifted`.
"""

import re
from collections import Counter
from contextlib import suppress
from typing import NamedTuple

from voice_os.errors import Problem
from voice_os.persona.persona import Persona

SIGNS = 3
"""Like signs that make a step."""

STEP = 0.02
"""How far a step goes."""


class Sign(NamedTuple):
    """What a person says, whole, and which way it moves a shade of her manner."""

    form: re.Pattern[str]
    shade: str
    way: float
    why: str


_SIGNS = tuple(
    Sign(re.compile(form), shade, way, why)
    for form, shade, way, why in (
        (
            r"(?:please )?(?:tell me more|go on|more|what else|say more)(?: please)?",
            *("talkativeness", 1.0, "You often asked me to go on."),
        ),
        (
            r"(?:yes yes|okay okay|i (?:know|see|get it)|(?:get|come) to the point|in short)",
            *("talkativeness", -1.0, "You often wanted me to come to the point."),
        ),
        (
            r"(?:ha(?: ?ha)+|(?:that's|that was|you're|you are|very) funny|good one|nice one)",
            *("playfulness", 1.0, "You often laughed."),
        ),
        (
            r"(?:(?:that's|that was) not funny|be serious|this is serious|i'm serious)",
            *("playfulness", -1.0, "You were often not in the mood for jokes."),
        ),
        (
            r"(?:(?:that's|that is|you're|you are|how) (?:so |very )?(?:sweet|kind|lovely|nice))"
            r"(?: of you)?",
            *("warmth", 1.0, "Kind words were often welcome."),
        ),
    )
)


class Drift:
    """Counts signs, and lets her manner follow."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._seen: Counter[Sign] = Counter()

    def take(self, said: str) -> None:
        """The person said this, and it counts."""
        sign = sign_in(said)
        if sign is None:
            return
        self._seen[sign] += 1
        if self._seen[sign] >= SIGNS:
            self._seen[sign] = 0
            with suppress(Problem):  # where her file cannot be written she stays as she is
                self._persona.drift(sign.shade, sign.way * STEP, sign.why)


def sign_in(said: str) -> Sign | None:
    """The sign that words are, or None. Pure."""
    words = " ".join(re.sub(r"[^\w\s']", " ", said.lower().replace("’", "'")).split())
    return next((sign for sign in _SIGNS if sign.form.fullmatch(words)), None)
