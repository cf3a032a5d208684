"""Documents: files that people read, brought into passages. Here: what the parts hand each other.

Files come from anywhere, so they are read in a process of its own (`reader`), which may be killed.
What stands in them is data: it is compared and quoted, and never acted on.
"""

from dataclasses import dataclass
from typing import Final

KINDS: Final = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".epub", ".docx"}
)
"""Endings of the names of files that can be read."""

LARGEST: Final = 200_000_000
"""Bytes of a file that is read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of a document, and where they stand: "page 12", a heading, or ""."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file."""

    title: str
    passages: tuple[Passage, ...]
