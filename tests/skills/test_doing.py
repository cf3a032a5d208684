"""Taking back what was done, telling it, and what the person allows by voice."""

from contextlib import suppress

import pytest
from skills.scripted import Ask

from voice_os.consent import Effect, Policy
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.errors import Problem
from voice_os.office.due import Timer
from voice_os.office.ledger import Ledger
from voice_os.skills import Services, service
from voice_os.skills.acting import Acting


async def test_what_was_done_last_is_taken_back_and_then_what_was_before_it(
    ask: Ask, ledger: Ledger
) -> None:
    await ask("set a timer for five minutes")
    await ask("set a timer for ten minutes")
    await ask("what time is it")
    assert await ask("Undo that!") == "The ten minute timer is gone."
    assert await ask("take that back") == "The five minute timer is gone."
    assert await ledger.all(Timer) == {}
    with pytest.raises(Problem, match="nothing to take back"):
        await ask("undo that")


async def test_what_nothing_takes_back_is_said_and_nothing_older_is_touched(
    ask: Ask, ledger: Ledger
) -> None:
    await ask("set a timer for five minutes")
    await ask("speak slower")
    with pytest.raises(Problem, match="can't take that back: speak slower"):
        await ask("undo that")
    assert len(await ledger.all(Timer)) == 1


async def test_what_was_done_is_told(ask: Ask) -> None:
    assert "haven't done anything" in await ask("what did you do today")
    await ask("set a timer for five minutes")
    await ask("undo that")
    assert await ask("what did you do") == (
        "At 09:47 you said: set a timer for five minutes. "
        "I answered: Five minutes, starting now, and took it back."
    )


@pytest.fixture
def policies(services: Services) -> Policies:
    return service(services, Policies)


async def test_never_is_heeded_from_then_on_until_it_is_taken_back(
    ask: Ask, policies: Policies
) -> None:
    assert await ask("never cancel a timer") == (
        "I will never cancel a timer or cancel all timers."
    )
    with pytest.raises(Problem, match="told me never to cancel a timer"):
        await ask("cancel the timer")
    assert policies.of("timers.cancel_timer", Effect.CHANGES) is Policy.NEVER
    assert await ask("undo that") == "It is as it was."
    assert policies.of("timers.cancel_timer", Effect.CHANGES) is Policy.ALLOW


async def test_a_whole_subject_may_be_named(ask: Ask, policies: Policies) -> None:
    assert "I will ask before I set a timer" in await ask("always ask before using timers")
    assert await ask("set a timer for five minutes") == (
        "You said: set a timer for five minutes. Shall I do that?"
    )
    assert await ask("yes") == "Five minutes, starting now."
    assert (await ask("always allow timers")).endswith("without asking. Shall I?")
    assert policies.of("timers.set_timer", Effect.CHANGES) is Policy.ASK
    await ask("yes")
    assert await ask("set a timer for six minutes") == "Six minutes, starting now."


async def test_the_network_is_allowed_and_forbidden_by_voice(ask: Ask, policies: Policies) -> None:
    door = Network(policies.online).of("clock.tell_time", lambda: True)
    with pytest.raises(Problem, match="allow clock to use the network"):
        door.require()
    assert (await ask("allow clock to use the network")).endswith("May I?")
    with pytest.raises(Problem):
        door.require()
    await ask("yes")
    door.require()
    await ask("clock may not use the network anymore")
    with pytest.raises(Problem):
        door.require()


@pytest.mark.parametrize("text", ["never mind", "never heard of it", "never give up on a dream"])
async def test_common_phrases_forbid_nothing(acting: Acting, policies: Policies, text: str) -> None:
    with suppress(Problem):
        if step := acting.step(text):
            await acting.take(step, text)
    names = [one.name for one in acting.repertoire if policies.chosen(one.name)]
    assert names == []
