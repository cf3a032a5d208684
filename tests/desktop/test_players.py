"""Media players on a session bus of our own, which speak MPRIS."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from dbus_fast import PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_property, method

from voice_os.desktop.players import Players
from voice_os.errors import Problem


class Speaking(ServiceInterface):
    """The part of MPRIS that players are asked for."""

    def __init__(self, title: str, status: str) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self.title = title
        self.status = status
        self.shuffled = False
        self.told: list[str] = []

    @method()
    def Pause(self) -> None:  # noqa: N802
        self.told.append("Pause")
        self.status = "Paused"

    @method()
    def Next(self) -> None:  # noqa: N802
        self.told.append("Next")

    @dbus_property(access=PropertyAccess.READ)
    def PlaybackStatus(self) -> "s":  # type: ignore[name-defined] # noqa: F821, N802
        return self.status

    @dbus_property(access=PropertyAccess.READ)
    def Metadata(self) -> "a{sv}":  # type: ignore[valid-type] # noqa: F722, N802
        artists = Variant("as", ["Ella", "Louis"])
        return {"xesam:title": Variant("s", self.title), "xesam:artist": artists}

    @dbus_property()
    def Shuffle(self) -> "b":  # type: ignore[name-defined] # noqa: F821, N802
        return self.shuffled

    @Shuffle.setter  # type: ignore[no-redef]
    def Shuffle(self, value: "b") -> None:  # type: ignore[name-defined] # noqa: F821, N802
        self.shuffled = value


async def appear(name: str, player: Speaking) -> Any:
    bus = await MessageBus().connect()
    bus.export("/org/mpris/MediaPlayer2", player)
    await bus.request_name(f"org.mpris.MediaPlayer2.{name}")
    return bus


@pytest.fixture
async def two_players(session_bus: str) -> AsyncIterator[tuple[Speaking, Speaking]]:
    """One that is paused and one that plays."""
    paused, playing = Speaking("Silence", "Paused"), Speaking("Summertime", "Playing")
    buses = [await appear("apple", paused), await appear("zebra.instance7", playing)]
    yield paused, playing
    for bus in buses:
        bus.disconnect()


async def test_the_player_that_plays_is_meant(two_players: tuple[Speaking, Speaking]) -> None:
    paused, playing = two_players
    first, second = await Players().all()
    assert (first.name, first.title, first.artists) == ("zebra", "Summertime", ("Ella", "Louis"))
    assert second.name == "apple"
    assert (await Players().tell("Pause")).status == "Playing"
    assert playing.told == ["Pause"]
    assert not paused.told


async def test_a_property_is_set_and_what_it_was_is_known(
    two_players: tuple[Speaking, Speaking],
) -> None:
    assert await Players().set("Shuffle", "b", True) is False
    assert two_players[1].shuffled
    assert await Players().set("Shuffle", "b", False) is True


async def test_what_a_player_cannot_do_is_a_sentence(
    two_players: tuple[Speaking, Speaking],
) -> None:
    with pytest.raises(Problem, match="refused to previous"):
        await Players().tell("Previous")


async def test_without_a_player_or_a_bus_she_says_so(
    session_bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await Players().all() == []
    with pytest.raises(Problem, match="No player is open"):
        await Players().tell("Pause")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no/such/bus")
    with pytest.raises(Problem, match="no desktop session"):
        await Players().all()
