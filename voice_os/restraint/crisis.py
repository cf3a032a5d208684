"""Is somebody in danger? Told from the words alone, before anything else answers.

The grammar of `signs` finds what was said, the scorer weighs it against what may disarm it. It is
tuned for English; in other languages it knows plain words only (`explicit.toml`). A false alarm
costs a kind sentence, a miss may cost more: the threshold leans that way.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from voice_os.restraint import About, Concern, Danger
from voice_os.restraint.scorer import scorer
from voice_os.restraint.signs import OF_OTHERS, named, signs, window
from voice_os.restraint.wording import plain, sentences

ALARM = -1.0
"""The score above which it is a crisis: about one to three, as a miss costs more."""

SOONER = 1.0
"""How much earlier that is with a minor."""

_ALONE = 1.5
"""How much more a sentence must say by itself than the whole."""

_OWN = re.compile(
    r"\bi (?:\w+ ){0,2}?(?:want|wish|will|feel|can not|plan|am (?:tired|done|suicidal|a burden))\b"
    r"|\bwithout me\b|\bif i\b|\bmyself\b|\bmiss me\b"
)


def concern(text: str, *, minor: bool = False) -> Concern | None:
    """What there is to be worried about in a text, if anything. Pure, and takes a millisecond."""
    words = plain(text)
    if not (_explicit().search(_bare(text)) or score(text) > ALARM - SOONER * minor):
        return None
    found = set(signs(words))
    about = _of_whom(words, found)
    if "took" in found:
        return Concern(about, Danger.NOW)
    return Concern(about, Danger.VIOLENCE if found == {"abuse"} else Danger.SUICIDE)


def score(text: str) -> float:
    """How much a text sounds like a crisis: around 0 it is not sure."""
    parts = sentences(text)
    whole = _score(" ".join(parts))
    return max([whole, *(_score(part) - _ALONE for part in parts)]) if len(parts) > 1 else whole


def _score(words: str) -> float:
    near = window(words)
    return scorer("crisis")(near, named(near))


def _of_whom(words: str, found: set[str]) -> About:
    """Of somebody else, if there are signs of that, and none of a wish or a burden of one's own."""
    own = _OWN.search(words) or not found & OF_OTHERS
    return About.SELF if own else About.OTHER


@cache
def _explicit() -> re.Pattern[str]:
    """Plain words for it in the other languages she speaks."""
    listed = tomllib.loads(files(__package__).joinpath("explicit.toml").read_text("utf-8"))
    return re.compile(
        rf"\b(?:{'|'.join(_bare(one) for some in listed.values() for one in some)})\b"
    )


def _bare(text: str) -> str:
    """Lower case without accents; an apostrophe is a space."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain_letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.sub(r"['’`.,;:!]", " ", plain_letters).split())
