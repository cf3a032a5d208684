"""The servers that the person has listed: started when they are needed, spoken to one by one."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from voice_os.consent import Effect
from voice_os.consent.network import Network
from voice_os.errors import Problem, cause_of
from voice_os.mcp import Offer
from voice_os.settings import McpSettings

if TYPE_CHECKING:  # it takes half a second to import, and most have no server
    from mcp import Client
    from mcp.types import CallToolResult, Tool

_LOG = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds that a server has to start, or to answer."""

LONGEST = 20_000
"""Characters of the longest result that is taken."""


@dataclass(frozen=True, slots=True)
class _Request:
    """A call of a tool, or (`tool` empty) the question which there are."""

    tool: str
    arguments: Mapping[str, Any]
    answer: "asyncio.Future[Any]"


class Server:
    """One server. Run `run` in a task group; it connects at the first request."""

    def __init__(
        self, name: str, settings: McpSettings, keep: Callable[[list[Offer]], None]
    ) -> None:
        """`keep` is told, whenever it has been connected to, which tools it has."""
        self.name = name
        self._settings = settings
        self._keep = keep
        self._requests: asyncio.Queue[_Request] = asyncio.Queue()

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is another machine's."""
        host = urlsplit(self._settings.url or "").hostname
        if host in (None, "localhost"):
            return False
        try:
            return not ip_address(host or "").is_loopback
        except ValueError:
            return True

    async def offers(self) -> list[Offer]:
        """The tools that it has. Raises `Problem` where it cannot be reached."""
        found: list[Offer] = await self._ask("", {})
        return found

    async def call(self, tool: str, arguments: Mapping[str, Any], network: Network) -> str:
        """Call a tool; return what it says. Raises `Problem`, also where the tool reports one."""
        if self.is_elsewhere:
            network.require()
        result: CallToolResult = await self._ask(tool, arguments)
        said = _text(result)[:LONGEST]
        if result.is_error:
            raise Problem(f"{self.name} could not do that: {said or 'it does not say why'}.")
        return said

    async def run(self) -> None:
        """Serve requests until cancelled. A server that died is started anew for the next one."""
        while True:
            request = await self._requests.get()
            try:
                async with self._client() as client:
                    async with asyncio.timeout(PATIENCE):
                        offers = [_offer(tool) for tool in (await client.list_tools()).tools]
                    self._keep(offers)
                    await self._serve(client, offers, request)
            except Exception as error:
                cause = cause_of(error)
                _LOG.warning("the MCP server %s failed: %r", self.name, cause)
                if not request.answer.done():
                    request.answer.set_exception(self._silent())

    async def _serve(self, client: "Client", offers: list[Offer], request: _Request) -> None:
        while True:
            if not request.answer.done():
                try:
                    answer = await self._answered(client, request) if request.tool else offers
                except Exception:
                    request.answer.set_exception(self._silent())
                    raise
                request.answer.set_result(answer)
            request = await self._requests.get()

    async def _answered(self, client: "Client", request: _Request) -> Any:
        async with asyncio.timeout(PATIENCE):
            return await client.call_tool(request.tool, dict(request.arguments))

    def _client(self) -> "Client":
        from mcp import Client, StdioServerParameters, stdio_client

        if self._settings.url:
            return Client(self._settings.url, read_timeout_seconds=PATIENCE)
        command, *arguments = self._settings.command
        parameters = StdioServerParameters(
            command=command, args=arguments, env=dict(self._settings.environment)
        )
        quiet = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it lives as long
        return Client(stdio_client(parameters, errlog=quiet), read_timeout_seconds=PATIENCE)

    async def _ask(self, tool: str, arguments: Mapping[str, Any]) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        await self._requests.put(_Request(tool, arguments, answer))
        try:
            async with asyncio.timeout(2 * PATIENCE):
                return await answer
        except TimeoutError:
            raise self._silent() from None

    def _silent(self) -> Problem:
        how = self._settings.url or " ".join(self._settings.command)
        return Problem(
            f"{self.name} does not answer. Check whether it runs: it is listed in the settings as "
            f"{how}."
        )


class Servers:
    """All servers, by name."""

    def __init__(
        self,
        settings: Mapping[str, McpSettings],
        keep: Callable[[str, list[Offer]], None] = lambda name, offers: None,
    ) -> None:
        """`keep` is told which tools a server has, whenever it has been connected to."""
        self.all = {
            name: Server(name, each, partial(keep, name)) for name, each in settings.items()
        }

    async def run(self) -> None:
        """Let them serve until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for server in self.all.values():
                tasks.create_task(server.run())


def _offer(tool: "Tool") -> Offer:
    schema = tool.input_schema or {}
    properties = schema.get("properties") or {}
    return Offer(
        tool.name,
        tool.description or "",
        _effect(tool),
        properties,
        tuple(name for name in schema.get("required") or () if name in properties),
    )


def _effect(tool: "Tool") -> Effect:
    """What a tool says of itself is a hint; what it does not say is taken for the worse."""
    hints = tool.annotations
    if hints is not None and hints.read_only_hint:
        return Effect.READS
    if hints is not None and hints.open_world_hint:
        return Effect.SENDS
    return Effect.CHANGES


def _text(result: "CallToolResult") -> str:
    """What a result says, as text."""
    said = [text for block in result.content if (text := getattr(block, "text", ""))]
    if not said and result.structured_content is not None:
        with suppress(TypeError, ValueError):
            said = [json.dumps(result.structured_content, ensure_ascii=False)]
    return "\n".join(said).strip()
