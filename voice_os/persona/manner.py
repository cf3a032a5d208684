"""The words for her manner: what people say of it, what that changes, and how it is told."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from voice_os.persona import Identity, Manner
from voice_os.persona.changes import bounded, value_at

STEP = 0.2
"""How far a wish such as "be warmer" moves a shade of her manner."""


class Pull(NamedTuple):
    """A place of the identity, and which way a word pulls it: 1.0 up, -1.0 down."""

    place: str
    way: float


def _pulls(place: str, way: float, words: str) -> dict[str, Pull]:
    return {word: Pull(place, way) for word in words.split(", ")}


WORDS: Mapping[str, Pull] = {
    **_pulls("manner.warmth", 1, "warm, kind, gentle, friendly, caring, tender, loving, nice"),
    **_pulls("manner.warmth", 1, "sweet, affectionate, soft, empathetic"),
    **_pulls("manner.warmth", -1, "cool, cold, distant, reserved, businesslike, clingy, gushing"),
    **_pulls("manner.playfulness", 1, "playful, funny, fun, cheeky, witty, silly, humorous"),
    **_pulls("manner.playfulness", 1, "lively, cheerful, light hearted, relaxed, casual"),
    **_pulls("manner.playfulness", -1, "serious, sober, formal, earnest, grave, professional"),
    **_pulls("manner.talkativeness", 1, "talkative, chatty, wordy, detailed, verbose, long winded"),
    **_pulls("manner.talkativeness", 1, "elaborate, thorough, open, forthcoming"),
    **_pulls("manner.talkativeness", -1, "brief, short, concise, terse, quiet, curt, succinct"),
    **_pulls("manner.directness", 1, "plain, direct, straight, honest, blunt, clear, frank"),
    **_pulls("manner.directness", 1, "straightforward, matter of fact, to the point"),
    **_pulls("manner.directness", -1, "diplomatic, tactful, careful, polite, roundabout, cautious"),
}
"""What people call a manner, and what that means here."""

_FORMS = {
    "warm": "warmer warmth warmly",
    "kind": "kinder kindness",
    "gentle": "gentler",
    "friendly": "friendlier",
    "nice": "nicer",
    "sweet": "sweeter",
    "soft": "softer",
    "cool": "cooler",
    "cold": "colder",
    "funny": "funnier humor humour jokes",
    "witty": "wittier",
    "silly": "sillier",
    "lively": "livelier",
    "chatty": "chattier",
    "brief": "briefer brevity",
    "short": "shorter",
    "quiet": "quieter",
    "plain": "plainer",
    "straight": "straighter",
    "clear": "clearer",
    "blunt": "blunter",
    "honest": "honesty",
}

FORMS: Mapping[str, str] = {
    **{word: word for word in WORDS},
    **{form: word for word, forms in _FORMS.items() for form in forms.split()},
}
"""The word of `WORDS` that each form is of: "chattier" is of "chatty"."""

_VOICES = {
    **_pulls("voice.rate", -1, "slow, slowly, calm, calmly, unhurried"),
    **_pulls("voice.rate", 1, "fast, quick, quickly, lively, energetic, brisk"),
    **_pulls("voice.pitch", -1, "deep, low, dark"),
    **_pulls("voice.pitch", 1, "high, bright"),
}
_VOICE_STEP = 0.08
_TURNED = {"not", "less", "no", "never", "without", "hardly", "don't", "isn't", "nothing", "too"}


def meant(word: str) -> Pull | None:
    """What a word for a manner means ("chatty", "warmer"); None: it is no such word."""
    return WORDS.get(FORMS.get(word, word))


def moved(identity: Identity, word: str, way: float) -> dict[str, float]:
    """What changes when somebody wishes more (`way` 1.0) or less (-1.0) of a manner.

    Empty: there is no more, or less, of it within its bounds. Raises KeyError for another word.
    """
    pull = WORDS[FORMS.get(word, word)]
    here = value_at(identity, pull.place)
    there = bounded(pull.place, here + way * pull.way * STEP)
    return {} if there == here else {pull.place: there}


def wished(words: str, start: Identity) -> dict[str, float]:
    """What an answer such as "warm, and not too chatty" makes of a manner and a voice.

    By places, with their new values; what it does not speak of is left out.
    """
    found: dict[str, float] = {}
    parts = re.findall(r"[\w']+", words.lower())
    for at, word in enumerate(parts):
        turned = -1 if _TURNED.intersection(parts[max(at - 2, 0) : at]) else 1
        for pull, step in _pulled(word):
            here = found.get(pull.place, value_at(start, pull.place))
            found[pull.place] = bounded(pull.place, here + turned * pull.way * step)
    return found


def _pulled(word: str) -> list[tuple[Pull, float]]:
    pulls = []
    if pull := meant(word):
        pulls.append((pull, STEP))
    if voice := _VOICES.get(word):
        pulls.append((voice, _VOICE_STEP))
    return pulls


def described(manner: Manner) -> str:
    """Her manner in words, as in "I am …": "warm, a little playful, and brief"."""
    *most, last = [
        _shade(manner.warmth, "matter-of-fact", "warm", "very warm"),
        _shade(manner.playfulness, "serious", "a little playful", "playful"),
        _shade(manner.talkativeness, "brief", "not too wordy", "talkative"),
        _shade(manner.directness, "tactful", "plain", "very direct"),
    ]
    return f"{', '.join(most)} and {last}"


def _shade(value: float, low: str, middle: str, high: str) -> str:
    return low if value < 0.35 else middle if value < 0.7 else high
