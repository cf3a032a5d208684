"""The home: lights, plugs, blinds and machines, through the person's own Home Assistant.

Speaks its REST API as developers.home-assistant.io documents it. Its token is kept in the
keyring, its address in the settings.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.quantities import say_number
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest

TOKEN = "home password"  # noqa: S105 - the name that it is kept under
"""What the access token is called in the keyring."""

STEP = 20
"""Percent by which a light becomes brighter or dimmer where nothing else is said."""

_SWITCHED = ("light", "switch", "fan", "media_player", "input_boolean", "cover", "humidifier")


class Device(Phrase):
    """A device at home, or several of a kind in a room, as people call them."""

    __slots__ = ()
    most = 6
    said = (
        *("lights", "kitchen lights", "light in the bedroom", "lamp", "heater", "fan"),
        *(
            "bedroom lamp",
            "coffee machine",
            "living room light",
            "plug in the office",
            "television",
        ),
    )


class Colour(str):
    """The colour of a light."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a colour. Raises ValueError where the words are none that lights have."""
        if words not in _COLOURS:
            raise ValueError(f"not a colour: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """The colours that lights have."""
        return list(_COLOURS)


_COLOURS = (
    *("red", "green", "blue", "white", "yellow", "orange", "purple", "pink", "violet", "cyan"),
    *("turquoise", "magenta", "gold", "lime", "salmon", "lavender", "indigo"),
)
"""Those that have the same name in CSS, by which Home Assistant knows them."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that Home Assistant knows: "light.kitchen", called "Kitchen light"."""

    id: str
    name: str
    state: str
    brightness: int | None = None
    """Of 255."""

    @property
    def domain(self) -> str:
        """What kind it is of: "light"."""
        return self.id.partition(".")[0]


class House:
    """Home Assistant, as a skill reaches it through its own door to the network."""

    def __init__(self, network: Network, secrets: Secrets, world: WorldSettings) -> None:
        self._network = network
        self._secrets = secrets
        self._address = (world.home_assistant or "").rstrip("/")

    async def entities(self) -> list[Entity]:
        """All that can be switched. Raises `Problem` where it cannot be asked."""
        told = await self._ask("/api/states")
        return [one for state in told if (one := _entity(state)) and one.domain in _SWITCHED]

    async def call(self, domain: str, service: str, data: Mapping[str, Any]) -> None:
        """Have Home Assistant do something."""
        await self._ask(f"/api/services/{domain}/{service}", data)

    async def _ask(self, path: str, data: Mapping[str, Any] | None = None) -> Any:
        self._network.require()
        if not self._address:
            raise Problem(
                "I reach your home through Home Assistant. Put its address into the setting "
                "world.home_assistant, and its access token into the keyring: "
                "voice-os secret home."
            )
        token = await self._secrets.get(TOKEN)
        if not token:
            raise Problem("Home Assistant wants its access token: voice-os secret home.")
        told = await self._network.fetch(
            self._address + path,
            headers={"Authorization": f"Bearer {token}"},
            post=data,
        )
        try:
            return json.loads(told)
        except ValueError:
            raise Problem("Home Assistant told nothing that I understand.") from None


def _entity(state: Any) -> Entity | None:
    match state:
        case {"entity_id": str(own), "state": str(now), "attributes": dict(about)}:
            name = str(about.get("friendly_name") or own.partition(".")[2].replace("_", " "))
            level = about.get("brightness")
            return Entity(own, name, now, level if isinstance(level, int) else None)
    return None


async def set_back(record: Record, network: Network, secrets: Secrets, world: WorldSettings) -> str:
    """Bring everything back to how it was."""
    house = House(network, secrets, world)
    for entity, was in record["before"].items():
        data = {"entity_id": entity}
        if was["state"] == "on" and was["brightness"] is not None:
            data["brightness"] = was["brightness"]
        await house.call("homeassistant", "turn_on" if was["state"] == "on" else "turn_off", data)
    return "It is as it was."


_ALL = "[all] [the|my|of the]"


@skill(
    f"(turn|switch) on {_ALL} {{device}}",
    f"(turn|switch|put) {_ALL} {{device}} on",
    effect=Effect.CHANGES,
    undo=set_back,
)
async def turn_on(
    network: Network, secrets: Secrets, world: WorldSettings, device: Device | None = None
) -> Done:
    """Switch things on at home."""
    return await _switched(House(network, secrets, world), device, "turn_on", {})


@skill(
    f"(turn|switch) off {_ALL} {{device}}",
    f"(turn|switch) {_ALL} {{device}} off",
    effect=Effect.CHANGES,
    undo=set_back,
)
async def turn_off(
    network: Network, secrets: Secrets, world: WorldSettings, device: Device | None = None
) -> Done:
    """Switch things off at home."""
    return await _switched(House(network, secrets, world), device, "turn_off", {})


@skill(
    f"dim {_ALL} {{device}}",
    f"(dim|set) {_ALL} {{device}} to {{amount}} percent",
    f"make {_ALL} {{device}} [a bit|a little] (darker|dimmer|less bright)",
    effect=Effect.CHANGES,
    undo=set_back,
)
async def dim(
    network: Network,
    secrets: Secrets,
    world: WorldSettings,
    device: Device | None = None,
    amount: int | None = None,
) -> Done:
    """Dim lights at home."""
    how = {"brightness_pct": amount} if amount is not None else {"brightness_step_pct": -STEP}
    return await _switched(House(network, secrets, world), device, "turn_on", how, "light")


@skill(
    f"(brighten|brighten up) {_ALL} {{device}}",
    f"make {_ALL} {{device}} [a bit|a little] brighter",
    effect=Effect.CHANGES,
    undo=set_back,
)
async def brighten(
    network: Network,
    secrets: Secrets,
    world: WorldSettings,
    device: Device | None = None,
    amount: int | None = None,
) -> Done:
    """Brighten lights at home."""
    how = {"brightness_step_pct": amount or STEP}
    return await _switched(House(network, secrets, world), device, "turn_on", how, "light")


@skill(
    f"(make|turn) {_ALL} {{device}} {{colour}}",
    f"(make|turn|set|change) {_ALL} {{device}} (to|into) {{colour}}",
    f"(change|set) the colour of {_ALL} {{device}} to {{colour}}",
    effect=Effect.CHANGES,
    undo=set_back,
)
async def set_colour(
    network: Network,
    secrets: Secrets,
    world: WorldSettings,
    device: Device | None = None,
    colour: Colour | None = None,
) -> Done:
    """Give lights at home a colour."""
    how = {"color_name": colour or "white"}
    return await _switched(House(network, secrets, world), device, "turn_on", how, "light")


async def _switched(
    house: House, device: str | None, service: str, how: Mapping[str, Any], domain: str = ""
) -> Done:
    """Do something with the devices that are meant, and say with which."""
    there = [one for one in await house.entities() if domain in ("", one.domain)]
    meant = _meant(device, there)
    before = {one.id: {"state": one.state, "brightness": one.brightness} for one in meant}
    where = domain or "homeassistant"
    await house.call(where, service, {"entity_id": [one.id for one in meant], **how})
    count = say_number(len(meant))
    said = meant[0].name if len(meant) == 1 else f"{count} things"
    return Done(f"{said}: done.".capitalize(), undo={"before": before})


_KINDS = {"lights": "light", "lamps": "light", "plugs": "switch", "sockets": "switch"}
_KINDS |= {"fans": "fan", "blinds": "cover", "shutters": "cover", "speakers": "media_player"}


def _meant(device: str | None, there: list[Entity]) -> list[Entity]:
    """What is meant: all of a kind in a place ("kitchen lights"), or the one of that name."""
    said = device or "lights"
    words = re.findall(r"\w+", said)
    kinds = {_KINDS[word] for word in words if word in _KINDS}
    names = {one.name: one for one in there}
    if not kinds and (found := closest(said, names)):
        return [names[found]]
    place = [w for w in words if w not in _KINDS and w not in ("in", "the", "my", "of", "all")]
    several = [
        one
        for one in there
        if one.domain in kinds and all(word in one.name.lower() for word in place)
    ]
    if not several:
        raise Problem(f"Home Assistant knows nothing called {said}.")
    return several
