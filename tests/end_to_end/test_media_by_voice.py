"""Music and the volume by voice: a player on a D-Bus of our own, and a sound server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from dbus_fast import PropertyAccess
from dbus_fast.service import dbus_property, method
from desktop.test_players import Speaking, appear
from end_to_end.by_voice import Row, hold
from skills.programs import scripted_program

from voice_os.bench.virtual_sound_card import VirtualSoundCard


class Player(Speaking):
    """A player that does all that players are asked for."""

    loop = "None"

    @method()
    def Play(self) -> None:  # noqa: N802
        self.status = "Playing"

    @method()
    def Previous(self) -> None:  # noqa: N802
        self.told.append("Previous")

    @dbus_property(access=PropertyAccess.READWRITE)
    def LoopStatus(self) -> "s":  # type: ignore[name-defined] # noqa: F821, N802
        return self.loop

    @LoopStatus.setter  # type: ignore[no-redef]
    def LoopStatus(self, value: "s") -> None:  # type: ignore[name-defined] # noqa: F821, N802
        self.loop = value


@dataclass(frozen=True)
class Room:
    """What sounds in the room."""

    home: Path
    player: Player
    card: VirtualSoundCard

    @property
    def opened(self) -> str:
        """What was opened for good, with whatever plays it."""
        file = self.home / "opened"
        return file.read_text() if file.exists() else ""

    def has_volume(self, percent: int) -> bool:
        return f" {percent}%" in self.card.control("get-sink-volume", "@DEFAULT_SINK@")

    @property
    def muted(self) -> bool:
        return "yes" in self.card.control("get-sink-mute", "@DEFAULT_SINK@")


@pytest.fixture
async def room(
    bare_home: Path, session_bus: str, card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Room]:
    (bare_home / "Documents" / "relaxing music.mp3").touch()
    opens = f'printf %s "$*" > "{bare_home}/opened"'
    scripted_program("xdg-open", opens, bare_home, monkeypatch)
    card.control("set-sink-volume", "@DEFAULT_SINK@", "40%")
    bus = await appear("player", player := Player("Summertime", "Playing"))
    yield Room(bare_home, player, card)
    bus.disconnect()


ROWS: list[Row[Room]] = [
    Row("media.tell_playing", "what song is this", "Summertime, by Ella and Louis"),
    Row("media.pause", "pause it", "^$", lambda it: it.player.status == "Paused"),
    Row("media.resume", "resume the music", "^$", lambda it: it.player.status == "Playing"),
    Row("media.next_track", "next song", "^$", lambda it: it.player.told[-1] == "Next"),
    Row("media.previous_track", "previous song", "^$", lambda it: it.player.told[-1] == "Previous"),
    Row("media.shuffle", "shuffle the music", "random order", lambda it: it.player.shuffled),
    Row("media.repeat", "repeat this song", "again", lambda it: it.player.loop == "Track"),
    Row(
        "media.play",
        "put on relaxing music",
        "Playing relaxing music",
        lambda it: it.opened.endswith("relaxing music.mp3"),
        instead="xdg-open",
    ),
    Row("volume.tell_volume", "what is the volume", "forty percent"),
    Row(
        "volume.set_volume",
        "set the volume to fifty percent",
        "Fifty percent",
        lambda it: it.has_volume(50),
    ),
    Row("volume.louder", "turn the volume up", "Sixty percent", lambda it: it.has_volume(60)),
    Row("volume.quieter", "turn the volume down", "Fifty percent", lambda it: it.has_volume(50)),
    Row("volume.mute", "mute the sound", "^$", lambda it: it.muted),
    Row("volume.unmute", "turn the sound back on", "sound is on", lambda it: not it.muted),
]


async def test_every_wish_is_heard_done_and_answered(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, room, room.home, monkeypatch)
    assert not wrong, "\n".join(wrong)
