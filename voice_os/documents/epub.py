"""EPUB books: web pages in an archive, in the order that a list in it gives."""

import posixpath
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from voice_os.documents import Passage, html, zipped
from voice_os.documents.passages import plain
from voice_os.errors import Problem

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = "META-INF/rights.xml"
_PAGES = ("application/xhtml+xml", "text/html")


def read(path: Path) -> tuple[str, list[Passage]]:
    """The title of a book and its paragraphs, each under the heading of its chapter."""
    with zipped.opened(path) as book:
        names = set(book.namelist())
        if _RIGHTS in names and _ENCRYPTION in names:
            raise Problem("it is encrypted, and can only be read with the seller's program")
        listed = _xml(book, _CONTAINER).find(".//{*}rootfile")
        root = (listed.get("full-path") if listed is not None else None) or ""
        package = _xml(book, root)
        pages = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
        paragraphs: list[Passage] = []
        chapter = 0
        for entry in package.iterfind(".//{*}spine/{*}itemref"):
            page = pages.get(entry.get("idref"))
            if page is None or page.get("media-type") not in _PAGES:
                continue
            name = _within(root, page.get("href") or "")
            if name not in names:
                continue
            _, found = html.read(book.read(name))
            chapter += bool(found)
            heading = next((one.place for one in found if one.place), f"chapter {chapter}")
            paragraphs += [Passage(one.place or heading, one.text) for one in found]
        return plain(package.findtext(".//{*}metadata/{*}title") or ""), paragraphs


def _within(root: str, link: str) -> str:
    """The name in the archive of what the list `root` links to; never one outside of it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(link)))


def _xml(book: ZipFile, name: str) -> Any:
    """Parse an entry; what it declares as entities is not resolved, and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(book.read(name), parser)
    except (KeyError, etree.XMLSyntaxError):
        raise Problem("it is no EPUB book, or broken") from None
