"""Her name, her manner and her voice, as the person would like them."""

import re
from typing import Protocol, Self

from voice_os.errors import Problem
from voice_os.persona.changes import ASKED, as_met, bounded
from voice_os.persona.manner import FORMS, meant, moved
from voice_os.persona.naming import Encounter, choose, given_by_person, given_names
from voice_os.persona.persona import Persona
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.services import Clock

_NO_NAMES = {
    *("a", "the", "an", "back", "me", "you", "it", "that", "this", "later", "now", "again", "when"),
    *("names", "name", "something", "tomorrow", "today", "tonight", "if", "in", "on", "at"),
}
_STEP = 1.1


class GivenName(str):
    """A name for her: one to three words."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a name. Raises ValueError where the words are none."""
        parts = words.split()
        if not 1 <= len(parts) <= 3 or not _NO_NAMES.isdisjoint(parts):
            raise ValueError(f"not a name: {words!r}")
        if not all(re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['-])+", part) for part in parts):
            raise ValueError(f"not a name: {words!r}")
        return cls(" ".join(part.capitalize() for part in parts))

    @classmethod
    def examples(cls) -> list[str]:
        """Names that people bear."""
        return [one.name.lower() for one in given_names()[:60]]


class Shade(str):
    """A word for a manner: "warm", "chatty", "funnier"."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read such a word. Raises ValueError for any other."""
        if meant(words) is None:
            raise ValueError(f"no manner: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """Words that people use for it."""
        return list(FORMS)


class Introductions(Protocol):
    """The meeting in which they get to know each other."""

    def ask_anew(self) -> None:
        """Begin it, as soon as nobody is speaking."""
        ...


async def put_back(record: Record, persona: Persona) -> str:
    """Take back one change of hers."""
    persona.undo(version=record["version"])
    return f"I am as I was before that, and go by the name {persona.name}."


def _done(persona: Persona, said: str) -> Done:
    """What she says of a change just made, and what takes it back."""
    return Done(said, undo={"version": persona.identity.version})


_LIKE = (
    "(i want to|i would like to|i'd like to|i will|i'll|i am going to|i'm going to|let me|can i)"
)


@skill(
    f"[{_LIKE}] (call|name|rename) you {{name}} [from now on|now]",
    "(your name is|your new name is|you are called|you're called|your name shall be) [now] {name}",
    "(change|set) your name to {name}",
    "from now on (you are|you're|your name is|you are called|i call you|i'll call you) {name}",
    "[you should|you shall|you will|please] (be called|call yourself) {name}",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def take_name(persona: Persona, name: GivenName) -> Done | str:
    """Go by the name that you give me."""
    if name == persona.name:
        return f"That is my name already: {name}."
    persona.change(given_by_person(name), what=f"took the name {name}", why=ASKED)
    return _done(persona, f"Gladly. I am {name} from now on.")


@skill(
    "(choose|pick|take|find|try|get) [yourself] (another|a new|a different|a better|some other) "
    "name [for yourself]",
    "(choose|pick|take|find) [yourself] a name [for yourself] [again]",
    "i (don't|do not) like your name",
    "(change|choose) your name [again]",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def choose_name(persona: Persona, clock: Clock) -> Done:
    """Take another name, of my own choice."""
    moment = Encounter(clock.now().replace(microsecond=0), {})
    taken = choose(moment, spoken_for=[persona.name])
    new = {"name": taken.name, "why": taken.why}
    persona.change(new, what=f"took the name {taken.name}", why=ASKED)
    return _done(persona, f"Then I am {taken.name}. {taken.why}")


@skill(
    "(take|go back to|use|have|i want) [back] your (old|former|first|previous|last) name "
    "[back|again]",
    "(i liked|i preferred|i prefer) your (old|former|first|previous) name [better]",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def take_name_back(persona: Persona) -> Done:
    """Go by the name that I had before."""
    before = [change.was["name"] for change in persona.identity.changes if "name" in change.was]
    if not before:
        raise Problem(f"I never had another name than {persona.name}.")
    new = {"name": before[-1], "why": "You liked this name better."}
    persona.change(new, what=f"went back to the name {before[-1]}", why=ASKED)
    return _done(persona, f"I am {persona.name} again.")


@skill(
    "(be|become|get|sound|try to be|act|stay) [a bit|a little|a lot|much|even|rather] [more] "
    "{shade} [with me|to me|please]",
    "(could|can) you be [a bit|a little|a lot|much] [more] {shade} [with me|to me]",
    "(you could be|you should be|you can be) [a bit|a little] [more] {shade}",
    "(you aren't|you are not|you're not) {shade} enough",
    "(with more|more|a little more|a bit more) {shade}",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def be_more(persona: Persona, shade: Shade) -> Done | str:
    """Be as you like me: warmer, more playful, briefer."""
    return _move(persona, shade, 1.0)


@skill(
    "(be|become|get|sound|act) [a bit|a little|a lot|much] (less|not so|not too|not that) {shade} "
    "[with me|to me]",
    "(don't|do not) (be|sound|get) [so|too|that|as] {shade}",
    "(stop being|quit being) [so|too|that] {shade}",
    "(you are|you're) [a bit|a little|much|far|way] too {shade}",
    "(less|not so|not too) {shade}",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def be_less(persona: Persona, shade: Shade) -> Done | str:
    """Be less of something, such as chatty."""
    return _move(persona, shade, -1.0)


@skill(
    "(talk|speak|say|chat) [a bit|a little|much] less",
    "(use fewer words|make it shorter|shorter answers|keep it (short|brief|shorter))",
    "(you talk|you say|you speak) too much",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def say_less(persona: Persona) -> Done | str:
    """Say less."""
    return _move(persona, "chatty", -1.0)


@skill(
    "(talk|speak|say|chat) [a bit|a little|much] more",
    "(use more words|longer answers|tell me more in general|go into more detail|more detail)",
    "(you talk|you say|you speak) too little",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def say_more(persona: Persona) -> Done | str:
    """Say more."""
    return _move(persona, "chatty", 1.0)


@skill(
    "(speak|talk|sound|go) [a bit|a little|much] (deeper|lower|darker)",
    "(use|have|take) a (deeper|lower|darker) voice",
    "[make] your voice [a bit|a little] (deeper|lower|darker)",
    "your voice is too (high|shrill)",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def speak_deeper(persona: Persona) -> Done | str:
    """Speak deeper."""
    return _pitch(persona, 1 / _STEP, "deeper")


@skill(
    "(speak|talk|sound|go) [a bit|a little|much] (higher|brighter)",
    "(use|have|take) a (higher|brighter) voice",
    "[make] your voice [a bit|a little] (higher|brighter)",
    "your voice is too (deep|low|dark)",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def speak_higher(persona: Persona) -> Done | str:
    """Speak higher."""
    return _pitch(persona, _STEP, "higher")


@skill(
    "(speak|talk) (normally|at [a|your] normal (speed|pace|rate)|as usual|in your normal voice)",
    "(normal|usual) (speed|voice|pace)",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def speak_normally(persona: Persona) -> Done | str:
    """Speak at my usual speed and pitch."""
    new = {"voice.rate": 1.0, "voice.pitch": 1.0}
    if (persona.identity.voice.rate, persona.identity.voice.pitch) == (1.0, 1.0):
        return "This is my usual voice."
    persona.change(new, what="went back to my usual voice", why=ASKED)
    return _done(persona, "Like this.")


@skill(
    "(go back to how|be how|be as|be like|be the way) you were [before]",
    "(go|be|change) back [again] [to how you were before]",
    "(be|act) (as|like) before",
    "(undo|take back) (that|the last) change (of manner|of yours|in you|to you)",
    "(i liked you|you were) better before",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def go_back(persona: Persona) -> Done:
    """Go back to how I was before the last change of manner or voice."""
    step = persona.undo(within=("manner", "voice"))
    return _done(persona, f"All right. I {step.what}.")


@skill(
    "(go back to how|be how|be as|be like|be the way) you were "
    "(at first|in the beginning|when we met|at the start|originally|to begin with)",
    "(be yourself|be yourself again|be your old self|reset your (manner|personality|voice))",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def go_back_to_the_first(persona: Persona) -> Done | str:
    """Go back to the manner and voice that I had when we met."""
    version = persona.identity.version
    persona.change(as_met(persona.identity), what="went back to how I was at first", why=ASKED)
    if persona.identity.version == version:
        return "I am as I was at first."
    return _done(persona, "All right. I am as I was at first.")


@skill(
    "(let's|let us|can we|shall we|i'd like to|i want to) "
    "(meet|meet again|get to know each other|get acquainted|get to know one another)",
    "(ask me|let's do) (your|the|those) questions [again|now]",
    "(get to know me|introduce yourself properly|i want you to know me)",
    effect=Effect.CHANGES,
)
async def meet(introductions: Introductions) -> str:
    """Get to know you: a few questions, then I take a name."""
    introductions.ask_anew()
    return "Gladly."


def _move(persona: Persona, shade: str, way: float) -> Done | str:
    degree = "more" if way > 0 else "less"
    new = moved(persona.identity, shade, way)
    if not new:
        return f"I can't be {degree} so than I am."
    word = FORMS.get(shade, shade)
    persona.change(new, what=f"became {degree} {word}", why=ASKED)
    return _done(persona, f"All right, {degree} {word} from now on.")


def _pitch(persona: Persona, factor: float, how: str) -> Done | str:
    pitch = bounded("voice.pitch", persona.identity.voice.pitch * factor)
    if pitch == persona.identity.voice.pitch:
        return f"This is as {how.removesuffix('er')} as I can speak."
    persona.change({"voice.pitch": pitch}, what=f"began to speak {how}", why=ASKED)
    return _done(persona, "Like this?")
