"""One person's memory as skills use it, over the real store: it learns, is corrected, forgets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voice_os.memory import Turn
from voice_os.memory.companion import Companion
from voice_os.memory.facts import YOU
from voice_os.memory.reflection import take_in, think_over
from voice_os.memory.store import Store

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def said(text: str) -> Turn:
    return Turn(0, 1, AT, YOU, text)


async def told(store: Store, companion: Companion, text: str) -> None:
    await store.remember([said(text)])
    await companion.learn()


async def values(store: Store) -> list[str]:
    return [fact.value for fact in await store.facts()]


async def test_what_was_learnt_last_is_what_a_correction_means(store: Store) -> None:
    companion = Companion(store)
    await told(store, companion, "I live in Oslo.")
    await told(store, companion, "The interview is on Friday.")
    companion.hear(said("That's wrong, it's Thursday."))
    right = await companion.correct()
    assert right is not None
    assert [fact.value for fact in right] == ["2026-11-26"]
    assert await values(store) == ["Oslo", "2026-11-26"]


async def test_a_correction_means_what_another_conversation_just_told_too(store: Store) -> None:
    await told(store, Companion(store), "The interview is on Friday.")
    later = Companion(store)
    later.hear(replace(said("That's wrong, it's Thursday."), at=AT + timedelta(minutes=2)))
    assert [fact.value for fact in await later.correct() or ()] == ["2026-11-26"]
    much_later = Companion(store)
    much_later.hear(replace(said("That's wrong, it's Tuesday."), at=AT + timedelta(hours=2)))
    assert await much_later.correct() is None


async def test_what_was_told_last_is_what_a_correction_means(store: Store) -> None:
    companion = Companion(store)
    await told(store, companion, "My boss is called Karen.")
    await told(store, companion, "I live in Oslo.")
    companion.told((await store.facts())[:1])
    companion.hear(said("No, I meant Carla."))
    await companion.correct()
    assert await values(store) == ["Oslo", "Carla"]


async def test_what_was_taken_back_is_never_learnt_again(store: Store) -> None:
    companion = Companion(store)
    await told(store, companion, "My boss is called Karen.")
    companion.hear(said("That's wrong."))
    assert await companion.correct() == []
    await store.write(lambda c: c.execute("DELETE FROM state WHERE name = 'learnt up to'"))
    await store.write(take_in)
    await think_over(store, AT)
    assert await store.facts() == []


async def test_words_that_correct_nothing_change_nothing(store: Store) -> None:
    companion = Companion(store)
    await told(store, companion, "The interview is on Friday.")
    companion.hear(said("That's wrong, it's a pity."))
    assert await companion.correct() is None
    assert await values(store) == ["2026-11-27"]


async def test_what_was_forgotten_is_gone_and_means_nothing(store: Store) -> None:
    companion = Companion(store)
    await told(store, companion, "My sister Anna lives in Bergen.")
    assert await companion.forget("Anna") >= 2
    assert await values(store) == []
    companion.hear(said("That's wrong, it's Rome."))
    assert await companion.correct() is None


async def test_what_is_to_be_remembered_is_stored_at_once_and_once(store: Store) -> None:
    companion = Companion(store)
    companion.hear(said("Remember that my sister is called Anna."))
    turn = await companion.keep()
    assert turn.id
    assert await companion.keep() == turn
    assert await store.turns() == [turn]
    assert await values(store) == ["Anna"]
