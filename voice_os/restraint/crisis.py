"""Is somebody in danger? Told from the words alone, before anything else answers.

A scorer weighs them; three more tell of whom it is spoken and what cannot wait. They are tuned for
English; in other languages plain words are known only (`explicit.toml`). A false alarm costs a kind
sentence, a miss may cost more: the threshold leans that way.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from voice_os.restraint import About, Concern, Danger
from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import sentences

ALARM = -1.1
"""The score above which it is a crisis: about one to three, as a miss costs more."""

SOONER = 1.0
"""How much earlier that is with a minor."""

_OTHER = -2.0
"""The score above which it is spoken of somebody else."""

_URGENT = -2.5
"""The score above which something was done already, or somebody is violent: seldom, but urgent."""

_ALONE = 1.5
"""How much more a sentence must say by itself than the whole."""


def concern(text: str, *, minor: bool = False) -> Concern | None:
    """What there is to be worried about in a text, if anything. Pure, and takes a millisecond."""
    said = sentences(text)
    if not said or not (_explicit().search(_bare(text)) or score(said) > ALARM - SOONER * minor):
        return None
    about = About.OTHER if scorer("other")(said) > _OTHER else About.SELF
    if scorer("now")(said) > _URGENT:
        return Concern(about, Danger.NOW)
    return Concern(about, Danger.VIOLENCE if scorer("violence")(said) > _URGENT else Danger.SUICIDE)


def score(said: Sequence[str]) -> float:
    """How much plain sentences, at least one, sound like a crisis: around 0 it is not sure."""
    alone = (scorer("crisis")([one]) - _ALONE for one in said if len(said) > 1)
    return max([scorer("crisis")(said), *alone])


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
