"""How the room is: what `voice-os doctor --audio` finds."""

from voice_os.audio.room import measure
from voice_os.doctor import Finding
from voice_os.errors import Problem
from voice_os.settings import Settings
from voice_os.surroundings import plain_devices


async def listen(current: Settings) -> list[Finding]:
    """Play a short sweep and say what the microphone made of it."""
    try:
        async with plain_devices(current) as (microphone, speaker):
            room = await measure(microphone, speaker)
    except Problem as problem:
        return [Finding("room", "not measured", healthy=False, advice=str(problem))]
    except TimeoutError:
        told = "Nothing came from the microphone; see `voice-os devices` for another one."
        return [Finding("room", "not measured", healthy=False, advice=told)]
    advice = list(room.advice())
    echo = "no echo"
    if room.delay is not None and room.return_loss is not None:
        echo = f"after {room.delay * 1000:.0f} ms, {room.return_loss:.0f} dB below what is played"
    return [
        Finding("echo", echo),
        Finding("noise", f"{room.noise:.0f} dBFS"),
        Finding("clipping", f"{room.clipped:.1%}"),
        Finding("room", "measured", healthy=not advice, advice=" ".join(advice)),
    ]
