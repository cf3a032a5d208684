"""A word of sympathy, where there is no language model to find a better one."""

from voice_os.persona.sentiment import valence_of

GLAD = "I'm glad to hear that."
SORRY = "I'm sorry to hear that."

_MARKED = 0.4


def in_sympathy(text: str) -> list[str]:
    """What one says first to plainly good or bad news; nothing to the rest."""
    valence = valence_of(text)
    if valence >= _MARKED:
        return [GLAD]
    return [SORRY] if valence <= -_MARKED else []
