"""What has been said in this conversation, as the language model is to see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voice_os.llm import Message


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One exchange: the person's message as it was prompted, and what was heard of the answer."""

    prompt: str
    heard: str
    outside: bool = False
    """Whether the answer may hold what somebody else has written."""


def messages(front: Message, history: Sequence[Exchanged]) -> list[Message]:
    """The prompt's beginning: the front, and what was said."""
    told = [front]
    for exchange in history:
        told.append(Message("user", exchange.prompt))
        told.append(Message("assistant", exchange.heard or "…"))
    return told


def own(history: Sequence[Exchanged]) -> list[Exchanged]:
    """What was said, without anything that somebody else has written."""
    return [replace(one, heard="", outside=False) if one.outside else one for one in history]
