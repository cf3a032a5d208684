"""Plain text and Markdown."""

import codecs
from collections.abc import Iterator

from voice_os.documents import Passage, html
from voice_os.errors import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes) -> Iterator[Passage]:
    """The paragraphs of a plain text. Raises `Problem` where it is none."""
    for paragraph in decoded(data).split("\n\n"):
        if paragraph.strip():
            yield Passage("", paragraph)


def read_markdown(data: bytes) -> tuple[str, list[Passage]]:
    """The first heading, and the paragraphs of a Markdown text, each under its heading."""
    from markdown_it import MarkdownIt

    written = MarkdownIt("commonmark", {"html": False}).enable("table").render(decoded(data))
    _, paragraphs = html.read(written.encode())
    title = next((one.place for one in paragraphs if one.place), "")
    return title, paragraphs


def decoded(data: bytes) -> str:
    """Bytes as text, with lines that end in "\\n". Raises `Problem` where they are none."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what is older is mostly written so
    controls = sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in text)
    if "\0" in text or controls > len(text) / 100:
        raise Problem("it is no text")
    return "\n".join(line.rstrip() for line in text.splitlines())
