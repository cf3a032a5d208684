"""Which sound devices there are, and which of them is meant."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from voice_os.errors import Problem
from voice_os.settings import Device


class Kind(StrEnum):
    """The two directions of sound, in the words that people use for them."""

    INPUT = "microphone"
    OUTPUT = "speaker"


class NoSound(Problem):
    """There is nothing to hear with or to speak through. `kind`: which; None: neither."""

    kind: Kind | None = None


class NoDevice(NoSound):
    """There is no device of this kind at all, or none by this name."""

    def __init__(self, kind: Kind, chosen: Device | None = None) -> None:
        self.kind = kind
        super().__init__(
            f"There is no {kind}; plug one in, or see `voice-os devices`."
            if chosen is None
            else f"There is no {kind} {chosen!r}; `voice-os devices` lists those there are."
        )


class DeviceInfo(NamedTuple):
    """A sound device as PortAudio describes it. `inputs` and `outputs` count its channels."""

    number: int
    name: str
    host: str
    inputs: int
    outputs: int
    rate: int
    default_input: bool
    default_output: bool

    def channels(self, kind: Kind) -> int:
        """How many channels it has in this direction."""
        return self.inputs if kind is Kind.INPUT else self.outputs

    def is_default(self, kind: Kind) -> bool:
        """Whether the system takes it where none is chosen."""
        return self.default_input if kind is Kind.INPUT else self.default_output


def devices() -> list[DeviceInfo]:
    """All sound devices, as they were when PortAudio was last initialised.

    Raises `NoSound` where PortAudio itself is missing or does not work.
    """
    sounddevice = portaudio_library()
    try:
        default_input, default_output = sounddevice.default.device
        hosts = [host["name"] for host in sounddevice.query_hostapis()]
        found = list(sounddevice.query_devices())
    except sounddevice.PortAudioError as error:
        raise no_portaudio(error) from None
    return [
        DeviceInfo(
            number=number,
            name=device["name"],
            host=hosts[device["hostapi"]],
            inputs=device["max_input_channels"],
            outputs=device["max_output_channels"],
            rate=round(device["default_samplerate"]),
            default_input=number == default_input,
            default_output=number == default_output,
        )
        for number, device in enumerate(found)
    ]


def find(chosen: Device | None, kind: Kind, among: Sequence[DeviceInfo]) -> DeviceInfo:
    """The device that is meant by a number, by a part of a name (any case), or as the default.

    A whole name goes before a part of one, the default device before the others. Raises `Problem`
    where there is none.
    """
    able = [device for device in among if device.channels(kind)]
    able.sort(key=lambda device: not device.is_default(kind))
    if chosen is None:
        if able and able[0].is_default(kind):
            return able[0]
        raise NoDevice(kind)
    if isinstance(chosen, int):
        matches = [device for device in able if device.number == chosen]
    else:
        name = chosen.casefold()
        whole = [device for device in able if device.name.casefold() == name]
        matches = whole or [device for device in able if name in device.name.casefold()]
    if not matches:
        raise NoDevice(kind, chosen)
    return matches[0]


def portaudio_library() -> Any:
    """The module `sounddevice`. Importing it initialises PortAudio, which takes a moment.

    Raises `NoSound` where PortAudio is missing or does not work.
    """
    try:
        import sounddevice
    except OSError:
        raise NoSound(
            "Sound needs the system's PortAudio library, which is missing; install it with "
            "`sudo apt install libportaudio2` or your system's like of it."
        ) from None
    except Exception as error:  # its own kind of error, which cannot be imported without it
        raise no_portaudio(error) from None
    return sounddevice


def no_portaudio(error: Exception) -> NoSound:
    """What to say where PortAudio is there and cannot be initialised."""
    reason = str(error).rstrip(".")
    return NoSound(
        f"The system's sound does not work ({reason}); see if other programs can be heard."
    )
