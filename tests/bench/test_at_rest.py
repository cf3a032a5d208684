"""The real command, watched from outside."""

from collections.abc import Mapping

import pytest

from voice_os.bench.at_rest import measure_at_rest
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.errors import Problem


async def test_readiness_idleness_and_memory_are_measured_on_the_real_command(
    models: Mapping[str, str], card: VirtualSoundCard
) -> None:
    at_rest = await measure_at_rest(models, starts=1, idle=0.5, settling=0.0)
    assert len(at_rest.ready) == 1
    assert at_rest.ready[0] > 0
    assert at_rest.idle_cpu_percent >= 0
    assert set(at_rest.models_mb) == {"stt", "llm", "tts", "activity"}
    assert 0 < at_rest.memory_beside_models_mb < at_rest.memory_mb


async def test_a_model_that_cannot_be_loaded_is_a_sentence(models: Mapping[str, str]) -> None:
    with pytest.raises(Problem, match=r"memory of the stt model could not be measured"):
        await measure_at_rest({**models, "stt.model": "nothing-of-this-name"}, starts=1, idle=0)
