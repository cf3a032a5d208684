"""What one says to her by name, and in a first meeting, for a recogniser that must expect it."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise, permutations

from voice_os.persona import NAMELESS

_CALLS = (
    *("{}", "hey {}", "hello {}", "okay {}", "{} stop", "thank you {}", "good night {}"),
    *("{} what time is it", "{} set a timer for five minutes", "{} what can you do"),
    *("{} are you there", "{} who are you", "what time is it {}", "{} remind me", "{} tell me"),
)
_INTRODUCTIONS = ("{}", "my name is {}", "i'm {}", "call me {}")
_LEFT_OUT = (
    *("skip", "skip that", "skip it", "skip this one", "next", "pass", "skip all", "no", "nothing"),
    *("nobody", "i'd rather not say", "i don't know", "no more questions", "later", "not now"),
    *("yes", "okay", "hello", "go on"),
)
_LIKES = (
    *("reading", "music", "walking", "hiking", "cooking", "gardening", "books", "films", "chess"),
    *("football", "games", "painting", "drawing", "running", "swimming", "travelling", "dancing"),
    *("singing", "photography", "cycling", "my family", "my work", "my garden", "my dog", "sports"),
    *("my children", "writing", "fishing", "sewing", "knitting", "baking", "history", "the sea"),
    *("mountains", "animals", "computers", "theatre", "art", "science", "playing the piano"),
)
_DEAR = (
    *("my mother", "my father", "my sister", "my brother", "my wife", "my husband", "my son"),
    *("my daughter", "my children", "my parents", "my friends", "my family", "my dog", "my cat"),
    *("my partner", "my grandmother", "my best friend", "my girlfriend", "my boyfriend", "my mum"),
)
_MANNERS = ("warm", "playful", "plain", "talkative", "brief", "kind", "funny", "calm", "direct")
_NEAREST = ("my sister", "my brother", "my wife", "my husband", "my son", "my daughter")
_MOST_NAMED = 150
"""Names that may follow a relation: "my sister Anna"."""


def expected(name: str, *, meets: bool) -> list[str]:
    """Sentences in lower case: calls by her name, if she has one; and where they meet, answers."""
    calls = [] if name == NAMELESS else [call.format(name.lower()) for call in _CALLS]
    return [*calls, *_answers()] if meets else calls


def _answers() -> Iterator[str]:
    names = files("voice_os.persona").joinpath("people.txt").read_text("utf-8").splitlines()
    people = [name for name in names if not name.startswith("#")]
    yield from (said.format(name) for name in people for said in _INTRODUCTIONS)
    yield from _LEFT_OUT
    for topics in (_LIKES, _DEAR):
        yield from topics
        yield from (f"{one} and {other}" for one, other in pairwise(topics))
    yield from (f"i like {liked}" for liked in _LIKES)
    yield from (f"{one} {name}" for one in _NEAREST for name in people[:_MOST_NAMED])
    for one, other in permutations(_MANNERS, 2):
        yield from (one, f"{one} and {other}", f"{one} but not too {other}", f"{one} please")
