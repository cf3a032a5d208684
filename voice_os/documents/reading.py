"""Reading a file of any kind that is known, within limits. Runs in a process of its own."""

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from voice_os.documents import LARGEST, Passage, docx, epub, html, pdf, text
from voice_os.documents.passages import passages
from voice_os.errors import Problem

LONGEST: Final = 20_000_000
"""Characters of a document that is read: some twenty thick books."""

_LONGEST_TITLE = 120
_NO_TITLE = re.compile(r"untitled.*|microsoft word.*|.*\.\w{2,4}|[\W\d_]*", re.IGNORECASE)


def read(path: Path) -> tuple[str, Iterator[Passage]]:
    """The title and the passages of a file, as they are read. Raises `Problem` on the way.

    The sentence of a `Problem` says what is wrong with "it".
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise Problem("it is no file")
    if about.st_size > LARGEST:
        raise Problem(f"it is larger than {LARGEST // 1_000_000} MB")
    title, paragraphs = _parts(path)
    named = title if not _NO_TITLE.fullmatch(title) else path.stem.replace("_", " ")
    return named[:_LONGEST_TITLE], _limited(passages(paragraphs))


def _parts(path: Path) -> tuple[str, Iterable[Passage]]:
    match path.suffix.lower():
        case ".pdf":
            return pdf.read(path)
        case ".epub":
            return epub.read(path)
        case ".docx":
            return docx.read(path)
        case ".html" | ".htm" | ".xhtml":
            text.decoded(path.read_bytes())
            return html.read(path.read_bytes())
        case ".md" | ".markdown":
            return text.read_markdown(path.read_bytes())
        case ".txt" | ".text":
            return "", text.read(path.read_bytes())
        case _:
            raise Problem(
                "only text, Markdown, HTML, PDF, EPUB and DOCX can be read, and it is none of these"
            )


def _limited(found: Iterator[Passage]) -> Iterator[Passage]:
    length = 0
    for passage in found:
        length += len(passage.text)
        if length > LONGEST:
            raise Problem(f"it has more than {LONGEST // 1_000_000} million characters")
        yield passage
    if not length:
        raise Problem("there are no words in it")
