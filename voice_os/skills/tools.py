"""Skills as tools of a language model: what it is told of them, and the wish that a call is."""

import json
from collections.abc import Iterable

from voice_os.llm.tools import Call, Tool
from voice_os.skills import UNREAD, Skill, Wish


def tools_of(skills: Iterable[Skill]) -> dict[str, Skill]:
    """The skills by the names under which they are called: short, and each its own."""
    named: dict[str, Skill] = {}
    for skill in skills:
        short = skill.function.__name__
        named[short if short not in named else f"{skill.subject}_{short}"] = skill
    return named


def tool(name: str, skill: Skill) -> Tool:
    """What a language model is told of a skill."""
    parameters = {slot: each.schema for slot, each in skill.slots.items()}
    return Tool(name, skill.description, parameters)


def wish(call: Call, skill: Skill) -> Wish:
    """The wish that a call is. What cannot be read is asked for."""
    slots: dict[str, object] = {}
    for name, said in call.arguments.items():
        words = said if isinstance(said, str) else json.dumps(said)
        if not words.strip():
            continue
        try:
            slots[name] = skill.slots[name].parse(words.strip())
        except (ValueError, LookupError):
            slots[name] = UNREAD
    return Wish(skill, slots)
