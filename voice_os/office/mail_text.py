"""What a mail says, for the ear."""

import re
from html.parser import HTMLParser

_LONGEST = 20_000  # characters


def plain(text: str, page: str) -> str:
    """What a mail says, without what it quotes: plain text, else what its HTML shows."""
    text = text or _shown(page)
    lines = []
    for line in text[:_LONGEST].splitlines():
        if _QUOTES.match(line):
            break
        if not line.startswith(">"):
            lines.append(line)
    return "\n".join(lines).strip()


_QUOTES = re.compile(r"(?:On .{5,100} wrote:|-{2,} ?(?:Original|Forwarded) |-- $|_{10,})")


class _Text(HTMLParser):
    """Collects what a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "head")
        self.parts.append("\n" if tag in ("p", "br", "div", "li", "tr") else "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.parts.append(data)


def _shown(page: str) -> str:
    reader = _Text()
    reader.feed(page[: 10 * _LONGEST])
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)
