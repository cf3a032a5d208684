"""Whether she is spoken to by name, told from the transcript, and what is said to her besides.

A name is compared as it sounds rather than as it is spelled, more leniently the longer it is. Short
names have common words for neighbours ("Sam": same, some; "Eve": even), so they are matched almost
to the letter; and whole words are compared, so that there is no Ada in "Canada". Source of the
thresholds: words and sentences that must not wake her (`tests/conversation/test_addressing.py`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SOUNDS_ALIKE = 5
"""From so many letters on, a name is matched by its sound: c like k, z like s, y like i."""

NEARLY = 7
"""From so many letters on, a name is matched even if a sound is wrong, or it is split in words."""

LIKENESS = 0.85
"""How like the name, by matching letters, what is nearly it has to be (1: equal)."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_END_OF_SENTENCE = re.compile(r"[.!?…;]")

_CALLS = {"hey", "ok", "okay", "oh", "yo", "um", "uh", "hé", "ey", "hallo"}
"""What is said to call someone. It goes with the name."""

_JOINTS = " \t\n,–—-"
"""What stands between a name and the rest of its sentence."""

_THANKS = {"please", "thanks", "bitte", "danke"}
"""Behind a name, these end the sentence as well as the name would."""

_LEADS = {*_CALLS, "hi", "hello", "so", "and", "but", "well", "now", "please", "yes", "no"} | {
    *("thanks", "morning", "evening", "night", "afternoon", "sorry", "then", "right", "me", "you")
}
"""A name behind one of these calls her, wherever it stands."""

_NEEDS_A_NAME = {
    *("name", "named", "called", "call", "is", "are", "am", "was", "be", "about", "to", "with"),
    *("of", "for", "from", "by", "than", "like", "the", "a", "an", "my", "your", "this", "that's"),
    *("it's", "i'm", "you're", "who's", "what's", "say", "said", "says", "spell", "word", "mean"),
    *("as", "in", "on", "at", "or", "meet", "met", "know", "love", "without", "not", "ist", "bin"),
    *("bist", "heißt", "heiße", "von", "mit", "für", "über", "est", "suis", "es", "de", "avec"),
    *("appelle", "llama", "soy", "è", "é", "di", "con", "com", "van", "met", "heet"),
}
"""Words that hang in the air where the name behind them is taken away."""

_SAYS_OF_HER = {"is", "was", "has", "had", "isn't", "wasn't", "does", "means", "sounds", "and"}
"""Behind a name, these begin to talk about it, unless a question follows."""

_ASKED = {"it", "there", "the", "my", "this", "that", "anyone", "anybody", "today", "tomorrow"} | {
    *("he", "she", "everything", "everyone", "someone", "somebody", "tonight", "your", "our")
}


class _Word(NamedTuple):
    """A word of the transcript, and where it stands in it."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return self.text.casefold().replace("’", "'")


def addressed(text: str, name: str) -> str | None:
    """What is said to the one called `name`, without the calling; None: she is not named.

    "" means that she was called and nothing else was said. Where the sentence needs the name, as
    in "is Samantha your real name", it is returned as it is.
    """
    words = [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    names = list(_named(words, name, cased=text.lstrip()[:1].isupper()))
    if not names:
        return None
    vocatives = [(first, last) for first, last in names if _is_vocative(text, words, first, last)]
    for first, last in reversed(vocatives):  # from behind, so that the words before stay in place
        text = _without(text, words, first, last)
    return text if _WORD.search(text) else ""


def _named(words: Sequence[_Word], name: str, *, cased: bool) -> Iterator[tuple[int, int]]:
    """Where the name is said: first word, and the one behind the last.

    In a `cased` transcript, a short name in small letters is a common word: "will", "rose".
    """
    parts = _WORD.findall(name)
    whole = "".join(parts)
    longest = len(parts) + 2 if len(whole) >= NEARLY else len(parts)
    strict = cased and len(whole) < SOUNDS_ALIKE
    bare = [re.sub(r"['’]s$", "", word.text) for word in words]
    at = 0
    while at < len(words):
        for end in range(at + 1, min(at + longest, len(words)) + 1):
            said = bare[at:end]
            if strict and said[0].islower():
                continue
            if _is_name(said, parts):
                yield at, end
                at = end
                break
        else:
            at += 1


def _is_name(said: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether these words are the name, or a way to hear it."""
    whole, heard = "".join(parts), "".join(said)
    if abs(len(heard) - len(whole)) > 2:
        return False
    if len(whole) < SOUNDS_ALIKE:
        return len(said) == len(parts) and _spelling(heard) == _spelling(whole)
    if _sound(heard) == _sound(whole):
        return True
    if len(parts) > 1 or len(whole) < NEARLY or any(_is_name([word], parts) for word in said[1:]):
        return False
    if _spelling(heard).startswith(_spelling(whole)):
        return False  # there is no Samantha in "the Samanthas of this world"
    return _sound(heard)[:1] == _sound(whole)[:1] and _likeness(heard, whole) >= LIKENESS


def _spelling(word: str) -> str:
    """A word without what spellings of one name differ in: accents, case, double letters, -h."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(sign for sign in decomposed if sign.isalnum())
    single = re.sub(r"([bcdfghjklmnpqrstvwxz])\1", r"\1", plain)
    single = re.sub(r"(?<=[aeiou])h(?![aeiou])", "", single)
    return single if len(single) > 2 else plain


def _sound(word: str) -> str:
    """A word by its sounds, roughly, vowels included."""
    sound = _spelling(word).replace("ph", "f").replace("ck", "k").replace("x", "ks")
    sound = re.sub(r"c(?=[eiy])|z", "s", sound)
    sound = re.sub(r"c(?!h)|q", "k", sound).replace("y", "i")
    return re.sub(r"([^aeiou])\1", r"\1", sound)


def _likeness(heard: str, name: str) -> float:
    return SequenceMatcher(None, _sound(heard), _sound(name), autojunk=False).ratio()


def _is_vocative(text: str, words: Sequence[_Word], first: int, last: int) -> bool:
    """Whether the name calls her, so that the sentence stands without it."""
    if words[last - 1].plain.endswith("'s"):
        return False
    before = words[first - 1] if first else None
    behind = words[last] if last < len(words) else None
    gap_before = text[before.end if before else 0 : words[first].start]
    gap_behind = text[words[last - 1].end : behind.start if behind else len(text)]
    begins = before is None or bool(_END_OF_SENTENCE.search(gap_before))
    ends = behind is None or bool(_END_OF_SENTENCE.search(gap_behind))
    if behind and behind.plain in _THANKS:
        ends = True
    if begins or "," in gap_before:
        return ends or "," in gap_behind or not _is_spoken_of(words, last)
    if _is_needed(words, first):
        return False
    return ends or (words[first - 1].plain in _LEADS and not _is_spoken_of(words, last))


def _is_needed(words: Sequence[_Word], first: int) -> bool:
    """Whether the words before the name hang in the air without it: "are you", but not "thank you".

    An "and" before it begins a sentence, or joins the name to something.
    """
    before = words[first - 1].plain
    further = words[first - 2].plain if first > 1 else ""
    if before in {"me", "you", "her", "him", "it"}:
        return further in {"call", "are", "called", "name", "named", "to"}
    return before in _NEEDS_A_NAME or (before == "and" and first > 1)


def _is_spoken_of(words: Sequence[_Word], last: int) -> bool:
    """Whether what follows the name is said about it: "Samantha is", but not "Samantha, is it"."""
    following = [word.plain for word in words[last : last + 2]]
    return following[0] in _SAYS_OF_HER and following[-1] not in _ASKED


def _without(text: str, words: Sequence[_Word], first: int, last: int) -> str:
    """`text` without the name, what calls together with it, and the commas around it."""
    while first and words[first - 1].plain in _CALLS:
        first -= 1
    before = text[: words[first].start].rstrip(_JOINTS)
    gap = text[len(before) : words[first].start]
    behind = text[words[last - 1].end :]
    if not before or _END_OF_SENTENCE.match(before[-1]):
        behind = behind.lstrip(f"{_JOINTS}.!?…;:")  # nothing else is in this sentence before it
    elif "," in gap:
        behind = re.sub(rf"^[{_JOINTS}]+(?=\w)", " ", behind)
    return f"{before} {behind}" if before and behind[:1].isalnum() else before + behind
