"""Lists: for shopping, things to do, and whatever else one names."""

import re
from typing import Self

from voice_os.errors import Problem
from voice_os.office.ledger import Ledger
from voice_os.office.papers import SHOPPING, Item, NamedList, items
from voice_os.skills import Done, Effect, Missing, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.quantities import say_list
from voice_os.skills.saying import say_count
from voice_os.skills.services import Utterance
from voice_os.understanding.names import closest

_NO_NAME = re.compile(
    r"\b(a|an|the|my|our|all|this|that|it|to|of|in|on|and|or|is|are|i|you|lists?|what|new|every)\b"
)


class ListName(str):
    """What a list is called: up to three words, without "list"."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a name. Raises ValueError where the words are none."""
        if words in ("to do", "todo"):
            return cls("to do")
        if len(words.split()) > 3 or _NO_NAME.search(words):
            raise ValueError(f"not the name of a list: {words!r}")
        return cls({"grocery": SHOPPING, "groceries": SHOPPING}.get(words, words))

    @classmethod
    def examples(cls) -> list[str]:
        """Lists that many people have."""
        return ["shopping", "to do", "grocery", "packing", "birthday", "work", "christmas"]


class Things(str):
    """One thing or several, to be put on a list."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read things. Raises ValueError where the words only stand for something."""
        if words in ("it", "that", "this", "something", "anything", "an item", "things", "a list"):
            raise ValueError(f"nothing for a list: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What stands on lists."""
        return [
            *("milk", "eggs", "bread", "butter", "cheese", "coffee", "apples and bananas", "soap"),
            *("milk eggs and bread", "tomatoes", "call the bank", "pay the rent", "rice", "tea"),
        ]


_THE = "[the|my|our|that|this]"
_ON = "(to|on|onto|in|at)"
_PUT = "(add|put|write|stick|include|place|get|note)"


@skill(
    f"{_PUT} {{item}} {_ON} {_THE} {{list_name}} list",
    f"{_PUT} {{item}} {_ON} {_THE} list",
    f"(add|put) {_ON} {_THE} {{list_name}} list {{item}}",
    f"(add|put) (something|an item|things) {_ON} {_THE} {{list_name}} list",
    f"(i need|we need|i want) {{item}} on {_THE} {{list_name}} list",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def add_item(
    ledger: Ledger,
    said: Utterance,
    item: Things | None = None,
    list_name: ListName | None = None,
) -> Done:
    """Put things on a list."""
    if item is None:
        raise Missing("item", "What shall I put on it?")
    names = _names(await ledger.all(NamedList))
    name = (closest(list_name, names) if list_name else None) or list_name or SHOPPING
    there = {one.text.lower() for one in (await ledger.all(Item)).values() if one.list == name}
    wanted = items(said.as_said(item))
    new = [text for text in wanted if text.lower() not in there]
    if not new:
        already = "is" if len(wanted) == 1 else "are"
        return Done(f"{say_list(wanted).capitalize()} {already} on your {name} list already.")
    add: list[object] = [Item(name, text) for text in new]
    if name not in names:
        add.append(NamedList(name))
    put = f"I've put {say_list(new)} on your {name} list."
    return done(put, await ledger.change(add=add), f"{_sentence(new, 'off')} your {name} list.")


@skill(
    f"(what is|what's|what do i have|what have i got|what else is) on {_THE} {{list_name}} list",
    f"(read|tell|show|check|open|give) [me] [what is on|what's on] {_THE} {{list_name}} list",
    f"(what is|what's|what do i have) on {_THE} list",
    f"(read|tell|show|check|open) [me] [what is on|what's on] {_THE} list",
    "what do (i|we) (need|have) to buy",
    "(what|which) lists (do i have|are there|have i got)",
    "(read|list|show|tell) [me] [all] [of] my lists",
    "do i have any lists",
    f"how many (things|items) are on {_THE} {{list_name}} list",
    effect=Effect.READS,
)
async def read_list(ledger: Ledger, said: Utterance, list_name: ListName | None = None) -> str:
    """Read out a list, or say which lists there are."""
    names = _names(await ledger.all(NamedList))
    if not names:
        return "There are no lists yet."
    if list_name is None and "lists" in said.text.lower():
        return f"You have {say_count(len(names), 'list')}: {say_list(names)}."
    name = _name(list_name, names)
    texts = [one.text for one in (await ledger.all(Item)).values() if one.list == name]
    if not texts:
        return f"Nothing is on your {name} list."
    count = say_count(len(texts), "thing").capitalize()
    return f"{count} on your {name} list: {say_list(texts)}."


@skill(
    f"(is|are|do i have) {{item}} on {_THE} {{list_name}} list",
    f"(is|are|do i have) {{item}} on {_THE} list",
    effect=Effect.READS,
)
async def ask_item(ledger: Ledger, item: Things, list_name: ListName | None = None) -> str:
    """Say whether something is on a list."""
    name = _name(list_name, _names(await ledger.all(NamedList)))
    on_it = [one.text for one in (await ledger.all(Item)).values() if one.list == name]
    found = closest(item, on_it, least=85)
    return f"Yes, {found} is on your {name} list." if found else f"No, not on your {name} list."


_OFF = "(remove|delete|take|cross|scratch|strike|drop|erase|tick)"


@skill(
    f"{_OFF} {{item}} (from|off|off of|out of|on) {_THE} {{list_name}} list",
    f"{_OFF} {{item}} (from|off|off of|out of|on) {_THE} list",
    f"{_OFF} off {{item}} (from|on) {_THE} {{list_name}} list",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def remove_item(
    ledger: Ledger, said: Utterance, item: Things, list_name: ListName | None = None
) -> Done:
    """Take things off a list."""
    name = _name(list_name, _names(await ledger.all(NamedList)))
    on_it = {n: one for n, one in (await ledger.all(Item)).items() if one.list == name}
    by_text = {one.text: number for number, one in on_it.items()}
    meant = [closest(one, by_text) for one in items(said.as_said(item))]
    gone = [text for text in meant if text is not None]
    if not gone:
        raise Problem(f"That is not on your {name} list.")
    change = await ledger.change(drop=[by_text[text] for text in gone])
    return done(f"{_sentence(gone, 'off')} your {name} list.", change, "It is on the list again.")


@skill(
    "(make|create|start|begin|open|set up) [me] [a|an|another] [new] {list_name} list",
    "(make|create|start|begin|open|set up) [me] [a|an|another] [new] list "
    "(called|named|for) [the|my] {list_name}",
    "(make|create|start|begin|set up) [me] (a|an|another|a new) list",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def create_list(ledger: Ledger, list_name: ListName | None = None) -> Done:
    """Begin a list."""
    if list_name is None:
        raise Missing("list_name", "What shall it be called?")
    if list_name in _names(await ledger.all(NamedList)):
        return Done(f"You have a {list_name} list already.")
    change = await ledger.change(add=[NamedList(list_name)])
    return done(f"You have a {list_name} list now.", change, f"The {list_name} list is gone.")


@skill(
    "(delete|remove|throw away|get rid of|drop|erase) (the|my|our|that) {list_name} list",
    "(delete|remove|throw away|get rid of|drop|erase) (the|my|our|that) list",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def delete_list(ledger: Ledger, list_name: ListName | None = None) -> Done:
    """Throw a list away."""
    lists = await ledger.all(NamedList)
    name = _name(list_name, _names(lists))
    gone = [number for number, one in lists.items() if one.name == name]
    gone += [n for n, one in (await ledger.all(Item)).items() if one.list == name]
    change = await ledger.change(drop=gone)
    return done(f"Your {name} list is gone.", change, f"Your {name} list is back.")


@skill(
    "(clear|empty|wipe|clean|clean up|clear out|reset) (the|my|our|that) {list_name} list",
    "(clear|empty|wipe|clean|clean up|clear out|reset) (the|my|our|that) list",
    "(remove|delete|take|cross) (everything|all) (from|off) (the|my|our) {list_name} list",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def clear_list(ledger: Ledger, list_name: ListName | None = None) -> Done:
    """Empty a list."""
    name = _name(list_name, _names(await ledger.all(NamedList)))
    gone = [n for n, one in (await ledger.all(Item)).items() if one.list == name]
    if not gone:
        return Done(f"Nothing is on your {name} list.")
    change = await ledger.change(drop=gone)
    return done(f"Your {name} list is empty now.", change, f"Your {name} list is as it was.")


def _names(lists: dict[int, NamedList]) -> list[str]:
    return [one.name for one in lists.values()]


def _name(said: str | None, names: list[str]) -> str:
    """The name of the list that is meant. Raises `Problem` where there is none."""
    if said is None:
        if SHOPPING in names or not names:
            return SHOPPING
        if len(names) == 1:
            return names[0]
        raise Problem(f"Which list: {say_list(names, 'or')}?")
    if found := closest(said, names):
        return found
    raise Problem(f"You have no {said} list.")


def _sentence(texts: list[str], where: str) -> str:
    """That things are on or off."""
    said = say_list(texts)
    return f"{said[0].upper()}{said[1:]} {'is' if len(texts) == 1 else 'are'} {where}"
