"""What was not heard was not said: which words of an answer left the speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_os.audio import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A clause that was queued, and where it lies on the speaker's clock."""

    text: str
    span: Span


def heard_words(said: Sequence[Said], position: int) -> str:
    """The words that had been heard when the speaker's clock stood at `position`.

    Inside a clause the words are taken to be spread by their length; a word counts once it has
    been heard whole.
    """
    parts = [_heard_of(clause, position) for clause in said]
    return " ".join(part for part in parts if part)


def _heard_of(clause: Said, position: int) -> str:
    start, end = clause.span
    if position >= end:
        return clause.text
    if position <= start:
        return ""
    characters = len(clause.text) * (position - start) / (end - start)
    words: list[str] = []
    for word in clause.text.split():
        if len(" ".join([*words, word])) > characters:
            break
        words.append(word)
    return " ".join(words)
