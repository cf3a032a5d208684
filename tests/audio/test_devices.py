"""Which device is meant."""

import pytest

from voice_os.audio.devices import DeviceInfo, Kind, devices, find
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.errors import Problem

INPUT, OUTPUT = Kind.INPUT, Kind.OUTPUT
FOUND = [
    DeviceInfo(0, "USB Audio: Headset (hw:1,0)", "ALSA", 1, 2, 44_100, False, False),
    DeviceInfo(1, "HDMI (hw:0,3)", "ALSA", 0, 8, 48_000, False, False),
    DeviceInfo(2, "Headset", "ALSA", 0, 2, 48_000, False, False),
    DeviceInfo(3, "default", "ALSA", 32, 32, 48_000, True, True),
]


@pytest.mark.parametrize(
    ("chosen", "kind", "number"),
    [
        (None, INPUT, 3),
        (None, OUTPUT, 3),
        (1, OUTPUT, 1),
        ("hdmi", OUTPUT, 1),
        ("headset", INPUT, 0),
        ("headset", OUTPUT, 2),
        ("usb", OUTPUT, 0),
    ],
)
def test_a_device_is_found_by_number_by_name_or_as_the_default(
    chosen: int | str | None, kind: Kind, number: int
) -> None:
    assert find(chosen, kind, FOUND).number == number


@pytest.mark.parametrize("chosen", [1, 7, "hdmi", "webcam"])
def test_a_device_that_is_none_of_its_kind_is_named(chosen: int | str) -> None:
    with pytest.raises(Problem, match=f"no microphone {chosen!r}; `voice-os devices`"):
        find(chosen, INPUT, FOUND)


def test_no_device_at_all_is_said() -> None:
    with pytest.raises(Problem, match="no speaker; plug one in"):
        find(None, OUTPUT, [])


def test_the_systems_devices_are_listed(pulse_card: VirtualSoundCard) -> None:
    found = {device.name: device for device in devices()}
    assert found["default"].default_input
    assert found["default"].default_output
    assert found["pulse"].inputs > 0
