"""Web pages, and what can be brought into that form: Markdown and the chapters of EPUB books."""

from collections.abc import Iterator
from typing import Any

from voice_os.documents import Passage
from voice_os.documents.passages import plain

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "svg", "nav", "iframe"})
_WITHIN = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr"}
)
"""What stands within a paragraph; everything else begins and ends one."""


def read(data: bytes) -> tuple[str, list[Passage]]:
    """The title of a page ("": it has none) and its paragraphs, each under its heading."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding=_encoding(data), remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # there is nothing in it
        return "", []
    title = plain(root.findtext(".//title") or "")
    return title, list(_paragraphs(etree.iterwalk(root, events=("start", "end"))))


def _paragraphs(steps: Any) -> Iterator[Passage]:
    heading, words = "", ""
    for event, element in steps:
        tag = element.tag
        if event == "start" and tag in _UNSEEN:
            steps.skip_subtree()
            continue
        if tag not in _WITHIN and tag not in _UNSEEN:
            if event == "end" and tag in _HEADINGS and plain(words):
                heading, words = plain(words), ""
            elif plain(words):
                yield Passage(heading, words)
            words = ""
        words += (element.text if event == "start" else element.tail) or ""
    if plain(words):
        yield Passage(heading, words)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the page is, whatever it says; else what it says, as lxml finds it."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"
