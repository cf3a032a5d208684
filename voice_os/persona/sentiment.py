"""What shows in words: the feeling of a sentence, by a lexicon.

Valence is VADER's (Hutto and Gilbert 2014): 7,500 words rated by ten people each, with rules for
negation, emphasis and "but". Arousal is not in it. Strong words in either direction are lively,
save for those of weariness, grief and calm, which are listed here.
"""

import re
from functools import cache
from typing import Any

from voice_os.persona.mood import Feeling

SHOWS = 0.05
"""VADER's own threshold: what is weaker is neutral."""

_STILL = re.compile(
    r"\b(?:tired|exhausted|weary|worn out|sleepy|drained|bored|lonely|empty|numb|hopeless|sad|down"
    r"|depressed|calm|calmer|relaxed|peaceful|quiet|serene|cosy|cozy|rested|slept|gentle|dozing"
    r"|miss (?:him|her|them|my)|passed away|died|grieving|mourning)\b",
    re.IGNORECASE,
)
"""What is felt with less energy, not more."""

_END = r"(?=\s*(?:[.,!?;]|$|now\b|then\b))"
_FAREWELL = re.compile(
    r"\b(?:good ?bye|bye(?: bye)?|good ?night|farewell|ttyl|cheerio|signing off"
    r"|see (?:you|ya) (?:later|soon|around|tomorrow|then|next \w+|on \w+day|in the morning)"
    r"|(?:talk|speak) to you (?:later|soon|tomorrow)|until (?:later|tomorrow|next time)"
    r"|catch you later|have a good (?:night|evening|one)"
    rf"|(?:(?<!to )see (?:you|ya)|so long|take care){_END}"
    r"|(?:i(?:['’]m| am| have to| must| need to|['’]ve got to|['’]d better)|gotta)(?: be)?"
    rf" (?:going|go|off|leaving|leave|run|head off)(?: to (?:bed|sleep))?{_END})",
    re.IGNORECASE,
)


def feeling_of(text: str) -> Feeling:
    """The feeling that shows in what a person said. A farewell shows none: nobody is to be held."""
    if is_farewell(text):
        return Feeling()
    valence = valence_of(text)
    if abs(valence) < SHOWS:
        valence = 0.0
    strength = abs(valence) / 2 + 0.1 * min(text.count("!"), 3)
    return Feeling(valence, -strength - 0.2 if _STILL.search(text) else strength)


def is_farewell(text: str) -> bool:
    """Whether somebody takes their leave."""
    return _FAREWELL.search(text) is not None


def valence_of(text: str) -> float:
    """From -1 (bad) to 1 (good): what a text says, in the eyes of most."""
    return float(_lexicon().polarity_scores(text)["compound"])


@cache
def _lexicon() -> Any:
    """VADER, loaded when somebody first says something: 25 ms, and 3 MB."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
