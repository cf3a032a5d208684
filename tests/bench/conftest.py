"""The bench on tiny models and the virtual sound card."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from voice_os.bench import virtual_sound_card
from voice_os.bench.stand_ins import using
from voice_os.bench.virtual_sound_card import VirtualSoundCard


@pytest.fixture
def models(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """Settings that name the tiny models; cache, log and settings file are the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("VOICE_OS_CONFIG", str(tmp_path / "config.toml"))
    return using(
        tiny_models / "tiny-whisper", tiny_models / "tiny-llm.gguf", tiny_models / "tiny-voice.onnx"
    )


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    if reason := virtual_sound_card.missing():
        pytest.skip(f"no virtual sound card: {reason}")
    with virtual_sound_card.virtual_sound_card() as card:
        yield card
