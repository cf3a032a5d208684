"""Her skills as an MCP server: for other programs, and with the person's consent all the same.

Another program is not the person. It may read; it may change what the person has always allowed;
it may send nothing, for nobody there would hear it read back.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from voice_os import __version__
from voice_os.consent import Effect, Policy
from voice_os.consent.policies import Policies
from voice_os.errors import Problem
from voice_os.llm.tools import Call, parameters
from voice_os.skills import Skill
from voice_os.skills.acting import Acting
from voice_os.skills.steps import Do
from voice_os.skills.tools import tool, tools_of, wish

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, Tool

ASKED = "(asked by another program)"
"""What stands in the log in the place of words."""


async def serve(acting: Acting, policies: Policies) -> None:
    """Serve on standard input and output until the other side closes it."""
    from mcp import stdio_server

    server = made(acting, policies)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def made(acting: Acting, policies: Policies) -> "Server[Any]":
    """The server, on no transport yet."""
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolResult, ListToolsResult, TextContent

    skills = tools_of(acting.repertoire)

    async def list_tools(context: object, asked: object) -> "ListToolsResult":
        return ListToolsResult(tools=[_told(name, one) for name, one in skills.items()])

    async def call_tool(context: object, asked: "CallToolRequestParams") -> "CallToolResult":
        try:
            if asked.name not in skills:
                raise Problem(f"There is no skill {asked.name}.")
            said = await _run(acting, policies, skills[asked.name], asked.arguments or {})
        except Problem as problem:
            return CallToolResult(content=[TextContent(text=str(problem))], is_error=True)
        return CallToolResult(content=[TextContent(text=said)])

    return Server("voice-os", version=__version__, on_list_tools=list_tools, on_call_tool=call_tool)


async def _run(acting: Acting, policies: Policies, skill: Skill, arguments: dict[str, Any]) -> str:
    if skill.effect is Effect.SENDS:
        raise Problem(
            f"To {skill.description} is for the person alone to ask for: it is read back to them "
            "first. Nothing was sent."
        )
    chosen = policies.chosen(skill.name) or policies.chosen(skill.subject)
    if skill.effect is Effect.CHANGES and chosen is not Policy.ALLOW:
        raise Problem(
            f"To {skill.description} from another program, the person has to allow it first, by "
            f'saying "always allow {skill.subject.replace("_", " ")}". Nothing was changed.'
        )
    said = await acting.take(Do(wish(Call(skill.name, arguments), skill)), ASKED)
    if acting.asks:
        raise Problem(
            f'That is for the person to decide. She would ask: "{said}" Nothing was done.'
        )
    return said


def _told(name: str, skill: Skill) -> "Tool":
    from mcp.types import Tool, ToolAnnotations

    schema = parameters(tool(name, skill))
    needed: Sequence[str] = sorted(skill.needed)
    hints = ToolAnnotations(
        read_only_hint=skill.effect is Effect.READS,
        destructive_hint=skill.effect is not Effect.READS and skill.undo is None,
        open_world_hint=skill.effect is Effect.SENDS,
    )
    return Tool(
        name=name,
        description=skill.description,
        input_schema={**schema, "required": list(needed)} if needed else schema,
        annotations=hints,
    )
