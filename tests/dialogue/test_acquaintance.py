"""A first meeting that is broken off is taken up where it was, from the encrypted memory."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_os.dialogue import acquaintance as module
from voice_os.dialogue.acquaintance import Acquaintance, Meets
from voice_os.errors import Problem
from voice_os.memory.key import new as new_key
from voice_os.memory.store import Store
from voice_os.persona.meeting import QUESTIONS, Topic
from voice_os.persona.persona import Persona

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "memory.db", new_key())
    yield opened
    await opened.close()


class Talk:
    """One start of the program, in which what she says is heard at once."""

    def __init__(self, persona: Persona) -> None:
        self.said: list[str] = []
        self.spoke_thrice = asyncio.Event()
        self.meeting = Acquaintance(persona, lambda: NOON, None, private=True)

    def say(self, words: str) -> None:
        self.said.append(words)
        if len(self.said) == 3:
            self.spoke_thrice.set()
        asyncio.get_running_loop().call_soon(self.meeting.heard, words)

    async def answer(self, words: str) -> None:
        assert self.meeting.takes(words, is_wish=False)
        self.say(await self.meeting.take(words))
        await asyncio.sleep(0)


async def begun(persona: Persona, store: Store, tasks: asyncio.TaskGroup) -> Talk:
    talk = Talk(persona)
    await talk.meeting.wake(store)
    tasks.create_task(talk.meeting.hold(talk.say, lambda: True, typed=True))
    for _ in range(3):
        await asyncio.sleep(0)
    return talk


async def test_what_was_answered_or_left_out_is_not_asked_again(store: Store) -> None:
    persona = Persona(lambda: NOON)
    async with asyncio.TaskGroup() as tasks:
        first = await begun(persona, store, tasks)
        await first.answer("Tom")
        await first.answer("skip")
        await first.meeting.keep(store)
        first.meeting.put_off()
        second = await begun(persona, store, tasks)
        await second.answer("my sister Anna")
        await second.meeting.keep(store)
        second.meeting.put_off()
        third = await begun(persona, store, tasks)
        await third.answer("warm")
        await third.meeting.keep(store)
    assert second.said[0].endswith(QUESTIONS[Topic.DEAR])
    assert third.said[0].endswith(QUESTIONS[Topic.MANNER])
    assert persona.name in third.said[-1]


async def test_a_question_left_out_by_silence_is_not_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENCE", 0.01)
    persona, first = Persona(lambda: NOON), Talk(Persona(lambda: NOON))
    await first.meeting.wake(store)
    hold = first.meeting.hold(first.say, lambda: not first.spoke_thrice.is_set(), typed=False)
    holding = asyncio.create_task(hold)
    await first.spoke_thrice.wait()
    holding.cancel()
    await asyncio.wait([holding])
    await first.meeting.keep(store)
    async with asyncio.TaskGroup() as tasks:
        second = await begun(persona, store, tasks)
        second.meeting.put_off()
    assert second.said[0].endswith(QUESTIONS[Topic.DEAR])


async def test_once_they_have_met_nothing_of_it_is_left(store: Store) -> None:
    persona = Persona(lambda: NOON)
    async with asyncio.TaskGroup() as tasks:
        talk = await begun(persona, store, tasks)
        await talk.answer("skip all")
        await talk.meeting.keep(store)
    anew = Talk(persona)
    await anew.meeting.wake(store)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(anew.meeting.hold(anew.say, lambda: True, typed=True))
        await asyncio.sleep(0.01)
        anew.meeting.put_off()
    assert anew.said[0].endswith(QUESTIONS[Topic.NAME])


def test_she_meets_once_and_again_only_when_wished() -> None:
    assert [Meets.NOT.begins(met=met) for met in (False, True)] == [False, False]
    assert [Meets.ONCE.begins(met=met) for met in (False, True)] == [True, False]
    assert [Meets.ANEW.begins(met=met) for met in (False, True)] == [True, True]


async def test_where_her_file_is_broken_there_is_no_meeting(tmp_path: Path) -> None:
    (tmp_path / "me.toml").write_text("broken")
    talk = Talk(Persona(lambda: NOON, tmp_path / "me.toml"))
    with pytest.raises(Problem, match="cannot be understood"):
        talk.meeting.ask_anew()
