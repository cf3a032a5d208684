"""Her skills as another program has them: it may read, and little else."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from voice_os.consent import Journal, Policy
from voice_os.consent.journal import Notebook
from voice_os.consent.policies import Policies
from voice_os.mcp.serving import made
from voice_os.skills import Done, Effect, Proposal, Record, skill
from voice_os.skills.acting import Acting
from voice_os.skills.services import Repertoire
from voice_os.understanding.recognition import Recognizer


class Lamp:
    lit = False
    sold = False


async def unlight(record: Record, lamp: Lamp) -> str:
    lamp.lit = False
    return "It is dark."


@skill("light it at {brightness}", effect=Effect.CHANGES, undo=unlight)
async def light(lamp: Lamp, brightness: int) -> Done:
    """Light the lamp."""
    lamp.lit = True
    return Done(f"It is lit, at {brightness}.", undo={})


@skill("sell it", effect=Effect.CHANGES)
async def sell(lamp: Lamp) -> Proposal:
    """Sell the lamp."""

    async def do() -> str:
        lamp.sold = True
        return "It is sold."

    return Proposal("The lamp would be gone. Shall I?", do)


@skill("is it lit", effect=Effect.READS)
async def tell(lamp: Lamp) -> str:
    """Say whether the lamp is lit."""
    return "It is." if lamp.lit else "It is not."


@skill("post it", effect=Effect.SENDS)
async def post() -> Proposal:
    """Post the lamp."""
    raise AssertionError


SKILLS = (light, sell, tell, post)


class Everything:
    skills = SKILLS


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture
def policies() -> Policies:
    return Policies()


@asynccontextmanager
async def another_program(lamp: Lamp, policies: Policies) -> AsyncIterator[Client]:
    acting = Acting(Recognizer(SKILLS))
    acting.serve({Lamp: lamp, Policies: policies, Repertoire: Everything(), Journal: Notebook()})
    async with Client(made(acting, policies)) as client:
        yield client


async def said(client: Client, name: str, **arguments: object) -> tuple[str, bool]:
    result = await client.call_tool(name, arguments)
    (block,) = result.content
    return getattr(block, "text", ""), result.is_error


async def test_every_skill_is_told_with_its_effect_and_what_it_needs(
    lamp: Lamp, policies: Policies
) -> None:
    async with another_program(lamp, policies) as client:
        tools = {one.name: one for one in (await client.list_tools()).tools}
        assert set(tools) == {"light", "sell", "tell", "post"}
        assert tools["light"].input_schema["required"] == ["brightness"]
        assert tools["tell"].annotations is not None
        assert tools["tell"].annotations.read_only_hint


async def test_it_may_read(lamp: Lamp, policies: Policies) -> None:
    async with another_program(lamp, policies) as client:
        assert await said(client, "tell") == ("It is not.", False)


async def test_it_changes_nothing_that_was_not_allowed_for_good(
    lamp: Lamp, policies: Policies
) -> None:
    async with another_program(lamp, policies) as client:
        words, wrong = await said(client, "light", brightness=5)
        assert wrong
        assert 'always allow test serving". Nothing was changed' in words
        policies.choose("test_serving", Policy.ALLOW)
        assert await said(client, "light", brightness=5) == ("It is lit, at 5.", False)
        assert lamp.lit


async def test_what_she_would_ask_about_and_what_sends_is_for_the_person(
    lamp: Lamp, policies: Policies
) -> None:
    async with another_program(lamp, policies) as client:
        policies.choose("test_serving", Policy.ALLOW)
        assert "for the person to decide" in (await said(client, "sell"))[0]
        assert "Nothing was sent" in (await said(client, "post"))[0]
        assert not lamp.sold


async def test_what_does_not_exist_or_lacks_something_is_a_sentence(
    lamp: Lamp, policies: Policies
) -> None:
    async with another_program(lamp, policies) as client:
        policies.choose("test_serving", Policy.ALLOW)
        assert (await said(client, "fly"))[1]
        words, wrong = await said(client, "light")
        assert wrong
        assert 'She would ask: "Which brightness?" Nothing was done.' in words


async def test_the_command_serves_another_program(tmp_path: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "voice_os", "--set", "memory.enabled=false", "mcp"],
        env={"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
    )
    with (tmp_path / "errors").open("w") as errors:
        async with Client(stdio_client(server, errlog=errors)) as client:
            names = {one.name for one in (await client.list_tools()).tools}
            assert {"tell_time", "set_timer"} <= names
            words, wrong = await said(client, "tell_time")
    assert (words[:5], wrong) == ("It's ", False)
