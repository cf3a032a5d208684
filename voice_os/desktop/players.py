"""Media players, over D-Bus: the MPRIS interface that players of the Linux desktop share.

Follows the interface org.mpris.MediaPlayer2.Player as freedesktop.org documents it.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voice_os.errors import Problem

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

PATIENCE = 5.0
"""Seconds that a player has to answer."""

_BUS = "org.freedesktop.DBus"
_PREFIX = "org.mpris.MediaPlayer2."
_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"

NONE_HERE = "No player is open that I could control. Open one first."


@dataclass(frozen=True, slots=True)
class Player:
    """A media player. `status` is MPRIS's: "Playing", "Paused" or "Stopped"."""

    bus_name: str
    status: str
    title: str
    artists: tuple[str, ...]

    @property
    def name(self) -> str:
        """What people call it: "vlc"."""
        return self.bus_name.removeprefix(_PREFIX).partition(".")[0]


class Players:
    """The players that are open. Raises `Problem` where there is none, or no session bus."""

    async def all(self) -> list[Player]:
        """Every player, those that play first."""
        async with _connected() as bus:
            return await _all(bus)

    async def tell(self, method: str) -> Player:
        """Tell the player that plays (else the first there is): Play, Pause, Next, Previous, Stop.

        Returns the player as it was before.
        """
        async with _connected() as bus:
            players = await _all(bus)
            if not players:
                raise Problem(NONE_HERE)
            await _call(bus, players[0].bus_name, _PLAYER, method)
            return players[0]

    async def set(self, name: str, signature: str, value: Any) -> Any:
        """Set a property of that player: "Shuffle", "LoopStatus"; return what it was before."""
        from dbus_fast import Variant

        async with _connected() as bus:
            players = await _all(bus)
            if not players:
                raise Problem(NONE_HERE)
            who = players[0].bus_name
            before = await _call(bus, who, _PROPERTIES, "Get", "ss", [_PLAYER, name])
            new = Variant(signature, value)
            await _call(bus, who, _PROPERTIES, "Set", "ssv", [_PLAYER, name, new])
            return before[0].value


async def _all(bus: "MessageBus") -> list[Player]:
    (names,) = await _call(bus, _BUS, _BUS, "ListNames")
    found = [await _player(bus, name) for name in sorted(names) if name.startswith(_PREFIX)]
    return sorted((one for one in found if one), key=lambda one: one.status != "Playing")


async def _player(bus: "MessageBus", name: str) -> Player | None:
    try:
        (told,) = await _call(bus, name, _PROPERTIES, "GetAll", "s", [_PLAYER])
    except Problem:  # it has just been closed, or does not answer
        return None
    about = told["Metadata"].value if "Metadata" in told else {}
    title, artists = (about[key].value if key in about else "" for key in _TOLD)
    status = told["PlaybackStatus"].value if "PlaybackStatus" in told else "Stopped"
    return Player(name, str(status), str(title), tuple(map(str, artists or ())))


_TOLD = ("xesam:title", "xesam:artist")


@asynccontextmanager
async def _connected() -> AsyncGenerator["MessageBus", None]:
    from dbus_fast.aio import MessageBus
    from dbus_fast.errors import DBusFastError

    try:
        async with asyncio.timeout(PATIENCE):
            bus = await MessageBus().connect()
    except (OSError, ValueError, TimeoutError, DBusFastError):
        raise Problem("There is no desktop session in which I could find a player.") from None
    try:
        yield bus
    finally:
        bus.disconnect()


async def _call(
    bus: "MessageBus",
    destination: str,
    interface: str,
    member: str,
    signature: str = "",
    body: list[Any] | None = None,
) -> list[Any]:
    """Call a method and return what it answers. Raises `Problem` where it fails."""
    from dbus_fast import Message, MessageType

    path = "/org/freedesktop/DBus" if destination == _BUS else _PATH
    message = Message(
        destination=destination,
        path=path,
        interface=interface,
        member=member,
        signature=signature,
        body=body or [],
    )
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await bus.call(message)
    except TimeoutError:
        raise Problem("The player does not answer.") from None
    if answer is None or answer.message_type is MessageType.ERROR:
        raise Problem(f"The player refused to {member.lower()}.")
    return list(answer.body)
