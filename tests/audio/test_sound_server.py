"""Who else records, as the sound server tells."""

import asyncio
import os
from pathlib import Path

import pytest

from voice_os.audio.sound_server import others_record
from voice_os.bench.virtual_sound_card import VirtualSoundCard


async def test_another_program_that_records_is_seen(pulse_card: VirtualSoundCard) -> None:
    pulse_card.plug_in_microphone()
    assert not await others_record()
    call = await asyncio.create_subprocess_exec("parec", "--raw", stdout=asyncio.subprocess.PIPE)
    assert call.stdout
    await call.stdout.readexactly(64)
    assert await others_record()
    call.terminate()
    await call.communicate()
    assert not await others_record()


@pytest.mark.parametrize(
    ("stream", "records"),
    [
        ('Corked: no\nmedia.name = "call"\napplication.process.id = "4711"', True),
        ('Corked: yes\nmedia.name = "call"\napplication.process.id = "4711"', False),
        ('Corked: no\nmedia.name = "Peak detect"\napplication.process.id = "4711"', False),
        ('Corked: no\nmedia.name = "call"\napplication.process.id = "{own}"', False),
        ('Corked: no\nmedia.name = "Remapped Stream"', False),
    ],
)
async def test_its_own_streams_paused_ones_and_meters_do_not_count(
    stream: str, records: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = "Source Output #7\n" + stream.format(own=os.getpid())
    pactl = tmp_path / "pactl"
    pactl.write_text(f"#!/bin/sh\ncat <<'END'\n{listing}\nEND\n")
    pactl.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert await others_record() is records


async def test_without_a_server_nobody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not await others_record()
