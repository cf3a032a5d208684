"""Text as it is written, made into text as it is said.

Models write for the eye: Markdown, links, tables, emoji. None of that may reach a voice. Numbers,
units and plain prose are left to the text-to-speech engine, which knows how its language says
them.
"""

import html
import re
import unicodedata

_STOPS = ".!?…:;,"

# What is not said at all: code, a model's thoughts, marks of a prompt's template, comments.
_UNSAID = re.compile(
    r"""```.*?(?:```|\Z) | ~~~.*?(?:~~~|\Z) | <think>.*?(?:</think>|\Z) | <!--.*?(?:-->|\Z)
      | <\|.{0,80}?\|>(?:(?:system|user|assistant|tool)\b)? | \{\{.{0,200}?\}\} | \{%.{0,200}?%\}
      | \[/?INST\] | <</?SYS>> | \x1b\[[\d;]*[A-Za-z]""",
    re.VERBOSE | re.DOTALL,
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>")

# A link or an image says its own text; a footnote's or a citation's mark says nothing.
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*(?:\)|\Z)|\[[^\[\]]*\])")
_REST_OF_LINK = re.compile(
    r"\]\((?:https?://|mailto:|/|#)[^\s)]*\)?"
)  # its text was in the clause before
_MARK = re.compile(r"\s?\[(?:\^[^\]]*|\d{1,3}|[ xX])\]")
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)(?:[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]'’*_])?", re.IGNORECASE
)
_HOST = re.compile(r"(?:[a-z]+://)?(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]*)", re.IGNORECASE)
_MAILTO = re.compile(r"\bmailto:", re.IGNORECASE)

_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}|(?=.*\|)[ \t|:+-]+")  # --- and |---|---|
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(.*)")
_BULLET = re.compile(r"[ \t]*(?:[-*+•‣▪◦●○][ \t]+|(?=\d{1,3}[.)][ \t]))(?:\[[ xX]\][ \t]+)?(.*)")
_ROW = re.compile(r"[ \t]*\|(.*)")

_TIMES = re.compile(r"(?<=\d)(\s*)\*(\s*)(?=\d)|(?<=\s)\*(?=\s+\w)")
_POWER = re.compile(r"(?<=\d)\s*\*\*\s*(?=\d)")
_SNAKE = re.compile(r"(?<=[\w:])[_\\|](?=\w)")
_HASH = re.compile(r"(?<![^\W_])#(?!\d)")  # C# and #5 keep theirs
_EMOTICON = re.compile(r"(?<!\S)[:;=]['’]?-?[()DPp](?!\w)|<3")
_EMPTY = re.compile(r"\(\s*\)|\"\s*\"")
_SPACES = re.compile(r"\s+")

_MARKUP = str.maketrans("", "", "*_`~|[]{}<>\\")

# Unicode categories that have no sound: controls, what is unassigned, surrogates; and symbols
# such as emoji, of which only the letterlike ones (°, ©, ℃) are words.
_SILENT = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_LETTERLIKE_END = 0x2190
_JOINERS = frozenset({"\ufe0e", "\ufe0f", "\u20e3"})


def speakable(text: str) -> str:
    """What a voice should say of `text`, on one line; empty where there is nothing to say.

    Plain prose comes back as it is. Takes a whole answer as well as a clause of one, in which
    a piece of markup may have lost its other half. Never raises.
    """
    text = _UNSAID.sub(" ", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = html.unescape(_TAG.sub(" ", text))
    text = _without_links(text)
    text = " ".join(_said_line(line) for line in text.splitlines())
    text = _without_marks(text)
    text = "".join(_sounding(character) for character in text)
    text = _SPACES.sub(" ", _EMPTY.sub(" ", text)).strip()
    return text if any(character.isalnum() for character in text) else ""


def _without_links(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _MARK.sub("", text)
    text = _REST_OF_LINK.sub("", text)
    text = _ADDRESS.sub(lambda address: _host(address.group()), text)
    return _MAILTO.sub("", text)


def _host(address: str) -> str:
    """Of an address the part that a person would say: "example.com"."""
    host = _HOST.match(address)
    return host.group(1) if host else ""


def _said_line(line: str) -> str:
    """A line without its block markup. What stood alone on it ends like a sentence."""
    if _RULE.fullmatch(line):
        return ""
    line = line[quote.end() :] if (quote := _QUOTE.match(line)) else line
    if heading := _HEADING.fullmatch(line):
        return _ended(heading.group(1))
    if bullet := _BULLET.fullmatch(line):
        return _ended(bullet.group(1))
    if row := _ROW.fullmatch(line):
        cells = (cell.strip() for cell in row.group(1).split("|"))
        return _ended(", ".join(cell for cell in cells if cell))
    return line


def _ended(line: str) -> str:
    bare = line.rstrip(" \t*_`~\"'”’»)")
    return line if not bare or bare.endswith(tuple(_STOPS)) else f"{line.rstrip()}."


def _without_marks(text: str) -> str:
    text = _EMOTICON.sub(" ", text)
    text = _POWER.sub("^", text)
    text = _TIMES.sub(r"\1×\2", text)
    text = _SNAKE.sub(" ", text)
    return _HASH.sub("", text).translate(_MARKUP)


def _sounding(character: str) -> str:
    """A character that has a sound, or a space; nothing for a mark that only shapes others."""
    if character.isspace():
        return " "
    if character in _JOINERS:
        return ""
    category = unicodedata.category(character)
    if category in _SILENT:
        return ""
    pictorial = category in ("So", "Sk", "Sm") and ord(character) >= _LETTERLIKE_END
    arrow_or_emoji = pictorial and not 0x2200 <= ord(character) < 0x2300  # ∞ and ≤ have names
    return " " if arrow_or_emoji else character
