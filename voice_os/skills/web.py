"""Looking something up in Wikipedia."""

import json
import re
from urllib.parse import quote

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills import Effect, skill
from voice_os.skills.slots import Phrase

_SENTENCES = 3
"""Sentences that are told of an article."""


class Subject(Phrase):
    """What is to be looked up."""

    __slots__ = ()
    said = (
        "the eiffel tower",
        "ada lovelace",
        "photosynthesis",
        "the history of norway",
    )


@skill(
    "(look up|search for|search) {what} (online|on the web|on the internet|on wikipedia|in "
    "wikipedia|in the internet)",
    "(search|ask) (wikipedia|the web|the internet) (for|about) {what}",
    "(what does wikipedia say|what is on wikipedia|read me wikipedia) (about|on) {what}",
    "google {what}",
    effect=Effect.READS,
)
async def look_up(network: Network, world: WorldSettings, what: Subject) -> str:
    """Look something up in Wikipedia, where the network is allowed."""
    found = await network.fetch(
        f"{world.encyclopedia}/w/api.php",
        {"action": "opensearch", "search": what, "limit": "1", "format": "json"},
    )
    match _read(found):
        case [_, [str(title), *_], *_]:
            pass
        case _:
            raise Problem(f"Wikipedia has nothing about {what}.")
    page = quote(title.replace(" ", "_"), safe="")
    article = _read(await network.fetch(f"{world.encyclopedia}/api/rest_v1/page/summary/{page}"))
    match article:
        case {"extract": str(text)} if text.strip():
            return f"Wikipedia says: {_beginning(text)}"
    raise Problem(f"Wikipedia has nothing to tell about {title}.")


def _read(told: bytes) -> object:
    try:
        return json.loads(told)
    except ValueError:
        raise Problem("Wikipedia told nothing that I understand.") from None


def _beginning(text: str) -> str:
    """The first sentences of a text."""
    return " ".join(re.split(r"(?<=[.!?])\s+(?=\S)", text.strip())[:_SENTENCES])
