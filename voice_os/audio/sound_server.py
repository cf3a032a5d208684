"""What PulseAudio or PipeWire says about the default devices, as they change.

Both move running streams to a new default by themselves; PortAudio never hears of it. `pactl`
tells, as events. Elsewhere (macOS, Windows, plain ALSA) a switch of the default is followed when
the device in use goes away, or when PortAudio is next initialised.
"""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import cast

from voice_os.audio.devices import Kind


@dataclass(frozen=True, slots=True)
class Default:
    """A default device. A monitor is what a speaker plays, and no microphone."""

    name: str
    description: str

    @property
    def is_monitor(self) -> bool:
        """Whether it only repeats what a speaker plays."""
        return self.name.endswith(".monitor")


async def defaults() -> AsyncGenerator[Mapping[Kind, Default], None]:
    """Yield the default devices at once, and again after every change; one may be missing.

    Ends when the server does; yields nothing where there is none.
    """
    if shutil.which("pactl") is None:
        return
    events = await asyncio.create_subprocess_exec(
        "pactl", "subscribe", stdout=PIPE, stderr=DEVNULL, env=_english()
    )
    lines = cast("asyncio.StreamReader", events.stdout)
    try:
        known = await _query()
        if known is None:
            return
        yield known
        async for line in lines:
            if b" on server " in line and (now := await _query()) not in (None, known):
                yield (known := now)
    finally:
        if events.returncode is None:
            events.terminate()
        await events.wait()


async def others_record() -> bool:
    """Whether another program records from a microphone now: a call, most often.

    False where there is no server to be asked.
    """
    if shutil.which("pactl") is None:
        return False
    listing = await _pactl("list", "source-outputs")
    return any(_records(stream) for stream in listing.split("Source Output #")[1:])


def _records(stream: str) -> bool:
    """Whether one stream of `pactl list source-outputs` is another program that records."""
    told: dict[str, str] = {}
    for line in stream.splitlines():
        key, _, value = line.strip().partition(" = " if " = " in line else ": ")
        told[key] = value.strip('"')
    program = told.get("application.process.id")  # the server's own streams have none
    meter = told.get("media.name") == "Peak detect"  # a volume control that shows the level
    return program not in (None, str(os.getpid())) and not meter and told.get("Corked") != "yes"


async def _query() -> dict[Kind, Default] | None:
    """The default devices that there are; None: there is no server."""
    info = await _pactl("info")
    if not info:
        return None
    names = {key: value for key, _, value in (line.partition(": ") for line in info.splitlines())}
    found: dict[Kind, Default] = {}
    for kind, label, listing in (
        (Kind.OUTPUT, "Default Sink", "sinks"),
        (Kind.INPUT, "Default Source", "sources"),
    ):
        described = _descriptions(await _pactl("list", listing))
        if (name := names.get(label, "")) in described:
            found[kind] = Default(name, described[name])
    return found


def _descriptions(listing: str) -> dict[str, str]:
    """From name to description, out of `pactl list sinks` or `pactl list sources`."""
    found: dict[str, str] = {}
    name = ""
    for line in listing.splitlines():
        key, _, value = line.strip().partition(": ")
        if key == "Name":
            name = value
        elif key == "Description":
            found[name] = value
    return found


async def _pactl(*command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "pactl", *command, stdout=PIPE, stderr=DEVNULL, env=_english()
    )
    output, _ = await process.communicate()
    return output.decode(errors="replace")


def _english() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}
