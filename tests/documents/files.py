"""Small files of every kind, made on the spot."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

_CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
_PACKAGE = """<?xml version="1.0"?>{before}
<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>
<manifest>{items}</manifest><spine>{order}</spine></package>"""


def text(path: Path, words: str) -> Path:
    """A file of these words."""
    path.write_text(words, "utf-8")
    return path


def moved(path: Path, name: str) -> Path:
    """The file under another name."""
    return path.rename(path.with_name(name))


def pdf(path: Path, pages: Sequence[str]) -> Path:
    """A PDF file whose pages hold these lines."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for place, page in enumerate(pages):
        lines = " ".join(f"({line}) Tj T*" for line in page.splitlines())
        content = f"BT /F1 12 Tf 14 TL 50 700 Td {lines} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * place} 0 R "
            "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(f"{len(data):010} 00000 n \n")
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    path.write_bytes(data + (table + tail).encode())
    return path


def epub(path: Path, title: str, chapters: Sequence[str], before: str = "") -> Path:
    """An EPUB book of chapters in HTML; `before`: what stands before its list."""
    names = [f"chapter {place}.xhtml" for place in range(len(chapters))]
    items = "".join(
        f'<item id="c{place}" href="{name.replace(" ", "%20")}" '
        'media-type="application/xhtml+xml"/>'
        for place, name in enumerate(names)
    )
    order = "".join(f'<itemref idref="c{place}"/>' for place in range(len(names)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("META-INF/container.xml", _CONTAINER)
        package = _PACKAGE.format(title=title, items=items, order=order, before=before)
        book.writestr("OEBPS/book.opf", package)
        for name, chapter in zip(names, chapters, strict=True):
            book.writestr(f"OEBPS/{name}", f"<html><body>{chapter}</body></html>")
    return path


def docx(path: Path, paragraphs: Sequence[tuple[str, str]]) -> Path:
    """A DOCX document of paragraphs, each with its style ("": the usual one)."""
    from docx import Document

    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style or None)
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Roof", "nine thousand"
    document.save(str(path))
    return path
