"""What people say that no skill is for, so that a recogniser expects it as well."""

import random
from itertools import islice

from voice_os.understanding.examples import Drawing, paragraphs, spread
from voice_os.understanding.wording import tidy

_OPEN = "open."
"""How the names begin of what belongs to open conversation."""

_EACH = 150
"""Sentences of each kind: as many as of a skill."""

_ANYTHING = (
    (
        "(tell me|talk to me) about (the moon|the sun|the stars|the sea|the rain|music|books|dreams"
        "|love|history|animals|birds|trees|mountains|old times|the world|yourself|your day)",
    ),
    (
        "(tell me|talk to me|teach me) [more|something|all] about [the] {topic}",
        "(what do you|do you) know [anything] about [the] {topic}",
        "what do you think (about|of) {topic}",
        "(explain|describe) {topic} [to me]",
    ),
)
"""Kinds of asking about anything at all, besides what the examples tell apart."""


def open_talk(language: str) -> list[str]:
    """Sentences of open conversation: lower case, no punctuation. English so far."""
    if language != "en":
        return []
    chance = random.Random(0)  # noqa: S311 - a spread, not a secret
    drawing = Drawing(chance)
    said: list[str] = []
    kinds = [lines for name, lines in paragraphs().items() if name.startswith(_OPEN)]
    for templates in (*_ANYTHING, *kinds):
        drawn = [one for template in templates for one in drawing.draw(template)]
        chosen = islice(spread(drawn, chance), _EACH)
        said += [tidy(" ".join(word for word, _ in one)) for one in chosen]
    return said
