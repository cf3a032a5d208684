"""Restraint: what she does not leave to a language model.

Before anything answers, `crisis` looks for signs that a person, or somebody they speak of, is in
danger; then `care` answers, with the helpline of their country. What a language model says passes
`guard` on its way to the ear. `reminder` says again, now and then, that she is an AI. Everything
here is deterministic, works on a bare machine, and keeps no content: `counts` has numbers only.
"""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """Of whom it is spoken."""

    SELF = "self"
    OTHER = "other"


class Danger(StrEnum):
    """What kind of danger it is."""

    SUICIDE = "suicide"
    """Suicide, self-harm, or the wish not to be."""

    VIOLENCE = "violence"
    """Somebody hurts them."""

    NOW = "now"
    """Something has been done already: every minute counts."""


@dataclass(frozen=True, slots=True)
class Concern:
    """There are signs that somebody is in danger."""

    about: About
    danger: Danger = Danger.SUICIDE
