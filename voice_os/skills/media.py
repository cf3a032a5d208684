"""Music and films: whatever player is open."""

import re
from typing import Self

from voice_os.consent.folders import Folders
from voice_os.desktop.players import NONE_HERE, Players
from voice_os.desktop.programs import open_file
from voice_os.errors import Problem
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest

SOUNDS = frozenset({".mp3", ".ogg", ".oga", ".opus", ".flac", ".wav", ".m4a", ".aac", ".m3u"})
"""What a file of music ends in."""


_KIND = (
    r"(?:songs?|tracks?|tunes?|episodes?|albums?|audio ?books?|books?|podcasts?|playlists?|music)"
)
_BEHIND = re.compile(
    r"(?: (?:again|please|once more|for me|next|from the (?:top|start|beginning)"
    r"|(?:on|with) (?:shuffle|repeat)|in (?:random order|the queue|queue)))+$"
)
_ANY = re.compile(
    r"^(?:anything|whatever|(?:(?:some|any|all|the|an?|my|of|in|from) )*"
    r"(?:(?:most|last|recently|next|new|newest|latest|recent|favou?rite|current|same|used|played"
    rf"|listened|added|saved|liked|downloaded) )*{_KIND}?)$"
)


class Music(Phrase):
    """What is to be played: a title, an artist, a kind of music."""

    __slots__ = ()
    said = (
        "some jazz",
        "songs by the beatles",
        "the beatles",
        "clair de lune",
        "relaxing music",
        "the road trip playlist",
    )

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read what it is. Raises ValueError where it names nothing: "my recent songs"."""
        named = _BEHIND.sub("", words)
        if _ANY.match(named):
            raise ValueError(f"names no music: {words!r}")
        return super().parse(named)


_IT = "(the|this|that) (music|song|track|film|movie|video|playback|podcast|player)"


async def resume_again(record: Record, players: Players) -> str:
    """Play on."""
    await players.tell("Play")
    return ""


async def pause_again(record: Record, players: Players) -> str:
    """Pause again."""
    await players.tell("Pause")
    return ""


async def go_back(record: Record, players: Players) -> str:
    """Return to the track before, or the one behind."""
    await players.tell(record["back"])
    return ""


async def set_again(record: Record, players: Players) -> str:
    """Set the order of play as it was."""
    await players.set(record["property"], record["signature"], record["before"])
    return "As it was."


@skill(
    f"(pause|halt|hold) ({_IT}|playback)",
    "stop (the|this|that) (song|track|film|movie|video|playback|podcast|player)",
    "(pause|stop) playing music",
    "pause it",
    effect=Effect.CHANGES,
    undo=resume_again,
)
async def pause(players: Players) -> Done:
    """Pause what is playing."""
    before = await players.tell("Pause")
    if before.status != "Playing":
        return Done("Nothing was playing.")
    return Done("", undo={})


@skill(
    f"(resume|continue|unpause|go on with|start) ({_IT}|music|playback)",
    "(resume|continue|keep) playing [music]",
    "(play|unpause) [(the|some|my) music]",
    "(play it|play on|resume) [again]",
    effect=Effect.CHANGES,
    undo=pause_again,
)
async def resume(players: Players) -> Done:
    """Play on."""
    before = await players.tell("Play")
    return Done("It is playing." if before.status == "Playing" else "", undo={})


@skill(
    "(next|skip) [the|this|that|to the next] [song|track|one|title]",
    "(play|go to|skip to) the (next|following) (song|track|one|title)",
    "skip (this|that|it)",
    effect=Effect.CHANGES,
    undo=go_back,
)
async def next_track(players: Players) -> Done:
    """Skip to the next track."""
    await players.tell("Next")
    return Done("", undo={"back": "Previous"})


@skill(
    "[play|go to|go back to] [the] (previous|last) (song|track|one|title)",
    "go back (one|a) (song|track)",
    effect=Effect.CHANGES,
    undo=go_back,
)
async def previous_track(players: Players) -> Done:
    """Go back to the track before."""
    await players.tell("Previous")
    return Done("", undo={"back": "Next"})


@skill(
    "(what|which) (song|track|music|tune|piece) is (this|that|playing|it) [now|right now]",
    "(what is|what's|what's that|who is|who's) (playing|singing|this song|this track) [now]",
    "(who sings|who is singing|who plays) (this|that|it|this song)",
    "(what am i|what are we) listening to",
    "(name|tell me) [the name of] (this|that|the) (song|track)",
    effect=Effect.READS,
)
async def tell_playing(players: Players) -> str:
    """Tell what is playing."""
    found = await players.all()
    if not found:
        raise Problem(NONE_HERE)
    player = found[0]
    if player.status != "Playing":
        return "Nothing is playing."
    if not player.title:
        return f"{player.name.capitalize()} is playing, and does not say what."
    by = f", by {say_list(player.artists)}" if player.artists else ""
    return f"{player.title}{by}."


@skill(
    "shuffle [the|this|my] [music|playlist|songs|album|tracks]",
    "(turn|switch) shuffle on",
    "(turn|switch) on shuffle",
    "play [it|the music|the songs] in random order",
    effect=Effect.CHANGES,
    undo=set_again,
)
async def shuffle(players: Players) -> Done:
    """Play in random order."""
    before = await players.set("Shuffle", "b", True)
    record = {"property": "Shuffle", "signature": "b", "before": before}
    return Done("In random order.", undo=record)


@skill(
    "(repeat|loop) [the|this|that] (song|track|album|playlist|music)",
    "play (this|that) [song|track] [over and over] again and again",
    "put (this|that|the) (song|track) on repeat",
    effect=Effect.CHANGES,
    undo=set_again,
)
async def repeat(players: Players) -> Done:
    """Repeat what is playing."""
    before = await players.set("LoopStatus", "s", "Track")
    record = {"property": "LoopStatus", "signature": "s", "before": before}
    return Done("It will be played again and again.", undo=record)


@skill(
    "(play|put on|i want to hear|i want to listen to|let me hear) {what}",
    "(play|put on) (some|any|the|my|all my) [most|last|recently] [favourite|favorite|recent|new"
    "|newest|latest|last|saved|liked|downloaded|played|listened|added|used|current] "
    "(song|songs|track|tracks|tunes|album|playlist|audiobook|book|podcast|podcasts)",
    effect=Effect.CHANGES,
)
async def play(players: Players, folders: Folders, what: Music | None = None) -> str:
    """Play music that you have."""
    if what is None:
        await players.tell("Play")
        return ""
    songs = {
        file.stem.replace("_", " "): file
        for file in folders.files()
        if file.suffix.lower() in SOUNDS
    }
    name = closest(what, songs)
    if name is None:
        where = say_list([root.name for root in folders.roots], "or")
        raise Problem(f"I find no music called {what} in {where}.")
    await open_file(songs[name])
    return f"Playing {name}."
