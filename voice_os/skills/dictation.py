"""Dictation: what is said is typed into the window that has the focus."""

import re
from dataclasses import dataclass, field

from voice_os.desktop.keyboard import Keyboard
from voice_os.skills import Done, Effect, Missing, skill
from voice_os.understanding.wording import tidy

_OVER = re.compile(
    r"(stop|end|finish|quit|leave|close) (the )?(dictation|dictating|typing)|i'm done"
)
_TAKE_BACK = re.compile(r"(scratch|delete|undo|take back|strike|erase) (that|it|the last sentence)")

_SIGNS = {
    "full stop": ".",
    "comma": ",",
    "question mark": "?",
    "exclamation mark": "!",
    "exclamation point": "!",
    "colon": ":",
    "semicolon": ";",
}
_SIGN = re.compile(rf"[ ,]*\b({'|'.join(_SIGNS)})\b[.,]?", re.IGNORECASE)


@dataclass
class Dictating:
    """A dictation: the keyboard it goes to, and how long each piece was that was typed."""

    keyboard: Keyboard = field(default_factory=Keyboard)
    typed: list[int] = field(default_factory=list)


@skill(
    "(take|start|begin) [a|the] dictation",
    "(take|start|begin) dictating",
    "(i want to|let me|i'd like to) dictate [something|text|a text]",
    "(type|write) what i say",
    "(dictation|dictation mode) [on]",
    effect=Effect.CHANGES,
)
async def start(dictating: Dictating, words: str | None = None) -> Done:
    """Type what you say into the window in front."""
    if words is None:
        dictating.typed.clear()
        raise Missing("words", "I type what you say. To end, say: stop dictation.", verbatim=True)
    said = tidy(words)
    if _OVER.fullmatch(said):
        return Done("The dictation is over.", private=True)
    if _TAKE_BACK.fullmatch(said):
        if dictating.typed:
            await dictating.keyboard.erase(dictating.typed.pop())
    else:
        piece = punctuated(words) + " "
        await dictating.keyboard.type(piece)
        dictating.typed.append(len(piece))
    raise Missing("words", "", verbatim=True)


@skill("(stop|end|finish|quit) [the] (dictation|dictating)", effect=Effect.READS)
async def stop() -> str:
    """Stop typing what you say."""
    return "I am typing nothing."


def punctuated(words: str) -> str:
    """A piece of dictation with its signs: "hello comma there" is "hello, there"."""
    return _SIGN.sub(lambda found: _SIGNS[found[1].lower()], " ".join(words.split()))
