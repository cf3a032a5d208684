"""The first meeting: what she says of herself, what she asks, and what comes of the answers. Pure.

A meeting is a time and the answers so far; "" is a question that was left out. Its next question is
the first that has neither, so that none is asked twice, however often it is broken off.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from voice_os.persona import Identity
from voice_os.persona.manner import wished
from voice_os.persona.naming import Encounter, choose


class Topic(StrEnum):
    """What she asks about, in this order."""

    NAME = "name"
    LIKES = "likes"
    DEAR = "dear"
    MANNER = "manner"


QUESTIONS: Mapping[Topic, str] = {
    Topic.NAME: "What shall I call you?",
    Topic.LIKES: "What do you like to spend your time on?",
    Topic.DEAR: "Who is dear to you?",
    Topic.MANNER: "And how would you like me to be: warm, playful or plain, talkative or brief?",
}


class Reading(StrEnum):
    """What words about a question, rather than in answer to it, mean."""

    SKIP = "skip"
    SKIP_ALL = "skip all"
    LATER = "later"
    NOT_YET = "not yet"
    """Neither an answer nor a wish, such as "hello" or "yes"."""


_SAID: Mapping[Reading, str] = {
    Reading.SKIP: (
        r"|(?:i'?d |i would )?(?:rather|prefer) not(?: to)?(?: say| tell| answer)?(?: you| that)?"
        r"|(?:let's )?(?:skip|pass|next|move on|go on)(?: it| that| this| one| question)*"
        r"|(?:i )?(?:don'?t|do not) (?:know|want to say|want to answer|care|mind)|no idea"
        r"|no comment|no|nope|nothing|nobody|no one|none|never mind|leave it|no thanks|no thank you"
        r"|(?:that's )?none of your business|i won't say"
    ),
    Reading.SKIP_ALL: (
        r"skip (?:all|everything|the rest|them|the questions|all of (?:it|them|that))"
        r"|(?:please )?no (?:more )?questions|(?:that's )?enough(?: questions)?|stop asking(?: me)?"
        r"|(?:just )?(?:take|choose|pick) (?:a|your) name"
    ),
    Reading.LATER: (
        r"(?:maybe |ask me |let's do (?:this|that) )?(?:later|another time|some other time)"
        r"|(?:please )?not now|tomorrow"
    ),
    Reading.NOT_YET: (
        r"(?:yes|yeah|yep|sure|okay|ok|all right|alright|hello|hi|hey|good (?:morning|evening)|hm+"
        r"|uh|um|well|thanks|thank you|go ahead|fine|great|nice to meet you)(?: there| please)?"
    ),
}
_READINGS = {reading: re.compile(words) for reading, words in _SAID.items()}

_ASKS = re.compile(
    r"(?:what|who|whom|whose|why|how|when|where|which|are|is|do|does|did|can|could|will|would|have)"
    r"\b"
)
_TELLS = re.compile(
    r"(?:set|start|stop|cancel|pause|tell|show|open|close|play|turn|switch|mute|listen|say|repeat"
    r"|remind|add|call|send|write|read|find|search|speak|talk|be|help|give|make|wake|ring|go)\b"
)
_INTRODUCES = re.compile(
    r"^(?:(?:hello|hi|hey|well|oh|please|um|uh|so|yes|okay|ok|just),? )*"
    r"(?:my (?:first )?name(?:'s| is)|the name's|(?:you (?:can|may) |please |just )*call me"
    r"|i'm called|i am called|i'm|i am|it's|it is|they call me|people call me|everyone calls me"
    r"|my friends call me)? ?"
)
_NO_NAMES = {
    *("a", "an", "the", "of", "to", "not", "this", "that", "it", "here", "your", "my", "you"),
    *("me", "fine", "good", "sorry", "tired", "busy", "afraid", "just", "very", "so", "too", "is"),
    *("and", "what", "who", "why", "how", "when", "where", "which"),
}
_BEHIND_A_NAME = re.compile(
    r"(?:[,.;!?]| (?:and (?:you|yours)|nice to|pleased to|but|because|please|what)\b).*"
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A first meeting that has begun, and is not over."""

    at: datetime
    answers: Mapping[Topic, str] = field(default_factory=dict)

    @property
    def topic(self) -> Topic | None:
        """What she asks about next; None: she has asked everything."""
        return next((topic for topic in Topic if topic not in self.answers), None)

    def answered(self, text: str) -> "Meeting":
        """The meeting with an answer to its question; "": left out."""
        if self.topic is None:
            return self
        return replace(self, answers={**self.answers, self.topic: text.strip()})

    def skipped(self) -> "Meeting":
        """The meeting with all that was not answered left out."""
        left = {topic: "" for topic in Topic if topic not in self.answers}
        return replace(self, answers={**self.answers, **left})


def opening(*, private: bool, remembers: bool, resumed: bool) -> str:
    """What she says of herself before she asks anything: the truth about this machine."""
    if resumed:
        return "Hello again. We had not finished."
    where = (
        "I run here, on this machine"
        if private
        else "I listen and speak here, and think on the server that you chose"
    )
    memory = (
        "What you tell me I remember here, in a file that is yours"
        if remembers
        else "I remember nothing beyond this conversation"
    )
    nobody = "and I tell nobody" if private else "and I tell nobody else"
    return (
        f"Hello. I am an AI, not a human. {where}. {memory}, {nobody}. "
        "I have four short questions. Say skip that, to leave one out."
    )


def reading(text: str) -> Reading | None:
    """What words say about a question instead of answering it; None: they may answer it."""
    words = _plain(text)
    return next((one for one, form in _READINGS.items() if form.fullmatch(words)), None)


def is_answer(topic: Topic, text: str, *, is_wish: bool) -> bool:
    """Whether words answer a question. `is_wish`: a skill would take them."""
    words = _plain(text)
    if topic is Topic.NAME:
        return bool(name_in(text))
    if text.rstrip().endswith("?") or _ASKS.match(words):
        return False
    return not (is_wish and _TELLS.match(words))


def name_in(answer: str) -> str:
    """What the person is called by their answer; "": that is not plain."""
    said = answer.strip().replace("’", "'")
    words = said[_INTRODUCES.match(said.lower()).end() :]  # type: ignore[union-attr]
    words = _BEHIND_A_NAME.sub("", words).strip()
    parts = words.split()
    if not 1 <= len(parts) <= 3 or not all(
        re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['-])*", p) for p in parts
    ):
        return ""
    plain = words.lower()
    if reading(words) or _TELLS.match(plain) or (len(parts) > 1 and _ASKS.match(plain)):
        return ""
    if not _NO_NAMES.isdisjoint(plain.split()):
        return ""
    return " ".join(p if p[:1].isupper() else p.capitalize() for p in parts)


def introduces(text: str) -> bool:
    """Whether somebody says, unasked, what they are called: "my name is Anna"."""
    said = text.strip().lower().replace("’", "'")
    return bool(re.search(r"\b(?:name's|name is|call me|called)\b", said)) and bool(name_in(text))


def meaning(topic: Topic, answer: str) -> str:
    """An answer as a whole sentence of the person's, from which facts can be learnt."""
    said = answer.strip().rstrip(".!")
    whole = bool(re.match(r"(?:i|i'm|my|we|it's)\b", said.lower()))
    match topic:
        case Topic.NAME:
            return f"My name is {name_in(answer)}."
        case Topic.LIKES if not whole:
            liked = re.split(
                r",? and |, ", re.sub(r"^(?:(?:well|oh|um|mostly|with),? )*", "", said)
            )
            return " ".join(f"I like {one[:1].lower()}{one[1:]}." for one in liked if one)
        case Topic.DEAR if re.match(r"my\b", said.lower()):
            return f"I love m{said[1:]}."
    return f"{said}."


def thanks(topic: Topic, answer: str) -> str:
    """What she says to an answer before she goes on."""
    if not answer:
        return "All right."
    match topic:
        case Topic.NAME:
            return f"Hello, {name_in(answer)}."
        case Topic.DEAR:
            return "I will keep that in mind."
        case Topic.MANNER:
            return "I will try."
    return "That is good to know."


def outcome(
    meeting: Meeting, start: Identity, spoken_for: Collection[str] = ()
) -> tuple[dict[str, Any], str]:
    """What a meeting makes of an identity, by places, and what she says at its end.

    The person may have named her on the way: then she keeps that name.
    """
    new: dict[str, Any] = {"met": meeting.at, **wished(meeting.answers[Topic.MANNER], start)}
    if _was_named(start, meeting.at):
        said = f"You have called me {start.name}, and I will keep that name."
    else:
        answers = {str(topic): said for topic, said in meeting.answers.items()}
        taken = choose(Encounter(meeting.at, answers), spoken_for)
        new |= {"name": taken.name, "why": taken.why}
        said = (
            f"Now I take a name of my own. I am {taken.name}. {taken.why} "
            "If you would rather call me something else, just say so."
        )
    return new, f"{said} That was all. Ask me what I can do."


def to_bytes(meeting: Meeting) -> bytes:
    """A meeting as it is kept until it is over."""
    return json.dumps([meeting.at.isoformat(), dict(meeting.answers)]).encode()


def from_bytes(kept: bytes) -> Meeting:
    """What `to_bytes` made."""
    at, answers = json.loads(kept)
    return Meeting(datetime.fromisoformat(at), {Topic(t): said for t, said in answers.items()})


def _was_named(identity: Identity, since: datetime) -> bool:
    """Whether the person gave her a name since then."""
    return any("name" in c.was and c.kind == "asked" and c.at >= since for c in identity.changes)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("’", "'")).split())
