"""What the skills' tests share: all built-in skills, what they need, and a way to ask them."""

from datetime import datetime, timedelta, timezone

import pytest
from skills.scripted import Ask, ScriptedClock, ScriptedHearing, ScriptedIdentity, ScriptedTalk

from voice_os.skills import Services, run
from voice_os.skills.registry import Registry
from voice_os.skills.services import Clock, Hearing, Identity, Repertoire, Talk
from voice_os.skills.timers import Timer, Timers
from voice_os.understanding.recognition import Recognizer


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock(datetime(2026, 11, 3, 9, 47, tzinfo=timezone(timedelta(hours=1))))


@pytest.fixture
def talk() -> ScriptedTalk:
    return ScriptedTalk()


@pytest.fixture
def hearing() -> ScriptedHearing:
    return ScriptedHearing()


@pytest.fixture
def rung() -> list[Timer]:
    return []


@pytest.fixture
def timers(rung: list[Timer]) -> Timers:
    async def ring(timer: Timer) -> None:
        rung.append(timer)

    return Timers(ring)


@pytest.fixture
def services(
    clock: ScriptedClock,
    talk: ScriptedTalk,
    hearing: ScriptedHearing,
    timers: Timers,
    everything: Registry,
) -> Services:
    return {
        Clock: clock,
        Talk: talk,
        Hearing: hearing,
        Identity: ScriptedIdentity(),
        Repertoire: everything,
        Timers: timers,
    }


@pytest.fixture
def ask(recognizer: Recognizer, services: Services) -> Ask:
    async def answer(text: str) -> str:
        wish = recognizer.recognize(text)
        assert wish is not None, f"not recognised: {text}"
        return await run(wish, services)

    return answer
