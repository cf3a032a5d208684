"""Where the system's sound library is missing or does not work, she is still there in print."""

import asyncio
import sys
from pathlib import Path

import pytest
import typer

from voice_os.audio import PLAYBACK_RATE
from voice_os.audio.devices import NoSound, devices
from voice_os.audio.earcons import Earcon, sound
from voice_os.cli import talk
from voice_os.cli.session import Session
from voice_os.events import Event, Events, Notice
from voice_os.settings import Settings
from voice_os.surroundings import speaker_on

MISSING = "raise OSError('PortAudio library not found')"
FAILING = "class PortAudioError(Exception): pass\nraise PortAudioError('Error initializing')"


@pytest.fixture(autouse=True, params=[MISSING, FAILING], ids=["missing", "failing"])
def no_portaudio(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `sounddevice` that cannot be imported, and no sound server."""
    (tmp_path / "sounddevice.py").write_text(request.param)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def test_no_device_is_listed_and_why_is_said() -> None:
    with pytest.raises(NoSound, match=r"PortAudio library, which is missing|Error initializing"):
        devices()


async def test_a_speaker_of_silence_takes_the_speakers_place() -> None:
    heard: list[Event] = []
    events = Events()
    events.subscribe(heard.append)
    async with asyncio.timeout(10), speaker_on(Settings(), events, None, or_silence=True) as sink:
        assert await sink.reached(sink.play(sound(Earcon.RING)[:PLAYBACK_RATE]).end)
    assert [type(event) for event in heard] == [Notice]


def test_talking_is_the_demonstration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(*_: object) -> None:
        raise typer.Exit(code=0)

    monkeypatch.setattr(talk, "show_demonstration", shown)
    with pytest.raises(typer.Exit):
        talk.talk(Session({}))
    assert "recorded visitor" in capsys.readouterr().out
