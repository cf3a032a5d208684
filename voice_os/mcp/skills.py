"""The tools of other programs' servers as skills.

What a tool says of itself is a hint, and what it does not say is taken for the worst: a tool that
does not call itself read-only changes something, and is read back first, unless the person has
allowed it (its server's name is the subject). One that calls its world open, sends.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from voice_os.consent import Effect, Policy
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.mcp.servers import Servers
from voice_os.skills import Proposal, Skill
from voice_os.skills.slots import Slot

if TYPE_CHECKING:
    from mcp.types import Tool

_LONGEST = 80
"""Characters of a tool's description that are told."""


def skills_of(server: str, tools: "Iterable[Tool]") -> list[Skill]:
    """The skills that a server's tools are."""
    return [_skill(server, tool) for tool in tools]


def _skill(server: str, tool: "Tool") -> Skill:
    schema = tool.input_schema or {}
    properties: Mapping[str, Any] = schema.get("properties") or {}
    needed = [name for name in schema.get("required") or () if name in properties]
    effect = _effect(tool)
    description = _described(tool)

    async def call(
        _servers: Servers, _policies: Policies, _network: Network, **arguments: object
    ) -> str | Proposal:
        async def do() -> str:
            said = await _servers.all[server].call(tool.name, arguments, _network)
            return said or "Done."

        name = f"{server}.{tool.name}"
        allowed = (_policies.chosen(name) or _policies.chosen(server)) is Policy.ALLOW
        if effect is Effect.READS or (effect is Effect.CHANGES and allowed):
            return await do()
        values = ", ".join(f"{key}: {value}" for key, value in arguments.items())
        return Proposal(
            f"With {server}: {description}{f', {values}' if values else ''}. Shall I?", do
        )

    call.__name__ = tool.name
    return Skill(
        function=call,
        subject=server,
        description=description,
        effect=effect,
        sentences={"en": _sentences(tool, needed)},
        slots={name: _slot(properties[name]) for name in properties},
        services={"_servers": Servers, "_policies": Policies, "_network": Network},
        needed=frozenset(needed),
    )


def _effect(tool: "Tool") -> Effect:
    hints = tool.annotations
    if hints is not None and hints.read_only_hint:
        return Effect.READS
    if hints is not None and hints.open_world_hint:
        return Effect.SENDS
    return Effect.CHANGES


def _described(tool: "Tool") -> str:
    """What a tool does, in a short line: it is told to people, and to the language model."""
    first = re.split(r"[.\n]", tool.description or "")[0]
    plain = " ".join(re.sub(r"[^\w\s',-]", " ", first).split())[:_LONGEST].strip()
    said = plain or _words(tool)
    return said[0].lower() + said[1:]


def _words(tool: "Tool") -> str:
    """A tool's name as words: "turnOnLight" and "turn_on_light" are "turn on light"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+", " ", tool.name)
    return " ".join(apart.lower().split()) or "do it"


def _sentences(tool: "Tool", needed: list[str]) -> tuple[str, ...]:
    """What people can say without a model: the tool's name, and what it needs behind it."""
    if len(needed) > 1 or not re.fullmatch(r"\w+", needed[0] if needed else "x"):
        return ()
    name = _words(tool).replace(" ", " [the|my|a] ", 1) if " " in _words(tool) else _words(tool)
    return (f"{name} [the|my|in the|for|of] {{{needed[0]}}}" if needed else name,)


def _slot(schema: Mapping[str, Any]) -> Slot:
    """A parameter: what is said for it is read by the type that its schema names."""
    kind = schema.get("type")

    def parse(words: str) -> object:
        if kind in (None, "string"):
            return words
        if kind == "boolean" and words in ("yes", "no", "on", "off"):
            return words in ("yes", "on")
        return json.loads(words)

    plain = {
        key: schema[key] for key in ("type", "enum", "items", "minimum", "maximum") if key in schema
    }
    return Slot(parse, tuple, plain or {"type": "string"})
