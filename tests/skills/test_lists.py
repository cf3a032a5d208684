"""Lists: what people put on them, take off, and ask."""

import pytest
from skills.scripted import Ask

from voice_os.errors import Problem
from voice_os.office.ledger import Ledger
from voice_os.office.papers import Item, items


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("milk", ["milk"]),
        ("milk, eggs and some bread", ["milk", "eggs", "bread"]),
        ("salt and pepper and olive oil", ["salt and pepper", "olive oil"]),
        ("milk, and eggs", ["milk", "eggs"]),
    ],
)
def test_what_is_named_in_one_breath_is_told_apart(words: str, named: list[str]) -> None:
    assert items(words) == named


async def test_several_things_are_put_on_a_list_in_one_sentence(ask: Ask, ledger: Ledger) -> None:
    assert await ask("Add milk, eggs and bread to the shopping list.") == (
        "I've put milk, eggs and bread on your shopping list."
    )
    assert await ask("put Milk on my list") == "Milk is on your shopping list already."
    assert await ask("what's on my shopping list") == (
        "Three things on your shopping list: milk, eggs and bread."
    )
    assert await ask("take the eggs and the milk off the shopping list") == (
        "Eggs and milk are off your shopping list."
    )
    assert await ask("undo that") == "It is on the list again."
    assert len(await ledger.all(Item)) == 3


async def test_a_list_that_is_not_there_yet_is_begun(ask: Ask) -> None:
    assert await ask("what lists do i have") == "There are no lists yet."
    assert await ask("put Call the bank on my to-do list") == (
        "I've put Call the bank on your to do list."
    )
    assert await ask("create a list called packing") == "You have a packing list now."
    assert await ask("which lists do i have") == "You have two lists: to do and packing."
    assert await ask("what is on the packing list") == "Nothing is on your packing list."
    with pytest.raises(Problem, match="no wedding list"):
        await ask("what is on the wedding list")


async def test_a_list_that_was_heard_otherwise_is_found(ask: Ask) -> None:
    await ask("create a christmas list")
    assert await ask("add socks to the chrismas list") == "I've put socks on your christmas list."


async def test_a_list_is_cleared_and_thrown_away_and_comes_back(ask: Ask) -> None:
    await ask("add milk and bread to the shopping list")
    assert await ask("is milk on the shopping list") == "Yes, milk is on your shopping list."
    assert await ask("clear my shopping list") == "Your shopping list is empty now."
    assert await ask("undo that") == "Your shopping list is as it was."
    assert await ask("delete the shopping list") == "Your shopping list is gone."
    assert await ask("what lists do i have") == "There are no lists yet."
    assert await ask("undo that") == "Your shopping list is back."
    assert await ask("what's on the list") == "Two things on your shopping list: milk and bread."
    with pytest.raises(Problem, match="not on your shopping list"):
        await ask("remove the piano from the shopping list")


async def test_without_a_thing_she_asks_for_it(ask: Ask) -> None:
    assert await ask("add something to the shopping list") == "What shall I put on it?"
    assert await ask("milk") == "I've put milk on your shopping list."
