"""The ways in which she listens."""

from enum import StrEnum


class Mode(StrEnum):
    """When she takes what she hears as said to her. The key works in every mode but `MUTED`."""

    KEY = "key"
    """While the key is held, or between two taps."""

    OPEN = "open"
    """Always: whoever speaks, speaks to her."""

    NAME = "name"
    """When her name is said, and for a short while after an answer."""

    MUTED = "muted"
    """Never: the microphone is closed."""
