"""Tools that a language model may call: how they are told, and how a call is read.

A model in this process is told of them at the prompt's end and answers with one JSON object, to
which a grammar holds it. A server has a way of its own for the same.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

LONGEST: Final = 80
"""Characters of the longest text that an argument may be."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that can be called. `parameters`: a JSON schema for each, by name."""

    name: str
    description: str
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool. `arguments` are as the model gave them: JSON values."""

    name: str
    arguments: Mapping[str, Any]


def told(tools: Sequence[Tool]) -> str:
    """What stands at the prompt's end: each tool in a line. Short, for it costs time to read."""
    lines = [f"- {one.name}({', '.join(one.parameters)}): {one.description}" for one in tools]
    return (
        "\n\n[If I ask you to do one of these, answer with nothing but "
        '{"tool": NAME, "arguments": {…}}. Else talk.\n' + "\n".join(lines) + "]"
    )


def schema(tools: Sequence[Tool]) -> dict[str, Any]:
    """The JSON schema of a call of any of these tools. No argument need be given."""
    return {"oneOf": [_call_of(one) for one in tools]}


def parameters(tool: Tool) -> dict[str, Any]:
    """The JSON schema of a tool's arguments."""
    return {
        "type": "object",
        "properties": {name: _bounded(each) for name, each in tool.parameters.items()},
        "additionalProperties": False,
    }


def read(text: str, tools: Sequence[Tool]) -> Call | None:
    """The call that a text is; None where it is none of these tools, or was cut off."""
    try:
        said = json.loads(text)
        return call(said["tool"], said["arguments"], tools)
    except (ValueError, LookupError, TypeError):
        return None


def call(name: str, arguments: object, tools: Sequence[Tool]) -> Call | None:
    """The call of this name with these arguments; None where it is none of these tools."""
    known = next((one for one in tools if one.name == name), None)
    if known is None or not isinstance(arguments, dict):
        return None
    return Call(name, {key: value for key, value in arguments.items() if key in known.parameters})


def _call_of(tool: Tool) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"tool": {"const": tool.name}, "arguments": parameters(tool)},
        "required": ["tool", "arguments"],
        "additionalProperties": False,
    }


def _bounded(of: Mapping[str, Any]) -> Mapping[str, Any]:
    """A parameter's schema; texts may not go on for ever."""
    return {**of, "maxLength": LONGEST} if of.get("type") == "string" else of
