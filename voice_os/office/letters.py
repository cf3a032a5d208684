"""Letters: dictated, shaped, changed sentence by sentence, and written into files.

A letter is kept in the ledger while it is being written; what is saved, printed or sent is made of
it anew each time.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voice_os.errors import Problem

if TYPE_CHECKING:
    from odfdo import Document, Element

Format = Literal["odt", "pdf", "txt"]

FONT = "Intuitive"
"""The font that looks like a hand (SIL Open Font License)."""

_PLAIN_FONT = "Helvetica"
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is being written. `paragraphs` are lists of sentences."""

    to: str
    day: date
    paragraphs: tuple[tuple[str, ...], ...] = ()
    place: str = ""
    closing: str = "Kind regards"
    sender: str = ""

    @property
    def salutation(self) -> str:
        """How it begins: "Dear Anna,"."""
        return f"Dear {self.to}," if self.to else "Dear Sir or Madam,"

    @property
    def sentences(self) -> list[str]:
        """All its sentences, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def lines(self) -> list[str]:
        """The letter as it stands on paper, a paragraph a line, with empty lines between."""
        head = ", ".join(part for part in (self.place, spelt_day(self.day)) if part)
        body = [line for paragraph in self.paragraphs for line in (" ".join(paragraph), "")]
        return [head, "", self.salutation, "", *body, f"{self.closing},", self.sender]


def dictated(words: str) -> tuple[tuple[str, ...], ...]:
    """Paragraphs of what was dictated: "new paragraph" begins one, "full stop" ends a sentence."""
    text = re.sub(r"[,.]?\s*\b(?:full stop|period)\b[.,]?", ".", words, flags=re.IGNORECASE)
    text = re.sub(r"[,.]?\s*\bquestion mark\b[.,?]?", "?", text, flags=re.IGNORECASE)
    text = re.sub(r"[,.]?\s*\bexclamation mark\b[.,!]?", "!", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*\bcomma\b,?", ",", text, flags=re.IGNORECASE)
    parts = re.split(r"[,.]?\s*\bnew (?:paragraph|line)\b[.,:]?\s*", text, flags=re.IGNORECASE)
    return tuple(sentences for part in parts if (sentences := _sentences(part)))


def added(letter: Letter, words: str) -> Letter:
    """A letter with more dictated words: they go on with its last paragraph."""
    new = dictated(words)
    if not letter.paragraphs or re.match(r"\s*new paragraph\b", words, re.IGNORECASE):
        return replace(letter, paragraphs=(*letter.paragraphs, *new))
    *before, last = letter.paragraphs
    first, *others = new or ((),)
    return replace(letter, paragraphs=(*before, (*last, *first), *others))


def changed(letter: Letter, place: int, words: str | None) -> Letter:
    """A letter with other words in the place of a sentence (0: the first); None: without it.

    Raises `Problem` where there is no such sentence.
    """
    count = len(letter.sentences)
    if not -count <= place < count:
        raise Problem(
            f"There are {count} sentences in the letter." if count else "It is empty yet."
        )
    wanted, at = place % count, 0
    paragraphs = []
    for paragraph in letter.paragraphs:
        kept: list[str] = []
        for sentence in paragraph:
            if at != wanted:
                kept.append(sentence)
            elif words is not None:
                kept += _sentences(words)
            at += 1
        if kept:
            paragraphs.append(tuple(kept))
    return replace(letter, paragraphs=tuple(paragraphs))


def reworded(letter: Letter, old: str, new: str) -> Letter:
    """A letter with some words in the place of others, as often as they stand there.

    Where those began with a capital, these do. Raises `Problem` where they stand nowhere.
    """
    words = r"\W+".join(map(re.escape, old.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)

    def as_there(there: re.Match[str]) -> str:
        return new[:1].upper() + new[1:] if there[0][0].isupper() else new

    paragraphs = tuple(
        tuple(pattern.sub(as_there, sentence) for sentence in paragraph)
        for paragraph in letter.paragraphs
    )
    if paragraphs == letter.paragraphs:
        raise Problem("Those words are not in the letter.")
    return replace(letter, paragraphs=paragraphs)


def written(letter: Letter, form: Format, *, hand: bool) -> bytes:
    """A letter as a file of this form. `hand`: in the font that looks like a hand."""
    match form:
        case "txt":
            return ("\n".join(letter.lines).rstrip() + "\n").encode()
        case "pdf":
            return _pdf(letter.lines, hand=hand)
        case "odt":
            return _odt(letter.lines, hand=hand)


def file_name(letter: Letter, form: Format) -> str:
    """What a letter's file is called: "2026-11-03 Anna.pdf"."""
    to = re.sub(r"[^\w -]", "", letter.to).strip() or "letter"
    return f"{letter.day.isoformat()} {to}.{form}"


def spelt_day(day: date) -> str:
    """A date as it stands on a letter: "3 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def font_file() -> Path:
    """The file of the font that looks like a hand, in its own package."""
    from font_intuitive import font_files

    return Path(next(iter(font_files.values())))


def _sentences(text: str) -> tuple[str, ...]:
    found = (_sentence(one) for one in _SENTENCES.split(text.strip()))
    return tuple(one for one in found if one)


def _sentence(words: str) -> str:
    """Words as a sentence: with a capital before and a stop behind."""
    words = re.sub(r"\bi\b", "I", " ".join(words.split())).strip(" ,")
    if not words.strip(".!?"):
        return ""
    return f"{words[0].upper()}{words[1:]}{'' if words[-1] in '.!?' else '.'}"


def _pdf(lines: Sequence[str], *, hand: bool) -> bytes:
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_margin(25)
    page.add_page()
    if hand and _in_font("".join(lines)):
        page.add_font(FONT, fname=font_file())
        page.set_font(FONT, size=17)
    else:
        page.set_font(_PLAIN_FONT, size=12)
        lines = [line.encode("latin-1", "replace").decode("latin-1") for line in lines]
    for at, line in enumerate(lines):
        page.multi_cell(0, 8, line, align="R" if at == 0 else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def _in_font(text: str) -> bool:
    """Whether the font has every letter of a text."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file()) as font:
        known = font.getBestCmap()
    return all(ord(sign) in known for sign in text if not sign.isspace())


def _odt(lines: Sequence[str], *, hand: bool) -> bytes:
    from odfdo import Document, Element, Paragraph, Style

    document = Document("text")
    document.body.clear()
    style = Style("paragraph", name="Letter", area="text", size="16pt" if hand else "12pt")
    if hand:
        style.set_properties({"style:font-name": FONT}, area="text")
        _embed(document, Element)
    document.insert_style(style, automatic=True)
    for line in lines:
        document.body.append(Paragraph(line, style="Letter"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _embed(document: "Document", element: "type[Element]") -> None:
    """Put the font into the file, so that it looks the same everywhere."""
    path = f"Fonts/{FONT}.ttf"
    face = element.from_tag(
        f'<style:font-face style:name="{FONT}" svg:font-family="{FONT}"><svg:font-face-src>'
        f'<svg:font-face-uri xlink:href="{path}" xlink:type="simple">'
        '<svg:font-face-format svg:string="truetype"/></svg:font-face-uri>'
        "</svg:font-face-src></style:font-face>"
    )
    faces = document.content.get_element("//office:font-face-decls")
    if faces is not None:
        faces.append(face)
    document.set_part(path, font_file().read_bytes())
    document.manifest.add_full_path(path, "application/x-font-ttf")
