"""Reading aloud: what is marked, what was copied, a file; and on, back and over it."""

import re
from dataclasses import dataclass

from voice_os.consent.folders import Folders
from voice_os.desktop.clipboard import Clipboard
from voice_os.documents.texts import Texts
from voice_os.errors import Problem
from voice_os.skills import Effect, skill
from voice_os.skills.files import FileName, found_file
from voice_os.skills.services import Talk

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_SUMMARY = 3
"""Sentences of a summary."""


@dataclass
class Lectern:
    """What is being read aloud: its paragraphs, and which of them is next."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    at: int = 0

    def open(self, title: str, text: str) -> None:
        """Begin with a text. Raises `Problem` where there is nothing to read."""
        paragraphs = tuple(
            " ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()
        )
        if not paragraphs:
            raise Problem(f"There is nothing to read in {title}.")
        self.title, self.paragraphs, self.at = title, paragraphs, 0

    def rest(self) -> str:
        """All from the next paragraph on. Raises `Problem` where that is nothing."""
        if not self.paragraphs:
            raise Problem("I am reading nothing. Mark something, and say: read it aloud.")
        if self.at >= len(self.paragraphs):
            raise Problem(f"That was all of {self.title}.")
        return "\n\n".join(self.paragraphs[self.at :])

    def move(self, heard: str, by: int) -> None:
        """Go on from what was `heard` of it: 0 the paragraph that was cut off, 1 the next one."""
        left = " ".join(heard.split())
        reached = self.at
        while reached < len(self.paragraphs) and left.startswith(self.paragraphs[reached]):
            left = left[len(self.paragraphs[reached]) :].lstrip()
            reached += 1
        self.at = min(max(reached + by, 0), len(self.paragraphs))


_ALOUD = "(aloud|out|out loud|to me)"


@skill(
    f"read (this|it|that|the selection|what is marked|the marked text) {_ALOUD}",
    f"read {_ALOUD} (this|what is marked|the selection|the marked text)",
    "read me (this|the selection|what is marked)",
    "read the (selection|selected text|marked text)",
    f"read [me] [the|my] (clipboard|copied text) {_ALOUD}",
    "read me what i (copied|have copied)",
    effect=Effect.READS,
)
async def read_aloud(lectern: Lectern, clipboard: Clipboard) -> str:
    """Read aloud what you have marked or copied."""
    text = await clipboard.marked() or await clipboard.copied()
    if not text.strip():
        raise Problem("Nothing is marked or copied that I could read.")
    lectern.open("what you marked", text)
    return lectern.rest()


@skill(
    f"read [me] [the|my] (file|document|letter|book|text) [called|named] {{name}} [{_ALOUD}]",
    f"read [me] [the|my] {{name}} (file|document) [{_ALOUD}]",
    effect=Effect.READS,
)
async def read_file(lectern: Lectern, folders: Folders, texts: Texts, name: FileName) -> str:
    """Read a file aloud."""
    file = await found_file(folders, name)
    lectern.open(file.name, await texts.text_of(file))
    return lectern.rest()


@skill(
    "(sum up|summarize|summarise) [the|my] (file|document|text) [called|named] {name}",
    "(sum up|summarize|summarise) [the|my] {name} (file|document)",
    "(give me|read me|read) (a summary|the summary) of [the|my] [file|document] {name}",
    "(what is|what's) [the|my] (file|document) {name} about",
    effect=Effect.READS,
)
async def summarise(folders: Folders, texts: Texts, name: FileName) -> str:
    """Tell what is in a file, in its own sentences."""
    file = await found_file(folders, name)
    return summary(await texts.text_of(file)) or f"There is nothing to read in {file.name}."


@skill(
    "(go on|continue|keep) reading",
    "read (on|further|more)",
    effect=Effect.READS,
)
async def read_on(lectern: Lectern, talk: Talk) -> str:
    """Read on."""
    lectern.move(talk.last_answer, 0)
    return lectern.rest()


@skill(
    "skip [this|that|a|the] (paragraph|section|part|bit)",
    "(skip|next) paragraph",
    "skip (ahead|forward|on)",
    effect=Effect.READS,
)
async def skip(lectern: Lectern, talk: Talk) -> str:
    """Skip a paragraph."""
    lectern.move(talk.last_answer, 1)
    return lectern.rest()


@skill(
    "read (that|it|this) [paragraph] again",
    "(read|repeat) (the|that|this|the last) paragraph [again]",
    "(go back|back) (a|one) paragraph",
    effect=Effect.READS,
)
async def again(lectern: Lectern, talk: Talk) -> str:
    """Read a paragraph again."""
    lectern.move(talk.last_answer, 0 if _cut_off(lectern, talk.last_answer) else -1)
    return lectern.rest()


def _cut_off(lectern: Lectern, heard: str) -> bool:
    """Whether she was stopped within a paragraph."""
    said = " ".join(heard.split())
    return not said.endswith(lectern.paragraphs or ("",))


def summary(text: str) -> str:
    """The sentences of a text that hold most of the words that come up often, in their order.

    The method is that of H. P. Luhn, "The Automatic Creation of Literature Abstracts" (1958).
    """
    sentences = [" ".join(one.split()) for one in _SENTENCE.split(text) if one.strip()]
    words = [re.findall(r"\w{4,}", sentence.casefold()) for sentence in sentences]
    count: dict[str, int] = {}
    for word in (word for sentence in words for word in sentence):
        count[word] = count.get(word, 0) + 1
    weights = [sum(count[w] for w in set(s)) / (len(s) + 5) for s in words]
    best = sorted(range(len(sentences)), key=lambda at: -weights[at])[:_SUMMARY]
    return " ".join(sentences[at] for at in sorted(best))
