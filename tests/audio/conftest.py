"""Fixtures for sound: a sound card without hardware."""

from collections.abc import Iterator

import pytest

from voice_os.bench import virtual_sound_card as pulse


@pytest.fixture
def pulse_card() -> Iterator[pulse.VirtualSoundCard]:
    """A virtual microphone and speaker for this process, or a skip where there can be none."""
    if (reason := pulse.missing()) is not None:
        pytest.skip(reason)
    with pulse.virtual_sound_card() as card:
        yield card
