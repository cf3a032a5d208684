"""PDF: the words on its pages."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voice_os.documents import Passage
from voice_os.documents.passages import plain
from voice_os.errors import Problem

_BROKEN_WORD = re.compile(r"(?<=[a-zà-öø-ÿ])-\n(?=[a-zà-öø-ÿ])")
_PARAGRAPH = re.compile(r"\n\s*\n")


def read(path: Path) -> tuple[str, Iterator[Passage]]:
    """The title that a file gives itself, and the paragraphs of its pages, as they are read."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every flaw it meets
    try:
        file = pypdf.PdfReader(path)
        locked = file.is_encrypted and not file.decrypt("")
        title = "" if locked else (file.metadata and file.metadata.title) or ""
    except (PyPdfError, ImportError) as error:
        raise _broken(error) from error
    if locked:
        raise Problem("it is encrypted; save a copy without a password")
    return plain(title), _pages(file)


def _pages(file: Any) -> Iterator[Passage]:
    from pypdf.errors import PyPdfError

    try:
        for number, page in enumerate(file.pages, 1):
            text = _BROKEN_WORD.sub("", page.extract_text())
            yield from (Passage(f"page {number}", one) for one in _PARAGRAPH.split(text))
    except (PyPdfError, ImportError) as error:
        raise _broken(error) from error


def _broken(error: Exception) -> Problem:
    if isinstance(error, ImportError) or "encrypt" in str(error).lower():
        return Problem("it is encrypted; save a copy without a password")
    return Problem("it is no PDF file, or broken")
