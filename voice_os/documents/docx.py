"""DOCX: the paragraphs and tables of a text document, under their headings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voice_os.documents import Passage, zipped
from voice_os.documents.passages import plain
from voice_os.errors import Problem


def read(path: Path) -> tuple[str, list[Passage]]:
    """The title that a document gives itself, and its paragraphs."""
    import docx

    zipped.opened(path).close()
    try:
        document = docx.Document(str(path))
        paragraphs = list(_paragraphs(document))
        titles = (p.text for p in document.paragraphs if _style(p) == "Title")
        title = document.core_properties.title or next(titles, "")
    except Exception as error:  # the library has many, and none of its own for what is broken
        raise Problem("it is no DOCX document, or broken") from error
    return plain(title), paragraphs


def _paragraphs(document: Any) -> Iterator[Passage]:
    from docx.table import Table

    heading = ""
    for one in document.iter_inner_content():
        if isinstance(one, Table):
            rows = (" ".join(cell.text for cell in row.cells) for row in one.rows)
            yield from (Passage(heading, row) for row in rows if plain(row))
        elif _style(one).startswith(("Heading", "Title")):
            heading = plain(one.text) or heading
        elif plain(one.text):
            yield Passage(heading, one.text)


def _style(paragraph: Any) -> str:
    return (paragraph.style and paragraph.style.name) or ""
