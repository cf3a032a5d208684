"""What a cue asks for: the words that tell something, and whose words are asked for. Pure."""

import re
from collections.abc import Iterable

from voice_os.memory.facts import YOU

_FUNCTION_WORDS = """
    a about an and are as at be been being but by can could did do does doing for from had has have
    he her hers him his how i if in into is it its may me might my no not of on or our out she
    should so t s than that the their them then there they this those these to up us was we were
    what when where which who whom whose why will with would you your
"""
"""What asks, and tells nothing of what is asked for."""


def telling(text: str) -> list[str]:
    """The words of a text that tell something, each once."""
    function_words = _FUNCTION_WORDS.split()
    found = dict.fromkeys(re.findall(r"\w+", text.lower()))
    return [word for word in found if word not in function_words]


def plain(cue: str, speakers: Iterable[str]) -> str:
    """A cue as who is asked about would put it: what its vector is to be made of.

    "What are Ann's plans?" becomes "What are my plans?": people say "I" of themselves, and who
    said something is known of each turn anyway.
    """
    names = "|".join(re.escape(name) for name in speakers if name and name != YOU)
    if not names:
        return cue
    cue = re.sub(rf"\b(?:{names})['’]?s\b", "my", cue, flags=re.IGNORECASE)
    return re.sub(rf"\b(?:{names})\b", "I", cue, flags=re.IGNORECASE)


def named(cue: str, speakers: Iterable[str]) -> str | None:
    """Whose words are asked for: the one speaker that the cue names."""
    said = set(re.findall(r"\w+", cue.lower()))
    found = [name for name in speakers if re.search(rf"\b{re.escape(name)}(?:s\b|\b)", cue, re.I)]
    if YOU in found:  # to whoever asks, it is the other one
        found.remove(YOU)
    if not found and said & {"i", "my", "me", "mine"} and "you" not in said:
        return YOU
    return found[0] if len(found) == 1 else None
