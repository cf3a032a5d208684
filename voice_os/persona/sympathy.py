"""A word of sympathy, where no language model is there to find a better one. Pure."""

from collections.abc import Sequence

from voice_os.persona.sentiment import valence_of

GLAD = "I'm glad to hear that."
SORRY = "I'm sorry to hear that."

_MARKED = 0.4


def in_sympathy(text: str) -> list[str]:
    """What one says first to plainly good or bad news; nothing to the rest, and to questions."""
    valence = 0.0 if "?" in text else valence_of(text)
    if valence >= _MARKED:
        return [GLAD]
    return [SORRY] if valence <= -_MARKED else []


def is_low(text: str) -> bool:
    """Whether somebody says that they are not well, or that something bad has happened."""
    return in_sympathy(text) == [SORRY]


def suggested(people: Sequence[str]) -> list[str]:
    """That somebody could be called; nothing where there is nobody."""
    return [f"Perhaps you'd like to call {' or '.join(people)}."] if people else []
