"""How loud the machine plays, on a real sound server that nobody hears."""

from collections.abc import Iterator

import pytest
from skills.scripted import Ask

from voice_os.bench import virtual_sound_card as pulse
from voice_os.desktop.loudspeaker import Loudspeaker, Volume
from voice_os.errors import Problem
from voice_os.skills.acting import Acting


@pytest.fixture
def loudspeaker(acting: Acting) -> Iterator[Loudspeaker]:
    if (reason := pulse.missing()) is not None:
        pytest.skip(reason)
    with pulse.virtual_sound_card():
        acting.serve({Loudspeaker: Loudspeaker()})
        yield Loudspeaker()


async def test_the_volume_follows_what_is_said_and_is_undone(
    loudspeaker: Loudspeaker, ask: Ask
) -> None:
    assert await ask("set the volume to forty percent") == "Forty percent."
    assert await ask("louder") == "Fifty percent."
    assert await ask("turn it down by thirty") == "Twenty percent."
    assert await ask("how loud is it") == "At twenty percent."
    assert await ask("undo that") == "The volume is back at fifty percent."
    assert await loudspeaker.volume() == Volume(50, muted=False)
    await ask("mute the sound")
    assert await ask("how loud is it") == "Muted, and at fifty percent."
    assert await ask("turn the sound back on") == "The sound is on."


async def test_it_stays_between_nothing_and_all(loudspeaker: Loudspeaker, ask: Ask) -> None:
    await ask("set the volume to five percent")
    assert await ask("quieter") == "Zero percent."
    assert await ask("set the volume to four hundred") == "One hundred percent."


async def test_without_a_program_to_ask_she_says_what_to_install(
    acting: Acting, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting.serve({Loudspeaker: Loudspeaker()})
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Problem, match="Install pulseaudio-utils"):
        await ask("louder")
