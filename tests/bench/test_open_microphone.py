"""The real command with an open microphone, watched from outside."""

from collections.abc import Mapping

import numpy as np

from voice_os.audio import SAMPLE_RATE
from voice_os.bench.open_microphone import FAR, measure_open_microphone
from voice_os.bench.virtual_sound_card import VirtualSoundCard


async def test_silence_and_a_television_are_measured_on_the_real_command(
    models: Mapping[str, str], card: VirtualSoundCard
) -> None:
    talk = [np.random.default_rng(0).standard_normal(SAMPLE_RATE, np.float32)]
    found = await measure_open_microphone(
        models, talk, levels=(FAR,), watched=0.5, getting_used=0.5
    )
    assert found.silence >= 0
    assert set(found.television) == set(found.switched_on) == {FAR}
    assert all(percent >= 0 for percent in found.television.values())
