"""Music by voice; the players themselves are tested in tests/desktop."""

import os
from pathlib import Path
from typing import Any

import pytest
from skills.scripted import Ask

from voice_os.consent.folders import Folders
from voice_os.desktop.players import Player, Players
from voice_os.errors import Problem
from voice_os.skills.acting import Acting
from voice_os.skills.media import Music


class ScriptedPlayers(Players):
    """A player that does as it is told."""

    def __init__(self) -> None:
        self.player = Player("org.mpris.MediaPlayer2.vlc", "Playing", "Summertime", ("Ella",))
        self.told: list[Any] = []

    async def all(self) -> list[Player]:
        return [self.player]

    async def tell(self, method: str) -> Player:
        self.told.append(method)
        return self.player

    async def set(self, name: str, signature: str, value: Any) -> Any:
        self.told.append((name, value))
        return False


@pytest.fixture
def players(acting: Acting) -> ScriptedPlayers:
    players = ScriptedPlayers()
    acting.serve({Players: players})
    return players


async def test_a_player_is_told_what_is_wished(players: ScriptedPlayers, ask: Ask) -> None:
    for said in ("pause the music", "play on", "next song", "previous track", "shuffle the music"):
        await ask(said)
    assert players.told == ["Pause", "Play", "Next", "Previous", ("Shuffle", True)]


async def test_what_names_no_music_is_played_on(players: ScriptedPlayers, ask: Ask) -> None:
    await ask("play my recently added songs")
    assert players.told == ["Play"]


@pytest.mark.parametrize("said", ["anything", "my most played songs", "the latest album"])
def test_what_names_no_music_is_none(said: str) -> None:
    with pytest.raises(ValueError, match="names no music"):
        Music.parse(said)


def test_what_only_says_how_is_left_off() -> None:
    assert Music.parse("clair de lune again") == "clair de lune"


async def test_each_of_that_is_undone(players: ScriptedPlayers, ask: Ask) -> None:
    for said in ("pause the music", "next song", "put this song on repeat"):
        await ask(said)
        players.told.clear()
        await ask("undo that")
        assert len(players.told) == 1
    assert players.told == [("LoopStatus", False)]


async def test_what_plays_is_told(players: ScriptedPlayers, ask: Ask) -> None:
    assert await ask("what song is this") == "Summertime, by Ella."
    players.player = Player("org.mpris.MediaPlayer2.vlc", "Paused", "", ())
    assert await ask("what song is this") == "Nothing is playing."


async def test_a_song_is_found_by_its_name_and_opened(
    players: ScriptedPlayers,
    folders: Folders,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folders.write("Music/clair_de_lune.ogg", b"")
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert await ask("play claire de lune") == "Playing clair de lune."
    assert (tmp_path / "opened").read_text().endswith("Music/clair_de_lune.ogg")
    with pytest.raises(Problem, match="no music called some polka"):
        await ask("play some polka")
