"""Clauses: an answer's text, as it streams in, cut where a speaker would take a breath.

The first clause comes as early as it sounds natural, for it is what the person waits for. Each
further one may be longer, since more and more sound is in hand by then, and whole sentences sound
best. Numbers, abbreviations, addresses and markup are never cut in half.
"""

import re

_FIRST_PATIENCE = 2
"""Words that the first clause must have before it may end at a comma; doubles each time."""

_LAST_PATIENCE = 16
"""Where the doubling ends."""

_AT_A_JOINT = 6
"""Words beyond patience after which a run without punctuation is cut before an "and" or "with"."""

_ANYWHERE = 12
"""Words beyond patience after which it is cut between any two words."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A word, where a stretch of markup counts as one however many spaces are in it. One that is still
# open reaches to the end of the text (\Z), and so waits; outside of code not for ever.
_WORD = re.compile(
    r"""(?: ```.*?(?:```|\Z) | <think>.*?(?:</think>|\Z)
          | `[^`\n]{0,200}(?:`|\Z)
          | \[[^\]\n]{0,200}(?:\Z|\](?:\([^)\n]{0,500}(?:\)|\Z))?)
          | \{\{[^}\n]{0,200}(?:\}\}|\Z)
          | </?[A-Za-z][^<>\n]{0,300}(?:>|\Z)
          | \S )+""",
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"\s*")
_CLOSERS = "\"'”’“‘»«)]*_"
_OPENERS = "\"'“‘«([*_¿¡"

# The end of a word that is sure without seeing what follows it.
_SURE = re.compile(r"[^\W\d](?:[\w'’-]*[^\W\d])?[,;!?]")

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")  # J. e.g. U.S. p.m. z.B.
_ORDINAL = re.compile(r"\d{1,2}\.")  # "am 3. Mai", and the number of a list's item
_ABBREVIATIONS = _words(
    """
    Mr Mrs Ms Dr Prof St Sr Jr Rev Gov Sgt Capt Lt Mt vs approx etc Inc Ltd Corp Dept Ph.D
    Hr Fr Dipl Ing bzw ca evtl ggf inkl exkl sog vgl geb Str Tel usw
    Mme Mlle MM Mgr env cf
    Sra Srta Dra Ud Uds Dña pág tel Av Excmo
    Exmo Exma
    """
)
_BEFORE_NUMBERS = _words(
    "No Nos no Nr nr Núm núm Nro nro fig Fig Abb vol Vol ch Ch sec Sec art Art Kap pp Pos"
)
_JOINTS = _words(
    """
    and but or so because which that while although if when where before after until
    from with without for in on at by into over through between
    und oder aber denn weil dass wenn während bevor nachdem
    von mit ohne für auf bei nach über durch zwischen
    et ou mais donc parce qui que quand pendant lorsque avec sans pour dans sur par chez vers
    y o pero porque cuando mientras aunque con sin para en por desde hasta sobre
    e mas quando enquanto embora com sem em até entre
    """
)


class ClauseSplitter:
    """Cuts the text of one answer. Joined by spaces, its clauses are the text again."""

    def __init__(self) -> None:
        self._text = ""
        self._patience = _FIRST_PATIENCE

    def feed(self, piece: str) -> list[str]:
        """Take the next piece of text; return the clauses that are complete now."""
        self._text += piece
        clauses: list[str] = []
        while end := _end_of_clause(self._text, self._patience):
            clauses.append(self._text[:end].strip())
            self._text = self._text[end:]
            self._patience = min(2 * self._patience, _LAST_PATIENCE)
        return clauses

    def flush(self) -> list[str]:
        """The text is over: return what is left of it."""
        rest, self._text = self._text.strip(), ""
        return [rest] if rest else []


def _end_of_clause(text: str, patience: int) -> int | None:
    """Where the first clause of `text` ends; None while that cannot be said yet."""
    words = 0
    for match in _WORD.finditer(text):
        word, end = match.group(), match.end()
        words += any(character.isalnum() for character in word)
        begin = _gap_end(text, end)
        following = text[begin:]
        if not following and not (end == len(text) and _SURE.fullmatch(word.lstrip(_OPENERS))):
            return None
        if not words:
            continue
        if "\n" in text[end:begin] and _ends_line(following):
            return end
        if _ends_sentence(word, following) or (words >= patience and _ends_phrase(word, following)):
            return end
        if words >= patience + _AT_A_JOINT:
            following_word = _complete_word(following)
            if following_word is None:
                return None
            if following_word in _JOINTS:
                return end
            if words >= patience + _ANYWHERE and not _belong_together(word, following_word):
                return end
    return None


def _gap_end(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _complete_word(text: str) -> str | None:
    """The first word of `text`; None while it may still grow."""
    match = _WORD.match(text)
    return match.group() if match and match.end() < len(text) else None


def _ends_line(following: str) -> bool:
    """Whether a new line begins something new, rather than going on with wrapped prose."""
    return not following[0].islower()


def _ends_sentence(word: str, following: str) -> bool:
    bare = word.rstrip(_CLOSERS)
    if bare.endswith(("!", "?")):
        return True
    if not bare.endswith((".", "…")) or following[:1].islower():
        return False
    return not _is_abbreviation(bare.lstrip(_OPENERS), following)


def _ends_phrase(word: str, following: str) -> bool:
    bare = word.rstrip(_CLOSERS)
    if bare == "-":  # a dash, if it is no minus
        return not following[:1].isdigit()
    return bare.endswith((",", ";", ":", "–", "—", "…", "..."))


def _is_abbreviation(word: str, following: str) -> bool:
    stem = word.removesuffix(".")
    if stem in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    return bool(stem in _ABBREVIATIONS or _INITIALS.fullmatch(word) or _ORDINAL.fullmatch(word))


def _belong_together(word: str, following: str) -> bool:
    """Whether the space between two words lies inside a number, or between it and what it counts.

    "5 000", "room 5", "5 km", "Dr. Weiss".
    """
    before, after = word[-1].isdigit(), following[0].isdigit()
    if before and after:
        return len(following) == 3
    return before or after or word.endswith(".")
