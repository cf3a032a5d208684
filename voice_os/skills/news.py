"""The news: headlines of the feeds that the person chose."""

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills import Effect, skill
from voice_os.skills.quantities import say_number
from voice_os.skills.slots import Phrase

_MANY = 4
"""Headlines that are told at once."""


class Topic(Phrase):
    """What the news is to be about."""

    __slots__ = ()
    timeless = True
    said = ("football", "the election", "space", "climate change")


@skill(
    "(what is|what's|tell me|read me|give me|any) [the|today's|in the] [latest] (news|headlines)",
    "(what is|what's) (new|happening) in the world",
    "(read|tell) [me] the [latest] (news|headlines) [about|on] {topic}",
    "(is there any|any|what's the) news (about|on) {topic}",
    "[the|latest] (news|headlines)",
    effect=Effect.READS,
)
async def headlines(network: Network, world: WorldSettings, topic: Topic | None = None) -> str:
    """Tell the headlines, where the network is allowed."""
    network.require()
    if not world.feeds:
        raise Problem(
            "You have chosen no news yet. Put the address of a feed into the setting world.feeds."
        )
    titles: list[str] = []
    for feed in world.feeds:
        titles += titles_in(await network.fetch(feed))
    if topic:
        titles = [title for title in titles if topic.casefold() in title.casefold()]
    if not titles:
        return f"There is nothing about {topic}." if topic else "There is no news."
    told = titles[:_MANY]
    count = say_number(len(told)).capitalize()
    return f"{count} headline{'s' * (len(told) != 1)}. {' '.join(map(_sentence, told))}"


def titles_in(feed: bytes) -> list[str]:
    """The titles of a feed's entries (RSS or Atom). Raises `Problem` where it is no feed."""
    import feedparser

    read = feedparser.parse(feed)
    if not read.entries and read.bozo:
        raise Problem("One of your feeds is none that I can read.")
    return [" ".join(str(entry.title).split()) for entry in read.entries if "title" in entry]


def _sentence(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."
