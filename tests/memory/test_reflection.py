"""Thinking it over: what comes of talks, once each, wherever it is interrupted."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from sqlite3 import Connection, Cursor
from typing import cast

import pytest
from memory.conftest import put_facts
from memory.test_extraction import Scripted

from voice_os.llm import Message
from voice_os.memory import Fact, Turn
from voice_os.memory.facts import YOU
from voice_os.memory.forgetting import Words
from voice_os.memory.reflection import (
    Since,
    keep,
    names_in,
    promises_in,
    reflect,
    since_mark,
    take,
    take_in,
    think_over,
)
from voice_os.memory.store import Store

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def said(text: str, speaker: str = YOU, number: int = 0) -> Turn:
    return Turn(number, 1, AT, speaker, text)


TALK = [
    said("My sister Anna lives in Bergen."),
    said("How nice. Does Anna like Bergen?", "Wren"),
    said("I'll call mum tomorrow. The interview is on Friday."),
]


async def test_names_dates_and_promises_come_into_the_diary(store: Store) -> None:
    await store.remember(TALK)
    entry = await think_over(store, AT)
    assert entry is not None
    assert entry.text.splitlines() == [
        "You spoke of Anna and Bergen.",
        "I learnt: Anna is your sister. Anna lives in Bergen.",
        "Dates: The interview is on Friday, the twenty-seventh of November.",
        "Promises: “I'll call mum tomorrow” (Tuesday, the twenty-fourth of November).",
    ]
    assert await store.diary() == [entry]


async def test_nothing_is_thought_over_twice(store: Store) -> None:
    await store.remember(TALK)
    assert await think_over(store, AT) is not None
    facts = await store.facts()
    assert await think_over(store, AT) is None
    assert await store.facts() == facts
    assert len(await store.diary()) == 1


async def test_it_goes_on_where_it_stopped(store: Store) -> None:
    await store.remember(TALK)
    await think_over(store, AT)
    await store.remember([said("I need to buy a present for Berta on Saturday.")])
    entry = await think_over(store, AT)
    assert entry is not None
    assert "Berta" in entry.text
    assert "Anna" not in entry.text


class Killed(Exception):
    """The process is no more."""


class Dying:
    """A connection whose process is killed at one of its statements."""

    def __init__(self, connection: Connection, left: int) -> None:
        self._connection = connection
        self._left = left

    def execute(self, sql: str, values: Sequence[object] = ()) -> Cursor:
        self._left -= 1
        if self._left < 0:
            raise Killed
        return self._connection.execute(sql, values)


@pytest.mark.parametrize("done", range(12))
@pytest.mark.parametrize("work", [take_in, lambda c: keep(c, reflect(since_mark(c), AT))])
async def test_killed_at_any_statement_it_loses_and_repeats_nothing(
    store: Store, work: Callable[[Connection], object], done: int
) -> None:
    await store.remember(TALK)
    with suppress(Killed):
        await store.write(lambda c: work(cast("Connection", Dying(c, done))))
    await think_over(store, AT)
    await think_over(store, AT)
    assert len(await store.diary()) == 1
    facts = [(fact.subject, fact.attribute, fact.value) for fact in await store.facts()]
    assert facts == [
        ("you", "sister", "Anna"),
        ("Anna", "home", "Bergen"),
        ("the interview", "date", "2026-11-27"),
    ]


async def test_of_two_reflections_at_once_one_is_kept(store: Store) -> None:
    await store.remember(TALK)
    since = await store.read(since_mark)
    first, second = reflect(since, AT), reflect(since, AT)
    assert await store.write(lambda c: keep(c, first)) is not None
    assert await store.write(lambda c: keep(c, second)) is None
    assert len(await store.diary()) == 1


async def test_what_was_forgotten_meanwhile_comes_into_no_entry(store: Store) -> None:
    await store.remember([said("My sister Anna lives in Bergen.")])
    since = await store.read(since_mark)
    await store.forget(Words("Anna"))
    assert await store.write(lambda c: keep(c, reflect(since, AT))) is None
    assert await think_over(store, AT) is None
    assert await store.facts() == []


async def test_what_was_corrected_is_not_learnt_again_from_the_old_words(store: Store) -> None:
    turns = await store.remember([said("My boss is called Karen.")])
    (fact,) = await store.write(take_in)
    await put_facts(store, [replace(fact, value="Carla")])
    await store.write(lambda c: c.execute("DELETE FROM state WHERE name = 'learnt up to'"))
    await store.write(take_in)
    assert [f.value for f in await store.facts()] == ["Carla"]
    assert turns[0].id in fact.sources


def test_her_own_words_are_no_news() -> None:
    since = Since(0, (said("You live in Oslo, and Anna in Bergen.", "Wren", 1),), ())
    reflection = reflect(since, AT)
    assert reflection.entry is None
    assert reflection.mark == 1


def test_small_talk_is_not_worth_an_entry() -> None:
    assert reflect(Since(0, (said("Hello there.", number=4),), ()), AT).entry is None


def test_only_what_one_will_do_is_a_promise() -> None:
    assert [p.words for p in promises_in(said("Well, I have to pay the rent on Friday."))] == [
        "I have to pay the rent on Friday"
    ]
    assert promises_in(said("If it rains I'll stay.")) == []
    assert promises_in(said("Will you call mum?")) == []
    assert promises_in(said("I'll call mum.", "Wren")) == []


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert names_in([said("Yesterday I met Ruth and Tom Hill on Monday.")], []) == [
        "Ruth",
        "Tom Hill",
    ]


async def test_with_a_model_an_entry_begins_with_its_summary(store: Store) -> None:
    await store.remember(TALK)
    entry = await think_over(store, AT, Scripted("You spoke of your sister. And then"))
    assert entry is not None
    assert entry.text.startswith("You spoke of your sister.\nYou spoke of Anna")


LOOSELY = "So here in Bergen I am happy at last, and I spend my days as head gardener."
FOUND = (
    '[{"subject": "you", "attribute": "job", "value": "head gardener", '
    '"quote": "I spend my days as head gardener"}]'
)
OPEN = '[{"ask": "How is the garden doing?", "quote": "I spend my days as head gardener"}]'


class Diarist(Scripted):
    """Finds a fact where it is asked for facts, threads where for threads, and sums up."""

    def __init__(self, killed_at: int = 99) -> None:
        super().__init__("")
        self.left = killed_at

    def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.left -= 1
        if self.left < 0:
            raise Killed
        task = messages[0].content
        self.answer = FOUND if "facts" in task else OPEN if "threads" in messages[1].content else ""
        return super().stream(messages)


async def test_a_model_adds_facts_that_no_rule_finds_and_threads_to_come_back_to(
    store: Store,
) -> None:
    await store.remember([said(LOOSELY)])
    entry = await think_over(store, AT, Diarist())
    assert entry is not None
    assert [(f.attribute, f.value) for f in await store.facts()] == [("job", "head gardener")]
    assert "I learnt: You work as a head gardener." in entry.text
    assert entry.text.endswith("To come back to: How is the garden doing?")


@pytest.mark.parametrize("calls", range(4))
async def test_killed_while_a_model_thinks_it_loses_and_repeats_nothing(
    store: Store, calls: int
) -> None:
    await store.remember([said(LOOSELY), said("It rains."), said("And I spend my days well.")])
    with suppress(Killed):
        await think_over(store, AT, Diarist(calls))
    again = Diarist()
    entry = await think_over(store, AT, again)
    assert (entry is None) == (calls > 4)
    assert [(f.attribute, f.value) for f in await store.facts()] == [("job", "head gardener")]
    assert len(await store.diary()) == 1
    assert sum("Note the facts" in asked for asked in again.asked) == 3 - min(calls, 3)


async def test_what_rules_made_of_the_same_words_stands_before_what_a_model_finds(
    store: Store,
) -> None:
    (turn,) = await store.remember([said("My boss is called Karen.")])
    (fact,) = await store.write(take_in)
    other = replace(fact, value="Boss Lady")
    assert await store.write(lambda c: take(c, turn, [other])) == [fact]


async def test_what_was_forgotten_is_not_learnt_from_a_model_either(store: Store) -> None:
    (turn,) = await store.remember([said(LOOSELY)])
    found = Fact(YOU, "job", "head gardener", None, None, (turn.id,), told=AT)
    await store.forget(Words("gardener"))
    assert await store.write(lambda c: take(c, turn, [found])) == []
