"""Wishes for the home, as the tools of Home Assistant's MCP server take them.

The tools and their parameters are the intents of Home Assistant: `HassTurnOn` and the like, with
`name` and `area` of what is meant, `domain`, `brightness` in percent, and `color`.
"""

import re
from collections.abc import Iterable, Mapping

from voice_os.skills import Skill, Wish
from voice_os.skills.quantities import whole_number

_TOOLS = {
    "home.turn_on": "HassTurnOn",
    "home.turn_off": "HassTurnOff",
    "home.dim": "HassLightSet",
    "home.brighten": "HassLightSet",
    "home.set_colour": "HassLightSet",
    "home.clean": "HassVacuumStart",
    "home.make_coffee": "HassTurnOn",
}
_BRIGHTNESS = {"home.dim": 30, "home.brighten": 80}
"""In percent, where none is said."""

_LIGHTS = re.compile(r"(?:all )?(?:the )?(?:lights?|lamps?|lighting|bulbs?)")
_COFFEE = "coffee machine"


def wish(name: str, said: Mapping[str, str], skills: Iterable[Skill]) -> Wish | None:
    """The wish for a tool that does what the destination `name` wants with the slots `said`.

    None where no server has the tool.
    """
    tool = _TOOLS.get(name)
    skill = next((one for one in skills if one.function.__name__ == tool), None)
    if skill is None:
        return None
    given: dict[str, object] = {}
    if place := said.get("place"):
        given["area"] = place
    if device := said.get("device"):
        lights = _LIGHTS.fullmatch(device)
        given |= {"domain": ["light"]} if lights else {"name": device}
    if name == "home.make_coffee":
        given["name"] = _COFFEE
    if colour := said.get("colour"):
        given["color"] = colour
    if name in _BRIGHTNESS:
        given["brightness"] = _percent(said.get("amount", ""), _BRIGHTNESS[name])
    return Wish(skill, {key: value for key, value in given.items() if key in skill.slots})


def _percent(words: str, otherwise: int) -> int:
    try:
        return min(max(whole_number(words.removesuffix(" percent")), 0), 100)
    except ValueError:
        return otherwise
