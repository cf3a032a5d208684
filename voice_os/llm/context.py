"""Which messages fit into a model's context. Pure functions over messages and their lengths."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from voice_os.errors import Problem
from voice_os.llm import Message

_LEAST: Final = 32
"""Tokens that the newest message must have room for; with fewer no conversation is possible."""

_GAP: Final = " … "


def alternating(messages: Sequence[Message]) -> list[Message]:
    """Join neighbours of the same role: many chat templates and servers refuse them."""
    return [
        Message(role, "\n".join(m.content for m in neighbours))
        for role, neighbours in groupby(messages, key=lambda m: m.role)
    ]


def fitting(
    messages: Sequence[Message], room: int, length: Callable[[Message], int]
) -> list[Message]:
    """The messages that fit into `room` tokens, given the `length` of each in tokens.

    The first message always stays. The oldest exchanges behind it go first, a quarter of the room
    at a time: the same ones are then gone for many turns, and what the model has evaluated holds.
    A newest exchange that is itself too long loses the middle of its long messages.

    Raises `Problem` where the first message leaves no room for a conversation.
    """
    front, *rest = messages
    left = room - length(front)
    if left < _LEAST:
        raise Problem(
            f"Her instructions alone take {length(front)} tokens of the {room} there are: set "
            "`llm.context` higher, or choose a model that can look back further."
        )
    exchanges = _exchanges(rest)
    lengths = [sum(map(length, exchange)) for exchange in exchanges]
    step = room // 4
    excess = max(sum(lengths) - left, 0)
    to_drop = -(-excess // step) * step
    first = 0
    while to_drop > 0 and first < len(exchanges) - 1:
        to_drop -= lengths[first]
        first += 1
    kept = exchanges[first:]
    if sum(lengths[first:]) > left:  # then only the newest is left
        kept = [_shortened_exchange(kept[-1], left, length)]
    return [front, *(message for exchange in kept for message in exchange)]


def shortened(text: str, room: int, length: Callable[[str], int]) -> str:
    """`text` without its middle, cut between words, so that its length is at most `room`."""
    if length(text) <= room:
        return text
    kept = bisect_right(range(len(text)), room, key=lambda n: length(_without_middle(text, n)))
    return _without_middle(text, max(kept - 1, 0))


def _without_middle(text: str, kept: int) -> str:
    head, tail = text[: kept // 2], text[len(text) - (kept - kept // 2) :]
    whole_head, _, _ = head.rpartition(" ")
    _, _, whole_tail = tail.partition(" ")
    return (whole_head or head) + _GAP + (whole_tail or tail)


def _exchanges(messages: Sequence[Message]) -> list[list[Message]]:
    """Group messages into exchanges: each begins with what the person said."""
    exchanges: list[list[Message]] = []
    for message in messages:
        if message.role == "user" or not exchanges:
            exchanges.append([])
        exchanges[-1].append(message)
    return exchanges


def _shortened_exchange(
    exchange: Sequence[Message], room: int, length: Callable[[Message], int]
) -> list[Message]:
    """Give every message an equal share of the room; what a short one leaves goes to the longer."""
    shortest_first = sorted(range(len(exchange)), key=lambda n: length(exchange[n]))
    kept = list(exchange)
    for done, n in enumerate(shortest_first):
        kept[n] = _shortened_message(exchange[n], room // (len(exchange) - done), length)
        room -= length(kept[n])
    return kept


def _shortened_message(message: Message, room: int, length: Callable[[Message], int]) -> Message:
    text = shortened(
        message.content, room, lambda content: length(replace(message, content=content))
    )
    return replace(message, content=text)
